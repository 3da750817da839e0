"""Dialogs: small screens over another one, with questions, choices and lists to pick from."""
