"""What a partnership is: who may do what in which status, and what follows from its terms."""
