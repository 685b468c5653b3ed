"""An article of the knowledge base, and the places in it that the programme’s profile fills.

`{provider}`, `{console}` or `{minimum_value}` in an article stands for what the profile says, so that the same article
serves every provider. Editors see and write the places; readers and the search see what they stand for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias

Places: TypeAlias = Mapping[str, str]
"""What each place stands for, by its name, in one language."""

_PLACE = re.compile(r"\{([^{}\n]*)\}")
_MARKUP = re.compile(r"([\\`*_\[\]<>&])")


def unknown_places(text: str, places: Places) -> tuple[str, ...]:
    """The names between braces that stand for nothing."""
    return tuple(dict.fromkeys(name for name in _PLACE.findall(text) if name not in places))


def filled(text: str, places: Places) -> str:
    """The text with what its places stand for; unknown ones stay as they are."""
    if "{" not in text:
        return text
    return _PLACE.sub(lambda found: places.get(found[1], found[0]), text)


def filled_markdown(text: str, places: Places) -> str:
    """The same for Markdown: what is filled in is shown as it is, whatever signs it has; addresses remain addresses."""
    if "{" not in text:
        return text
    shown = {name: value if is_address(value) else _MARKUP.sub(r"\\\1", value) for name, value in places.items()}
    return filled(text, shown)


def is_address(value: str) -> bool:
    """Whether a place stands for a page that an article may link to."""
    return value.startswith("https://")


class Offer(Enum):
    """What an article can offer to do at once; the value is its name in the articles' files."""

    ADD_PARTNER = "add-partner"
    ANSWER_REQUESTS = "answer-requests"
    BECOME_PARTNER = "become-partner"
    CHANGE_PAYMENT_MEANS = "change-payment-means"
    CHANGE_PRODUCT_ACCESS = "change-product-access"
    DIRECTORY = "directory"
    END_PARTNERSHIP = "end-partnership"
    ENTER_VAT_NUMBER = "enter-vat-number"
    GET_VERIFIED = "get-verified"
    TENDERS = "tenders"
    TALK_TO_PERSON = "talk-to-person"
    TALK_AFTER_WARNING = "talk-after-warning"


@dataclass(frozen=True, slots=True)
class Article:
    """One topic's answer in one language.

    `question` is what a person would ask, `title` (at most 40 characters) what a button says; `body` is Markdown.
    `aliases` are other phrasings, for the search only; `related` are topic ids; `source` names the facts behind it;
    `action` is what the article explains, where it can be done right here.
    """

    id: str
    language: str
    question: str
    title: str
    aliases: tuple[str, ...]
    related: tuple[str, ...]
    source: str
    reviewed: dt.date
    body: str
    action: Offer | None = None

    def filled(self, places: Places) -> Article:
        """The article as it is read."""
        return replace(
            self,
            question=filled(self.question, places),
            title=filled(self.title, places),
            aliases=tuple(filled(alias, places) for alias in self.aliases),
            body=filled_markdown(self.body, places),
        )


@dataclass(frozen=True, slots=True)
class Text:
    """What an article says in one language; the question is the article's own where there is none."""

    question: str | None
    body: str
