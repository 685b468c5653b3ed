"""Queries about income: how partnerships stood, what the books have, and the ledger."""
