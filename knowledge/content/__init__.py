"""What is shipped: checklists, starter lessons and the demo region, as Markdown in nl/ and en/, and how it is read."""
