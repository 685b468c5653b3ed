"""A stand-in for a hosting provider: its accounts and products, its console, and what its systems do when told.

It is somebody else's house: it knows the desk only by its HTTP API and by the events that the desk sends.
"""
