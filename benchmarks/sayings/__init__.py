"""How well the desk understands what people ask for: `dev` is to write sayings by, `held_out` to measure only."""
