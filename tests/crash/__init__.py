"""The failure proof: people go through partnerships while everything that can fail does; then it is counted.

`python -m tests.crash` runs all scenes. Nothing here uses the bot's own functions to find out what became of what
people did: the playground tells what they read, and plain SQL tells what is stored.
"""
