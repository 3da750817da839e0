"""Small screens over another one: questions, choices, lists to pick from."""
