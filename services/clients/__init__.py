"""What a partner's people see of its clients, what they note about them, and what they take along as files."""
