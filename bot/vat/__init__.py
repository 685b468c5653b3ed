"""Numbers are looked up in registers, in the background: VIES for VAT numbers, the Swiss register for its own."""
