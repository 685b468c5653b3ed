"""Becoming a partner in the chat: the guided check, the application, and support's cards about both."""
