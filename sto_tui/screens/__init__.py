"""One file per screen, each with its own small style sheet. Screens hold no rules of the domain: they ask and show."""
