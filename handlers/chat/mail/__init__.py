"""Notices as mails: what is written, and to whom. Sending is `bot.mail`'s."""
