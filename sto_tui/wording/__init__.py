"""Text in the language of the user, for both the app and the command line."""
