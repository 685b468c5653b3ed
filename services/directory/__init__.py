"""The directory of partners (fact 13): writing entries, finding and opening them, asking through them."""
