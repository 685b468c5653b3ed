"""What other links in mails do at the press of a button: confirm an address, or unsubscribe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handlers.pages.sheets import Offer, Sheet
from storage.work import Work


@dataclass(frozen=True, slots=True)
class OfferedLink:
    """How the links of one kind are looked at and used, by their tokens; `None` stands for one that nobody knows.

    `look` says what the button does; whatever it changes is taken back. `use` does it and says what was done, in its
    title and words; to use a link twice is fine. Either may raise `Refused`.
    """

    look: Callable[[Work, str], Offer | None]
    use: Callable[[Work, str], Offer | None]


def done(offer: Offer) -> Sheet:
    """What was done."""
    return Sheet(offer.title, offer.words)


def offered(offer: Offer) -> Sheet:
    """What is going to be done, with the button that does it."""
    return Sheet(offer.title, offer.words, button=offer.label)
