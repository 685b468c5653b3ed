"""Tenders: clients and visitors say what they look for, and partners offer it (facts 8, 12)."""
