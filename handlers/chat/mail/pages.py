"""Pages in the browser that a mail can lead to, for those who are not in Telegram.

Where pages are served, `handlers.pages.links` makes these links, and the desk has them in
`handlers.chat.turn.Surroundings.pages`; without them, mails lead to Telegram and to the provider's console only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from storage.tables import Person
from storage.work import Work


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """A page whose address, `https://…`, is a key `until` then: a mail that has it carries a secret."""

    url: str
    until: dt.datetime


class Answering(Protocol):
    """Makes the page on which a person can answer the request that waits for their organisation."""

    def __call__(self, work: Work, person: Person, partnership_id: int, /) -> AnswerPage | None:
        """The page, which is for this person alone; `None` where there is none for them.

        It is asked within the unit of work in which the notice is written, once for each mail of a request that waits,
        where the reader cannot be reached in Telegram and may decide (fact 31). It may write rows; it must not commit.
        """
        ...


class Unsubscribing(Protocol):
    """Makes the link with which a person ends all mails but the contractual ones."""

    def __call__(self, work: Work, person: Person, /) -> str | None:
        """The address, `https://…`; asked once for each mail that the person could do without."""
        ...


ANSWER_PATH, ADDRESS_PATH, UNSUBSCRIBE_PATH = "/p/", "/e/", "/u/"
"""What stands between the pages' address and a link's token."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages that there are, at `url`, which has no slash at its end."""

    url: str | None = None
    answering: Answering | None = None
    unsubscribing: Unsubscribing | None = None

    def answer(self, work: Work, person: Person, partnership_id: int) -> AnswerPage | None:
        """Where the person can answer the request in the browser."""
        return None if self.answering is None else self.answering(work, person, partnership_id)

    def confirm_address(self, token: str) -> str | None:
        """Where whoever has read the mail with this token confirms that the address is theirs."""
        return None if self.url is None else f"{self.url}{ADDRESS_PATH}{token}"

    def unsubscribe(self, work: Work, person: Person) -> str | None:
        """Where the person can unsubscribe."""
        return None if self.unsubscribing is None else self.unsubscribing(work, person)


NO_PAGES = Pages()
