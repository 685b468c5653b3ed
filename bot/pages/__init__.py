"""Pages in the browser for people who are not in Telegram: HTTP, templates, and how often a peer may guess."""
