"""How well the desk finds answers, on messages that are no phrasings: `tune` is to choose by, `final` to be told."""
