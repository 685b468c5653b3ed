"""Becoming a partner, and remaining one: what applicants do, what support decides, and what time does to both."""
