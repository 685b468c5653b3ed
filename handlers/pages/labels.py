"""What stands on every page, whatever it shows."""

from __future__ import annotations

from domain.words import Msg

LANGUAGE = Msg("Language")
YOUR_ANSWER = Msg("Your answer")
FURTHER = Msg("Further")
PLEASE_NOTE = Msg("Please note")
