"""What the provider's staff can do at a desk: look up, verify, freeze – on the command line and in support's group."""
