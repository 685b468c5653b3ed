"""Where people want their mail, and what they want by mail."""
