"""The way from a mail to a page in the browser, for those who can answer a request and are not in Telegram."""

from __future__ import annotations

from handlers.chat.turn import Surroundings
from services.pages import make_link
from storage.mail import addresses_of
from storage.tables import Partnership, Person
from storage.work import Work

ANSWER_PATH = "/p/"
"""What stands between the pages' address and a link's token."""


def page_url_for(work: Work, around: Surroundings, person: Person, partnership: Partnership) -> str | None:
    """The address of a page on which the person can answer the request: a new link, for one mail to them.

    `None` where there are no pages, or the person could not answer it there (see `services.pages.make_link`).
    """
    if around.pages_url is None or person.telegram_id is not None:
        return None
    address = addresses_of(work.session, [person]).get(person.id)
    token = None if address is None else make_link(work, person, partnership, address)
    return None if token is None else f"{around.pages_url}{ANSWER_PATH}{token}"
