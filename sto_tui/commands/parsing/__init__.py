"""What people type on the command line, made into values."""
