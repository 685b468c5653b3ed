"""What an entry of the provider's books brings, and to whom: one rule, exact money, and the ledger that follows."""
