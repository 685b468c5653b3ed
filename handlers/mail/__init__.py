"""Where a person gets mail, and what comes there."""
