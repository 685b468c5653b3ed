"""Tenders (fact 12): publishing and changing them, who is told, what support decides about them."""
