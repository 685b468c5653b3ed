"""Forms: conversations that collect answers by taps and words, keep them, and then do one thing."""
