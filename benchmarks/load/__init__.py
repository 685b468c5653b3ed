"""A load generator: plays Telegram for a bot in a process of its own, and the people who write to it.

`run.play` is where it begins. Everything listens on the loopback, and every run ends: its people, conversations and
seconds are bounded.
"""
