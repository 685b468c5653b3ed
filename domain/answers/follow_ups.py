"""Follow-ups: “und mit eingeschränktem Zugriff?” after an answer goes to the neighbour of that answer that it means.

A follow-up is short, and begins or ends like one (`locales/<language>/follow_ups.yaml`). What it asks for are the
meanings of its words (`domain.answers.meanings`). The tables below say where a meaning leads: to a topic of its own, or
after some topics to another one – often to the same again, where that article has something to say about both cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.answers.meanings import Meanings
from domain.answers.spelling import words

LONGEST = 9
"""Words of a message that can be a follow-up …"""
MOST_TELLING = 4
"""… and words in it that say something."""
OPENING, CLOSING, FILLER = NAMES = ("opening", "closing", "filler")
"""What the tables list: how follow-ups begin, how they end, and words that say nothing."""

_SAME = frozenset({"who-pays", "invoices", "ordering-and-renewal", "cashback-and-discounts", "how-many-partners"})
_VAT = ("vat-requirements", "vat-new-account", "vat-existing-account", "vat-other-ways")
_PAYING = ("payment-means", "who-pays", "invoices", "ordering-and-renewal")
_BECOMING = ("reseller-programme", "reseller-requirements", "reseller-benefits", "what-is-a-partner")
_ACCESS = {topic: topic for topic in _SAME} | {"payment-means": "who-pays", "change-payment-means": "who-pays"}

_LEADS: Mapping[str, tuple[str | None, Mapping[str, str]]] = {
    "who-pays": ("who-pays", {}),
    "limited-access": ("access-types", _ACCESS | {"end-partnership": "product-access"}),
    "full-access": ("access-types", _ACCESS | {"end-partnership": "end-partnership"}),
    "reverse-charge": ("vat-requirements", {}),
    "private": (None, dict.fromkeys(_BECOMING, "affiliate-programme") | dict.fromkeys(_VAT, "vat-requirements")),
    "signup": (None, dict.fromkeys(_VAT, "vat-new-account")),
    "checkout": (None, dict.fromkeys(_VAT, "vat-other-ways")),
    "other-way": (None, dict.fromkeys(_VAT, "vat-other-ways")),
    "location": (None, dict.fromkeys(_VAT, "vat-requirements") | dict.fromkeys(_BECOMING, "reseller-requirements")),
    "change": (
        None,
        dict.fromkeys(_PAYING, "change-payment-means")
        | dict.fromkeys(_VAT, "vat-existing-account")
        | {"access-types": "access-types", "product-access": "product-access", "add-partner": "access-types"},
    ),
    "invoice": ("invoices", {}),
    "cashback": ("cashback-and-discounts", {"affiliate-programme": "affiliate-programme"}),
    "earn": ("cashback-and-discounts", {"affiliate-programme": "affiliate-programme"}),
    "payment-means": ("payment-means", {"invoices": "invoices", "who-pays": "who-pays"}),
    "many": ("how-many-partners", {}),
    "send-again": ("partner-confirmation", {}),
    "decline": ("partner-confirmation", {}),
    "pending": (None, {"add-partner": "partner-confirmation", "partner-confirmation": "partner-confirmation"}),
    "client": (None, {"what-is-a-partner": "what-is-a-client"}),
    "partner": (None, {"what-is-a-client": "what-is-a-partner"}),
    "end": ("end-partnership", {}),
    "remove": ("product-access", {"how-many-partners": "end-partnership"}),
    "order": ("ordering-and-renewal", {}),
    "renew": ("ordering-and-renewal", {}),
    "employee": ("employee-rights", {}),
    "requirement": ("reseller-requirements", dict.fromkeys(_VAT, "vat-requirements")),
    "benefit": ("reseller-benefits", {}),
    "directory": ("partner-directory", {}),
    "tender": ("tenders", {}),
    "human": ("human-support", {}),
}
"""By meaning: the topic it leads to, if to one in any case, and the topics it leads to after others. What says most
comes first: “und wer zahlt bei vollständigem Zugriff?” asks who pays."""


class FollowUps:
    """Recognises follow-ups. Never changes; threads may share it."""

    def __init__(self, tables: Iterable[Mapping[str, Iterable[str]]], meanings: Meanings) -> None:
        """Each table has one language's openings, closings and fillers, under `NAMES`."""
        self._meanings = meanings
        phrases: dict[str, set[tuple[str, ...]]] = {name: set() for name in NAMES}
        for table in tables:
            for name, texts in table.items():
                phrases[name] |= {tuple(words(text)) for text in texts}
        self._openings = phrases[OPENING]
        self._closings = phrases[CLOSING]
        self._fillers = {phrase[0] for phrase in phrases[FILLER]}
        self._longest = max((len(phrase) for phrase in self._openings), default=0)

    def is_one(self, text: str) -> bool:
        """Whether the message is short, and begins or ends like a follow-up."""
        spoken = words(text[: 20 * LONGEST])
        if not spoken or len(spoken) > LONGEST or len(self._telling(spoken)) > MOST_TELLING:
            return False
        opened = any(tuple(spoken[:length]) in self._openings for length in range(1, self._longest + 1))
        return opened or (spoken[-1],) in self._closings

    def leads_to(self, last: str, text: str) -> str | None:
        """The topic that a follow-up means after the topic `last`; None where the tables do not say it."""
        spoken = words(text)
        asked = set(self._meanings.of_phrases(spoken))
        for word in self._telling(spoken):
            meant = self._meanings.of_word(word)
            if not meant:
                return None  # something else is asked for
            asked |= meant
        found = (after.get(last, topic) for meaning, (topic, after) in _LEADS.items() if meaning in asked)
        return next((topic for topic in found if topic is not None), None)

    def _telling(self, spoken: list[str]) -> list[str]:
        return [word for word in spoken if word not in self._fillers]
