"""Mails on their way to a mail server: written out, signed, handed over, tried again, and what comes back of them."""
