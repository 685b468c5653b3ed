"""Inviting a partner that is not here: the client's side, and that of whoever follows the link."""
