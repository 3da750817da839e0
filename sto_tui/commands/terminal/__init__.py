"""How the command line talks to a terminal: output, progress, and questions one by one."""
