"""Names of organisations and products: how they are read, ordered, looked up, and told from look-alikes."""
