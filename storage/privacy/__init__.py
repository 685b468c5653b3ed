"""Whose everything is that is stored, how long it is kept, and what becomes of it when somebody is to be forgotten."""
