"""The terminal app and the command line of sto."""

__version__ = "0.3.0"
