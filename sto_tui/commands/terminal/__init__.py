"""The terminal as the command line uses it: what is printed, progress, and questions one by one."""
