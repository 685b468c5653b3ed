"""A partner's clients on screen: the list, the page of one of them, notes, what runs out, and files of it."""
