"""What every mail of the desk has in common: whose it is, and where its buttons lead."""

from __future__ import annotations

from dataclasses import dataclass

from domain.colours import lightened
from domain.programme import DEFAULT_ACCENT, Logo, Programme

HIGHEST_LOGO, WIDEST_LOGO = 32, 300
"""Pixels of a page. The picture itself may have more, for sharp screens."""
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
    def logo_width(self) -> int:
        """In pixels of a page, as Outlook needs it; 0 without a logo."""
        return 0 if self.logo is None else round(self.logo.width * self._scale(self.logo))

    @property
    def logo_height(self) -> int:
        """In pixels of a page; 0 without a logo."""
        return 0 if self.logo is None else round(self.logo.height * self._scale(self.logo))

    @staticmethod
    def _scale(logo: Logo) -> float:
        return min(HIGHEST_LOGO / logo.height, WIDEST_LOGO / logo.width)

    @property
    def accent_in_the_dark(self) -> str:
        """The colour, light enough to be read as text on a dark ground."""
        return lightened(self.accent, DARK_GROUND)


PLAIN = Letterhead()
"""Nobody's."""
