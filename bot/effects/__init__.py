"""Events on their way to the provider's systems: signed, sent, tried again, and what the answers mean."""
