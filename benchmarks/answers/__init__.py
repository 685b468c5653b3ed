"""How well the desk finds answers, on messages that are no phrasings; how they were made: `benchmarks/README.md`."""
