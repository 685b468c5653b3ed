"""A programme in which everybody has an address: whatever happens in it, the mails that are written can be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from bot.app import LOCALES, build_desk
from bot.chapters import CHAPTERS
from bot.config import load_settings
from handlers.chat.chapters import screens_of
from handlers.chat.deep_links import Screens
from handlers.chat.desk import Desk
from handlers.chat.mail.pages import NO_PAGES, Pages
from handlers.chat.packing import Codec
from handlers.chat.payloads import Go
from storage.runtime.due import take
from storage.tables import Mail, Organisation, OutboxMessage, Person
from storage.tables.base import JsonObject
from storage.work import Event, Units, Work
from tests.services.world import Somebody, World

CLIENT = "Bäckerei “Süss & <b>Salzig</b>” 'Zürich' \u202ehctub – Filialen in der Schweiz AG"
PARTNER = "Größer & Söhne <i>Webagentur</i> Winterthur, Genf und Lausanne, GmbH & Co. KG 12"
"""Names of 80 characters, as people may type them, with all that means something to HTML or turns the direction."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail, as its reader has it."""

    to: str
    language: str
    subject: str
    text: str
    html: str
    thread: str | None
    contractual: bool


@dataclass(frozen=True, slots=True)
class Written:
    """What an event was the cause of: mails, and messages to chats (Telegram ids).

    `said` has the calls of the Bot API behind these messages, and behind those to support's group, if there is one.
    """

    about: type[Event]
    letters: Sequence[Letter]
    chats: Sequence[int]
    said: Sequence[JsonObject]

    def to(self, name: str) -> Letter:
        """The only mail to `name@example.org`."""
        (found,) = [each for each in self.letters if each.to == f"{name}@example.org"]
        return found

    @property
    def readers(self) -> list[str]:
        """Who gets a mail, sorted."""
        return sorted(each.to.partition("@")[0] for each in self.letters)


@dataclass(frozen=True, slots=True)
class Stage:
    """The scene's cast in one unit of work."""

    work: Work
    lea: Person
    tim: Person
    noah: Person
    mia: Person
    client: Organisation
    partner: Organisation
    products: tuple[int, ...]


Case = Callable[[Stage], Event]
"""Prepares what an event is about; the event."""


MOST_DUE = 100


class _Enough(Exception):
    """Everything is read: nothing is kept."""


class Scene:
    """One client with three products and one partner; a legal representative and an employee at each.

    The client's people, Lea and Tim, read German; the partner's, Noah and Mia, English. Their addresses are
    `lea@example.org` and so on. With a `language` of `locales`, all of them read that one.
    """

    def __init__(
        self,
        url: str,
        *,
        mails: bool = True,
        client: str = CLIENT,
        partner: str = PARTNER,
        locales: Path = LOCALES,
        language: str | None = None,
    ) -> None:
        self.world = World(url)
        self.units = Units(self.world.engine, lambda: self.world.moment, mails=mails)
        settings = load_settings(None, token=f"1:{'a' * 35}", database_url=url)
        self._desk = build_desk(settings, "handschlag_bot", locales)
        self.lea = self.world.client("seegarten.example", "Webshop", "Mail & <Kalender>", name="Seegarten")
        self.noah = self.world.partner("Alpweb")
        self.tim, self.mia = (self.world.colleague(of) for of in (self.lea, self.noah))
        german, english = language or "de", language or "en"
        cast = (
            *((self.lea, "lea", german), (self.tim, "tim", german)),
            *((self.noah, "noah", english), (self.mia, "mia", english)),
        )
        with self.units.begin("cli") as work:
            work.session.get_one(Organisation, self.lea.organisation).name = client
            work.session.get_one(Organisation, self.noah.organisation).name = partner
            for who, name, language in cast:
                person = work.session.get_one(Person, who.person)
                person.email, person.email_confirmed_at = f"{name}@example.org", work.now
                person.first_name, person.language = name.capitalize(), language

    @property
    def screens(self) -> Screens:
        """What links may open."""
        routes = {route.payload: route for chapter in CHAPTERS for route in chapter.routes}
        return screens_of(CHAPTERS, Codec([*routes, Go]), routes, self._desk.commands)

    def close(self) -> None:
        """Lets go of the database."""
        self.world.close()

    def write(
        self,
        case: Case,
        *,
        by: str | None = None,
        pages: Pages = NO_PAGES,
        before: Callable[[Stage], object] = lambda _stage: None,
    ) -> Written:
        """What people are told of the case's event, done `by` one of the cast, or else by the programme.

        `before` changes something about the people. Nothing of it is kept.
        """
        desk = self._desk if pages is NO_PAGES else Desk(replace(self._desk.around, pages=pages), CHAPTERS)
        found: list[Written] = []
        with suppress(_Enough), self.units.begin("job" if by is None else "chat") as work:
            stage = self._stage(work)
            before(stage)
            event = case(stage)
            work.events[:] = [event]
            actor: Person | None = getattr(stage, by) if by is not None else None
            work.actor_id = actor.id if actor is not None else None
            desk.announce(work)
            work.events.clear()
            desk.do(work, take(work.session, work.now, MOST_DUE))  # what waits for the day: it is day
            letters = [_letter(each) for each in work.session.scalars(select(Mail).order_by(Mail.id))]
            sent = work.session.scalars(select(OutboxMessage).where(OutboxMessage.method == "sendMessage")).all()
            chats = [each.chat_id for each in sent if each.chat_id > 0]
            found.append(Written(type(event), letters, chats, [each.parameters for each in sent]))
            raise _Enough
        (written,) = found
        return written

    def _stage(self, work: Work) -> Stage:
        def person(who: Somebody) -> Person:
            return work.session.get_one(Person, who.person)

        return Stage(
            work,
            person(self.lea),
            person(self.tim),
            person(self.noah),
            person(self.mia),
            client=work.session.get_one(Organisation, self.lea.organisation),
            partner=work.session.get_one(Organisation, self.noah.organisation),
            products=self.lea.products,
        )


def _letter(mail: Mail) -> Letter:
    subject, text, html = (str(mail.content[part]) for part in ("subject", "text", "html"))
    return Letter(mail.address, mail.language, subject, text, html, mail.thread, mail.contractual)
