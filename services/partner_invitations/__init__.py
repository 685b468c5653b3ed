"""Inviting a partner that is not here: made by a client, followed by whoever gets the link, used by a partner."""
