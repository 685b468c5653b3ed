"""What happens here takes effect at the provider's: its systems are told, and what they answer counts."""
