"""The directory of partners (fact 13): what an entry says, and how entries are found in words."""
