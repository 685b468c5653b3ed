"""A desk brought live on a fresh machine by typing what the operators' guide says: `deploy/machine/try.sh` runs it."""
