"""What partners earn: the ledger is settled, and read by whoever may see it."""
