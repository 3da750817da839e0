"""The shipped content (checklists, starter lessons, the demo region) as Markdown in nl/ and en/, and its readers."""
