"""Queries about a partner's clients, their products, and what the partner notes about them."""
