"""What people want, said in their own words: which values a message holds, and which action it asks for."""
