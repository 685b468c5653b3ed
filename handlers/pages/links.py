"""The links in mails that lead to pages, as the desk makes them."""

from __future__ import annotations

from handlers.chat.mail.pages import ANSWER_PATH, NO_PAGES, UNSUBSCRIBE_PATH, AnswerPage, Pages
from services.mail.choosing import unsubscribe_token
from services.pages import make_link
from storage.mail import addresses_of
from storage.tables import Partnership, Person
from storage.work import Work


def pages_at(url: str | None) -> Pages:
    """The pages at this address, if they are served."""
    if url is None:
        return NO_PAGES

    def answering(work: Work, person: Person, partnership_id: int) -> AnswerPage | None:
        """A new link, for one mail; `None` where the person could not answer there (see `services.pages.make_link`)."""
        address = addresses_of(work.session, [person]).get(person.id)
        partnership = work.session.get_one(Partnership, partnership_id)
        if address is None or partnership.lapses_at is None:
            return None
        token = make_link(work, person, partnership, address)
        return None if token is None else AnswerPage(f"{url}{ANSWER_PATH}{token}", partnership.lapses_at)

    def unsubscribing(work: Work, person: Person) -> str:
        return f"{url}{UNSUBSCRIBE_PATH}{unsubscribe_token(work, person.id)}"

    return Pages(url, answering, unsubscribing)
