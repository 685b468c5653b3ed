"""Whom and what a message names: partners, clients, people and products, as people type them."""
