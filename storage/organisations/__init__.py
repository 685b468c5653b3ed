"""Queries about organisations."""
