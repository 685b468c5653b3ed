"""How well and how fast the directory finds whom people look for."""
