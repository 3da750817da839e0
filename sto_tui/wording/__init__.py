"""Saying things in the language of the user: both faces, the app and the command line, speak from here."""
