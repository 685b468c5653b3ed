"""What every mail of the desk has in common: whose it is, and where its buttons lead."""

from __future__ import annotations

from dataclasses import dataclass

from domain.colours import lightened
from domain.programme import DEFAULT_ACCENT, Logo, Programme

DARK_GROUND = "#1d2126"
"""What mails are written on where the reader's system is dark."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The provider's name, logo and colour (`#1f5fbf`), its console, and the bot's name at Telegram.

    Without a `bot_username`, nothing leads to Telegram.
    """

    provider: str = ""
    accent: str = DEFAULT_ACCENT
    logo: Logo | None = None
    console_url: str = ""
    bot_username: str = ""

    @classmethod
    def of(cls, programme: Programme, bot_username: str) -> Letterhead:
        """The letterhead of a programme's desk."""
        return cls(programme.provider, programme.accent, programme.logo, programme.console_url, bot_username)

    @property
    def accent_in_the_dark(self) -> str:
        """The colour, light enough to be read as text on a dark ground."""
        return lightened(self.accent, DARK_GROUND)


PLAIN = Letterhead()
"""Nobody's."""
