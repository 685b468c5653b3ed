"""Notices as values: who is told, what, about which of their organisations, how urgent.

A subject makes them from an event, once; a channel renders them. The chat is one, mail is another, the provider's
systems are a third: `tell` puts them into the outbox.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from domain.mail import MailPace
from domain.words import Msg, Words, paragraphs
from handlers.chat.clocks import by_clock_of
from handlers.chat.mail.composing import Foot, Ways, compose
from handlers.chat.mail.entries import entry_for
from handlers.chat.mail.pages import NO_PAGES, Pages
from handlers.chat.packing import Payload
from handlers.chat.post import Post
from handlers.chat.views import View
from storage.mail import addresses_of, write
from storage.people import in_several_organisations
from storage.runtime.outbox import Priority
from storage.tables import Card, Organisation, Person, ProgrammeEvent
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Room:
    """A group in which everybody reads the same."""

    chat_id: int
    language: str


@dataclass(frozen=True, slots=True)
class ByMail:
    """What a mail needs to know of a notice beside its words.

    Those of one `thread` stand together in the reader's mailbox. Its button leads to what `opens` shows, one of the
    screens that are open to links. `contractual` says why it comes whatever the person has chosen. Without a `subject`,
    the notice's heading is it.

    `words` are the mail's, where the notice's own speak of buttons in the chat.

    `waits`: the reader is asked for an answer. `decides` is the request (a partnership's id) that waits for the
    decision of the reader, who may take it: who is not in Telegram is led to a page for that.
    """

    thread: str | None = None
    opens: Payload | None = None
    contractual: Words | None = None
    subject: Words | None = None
    words: Words | None = None
    waits: bool = False
    decides: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person, or a room, is told; `concerning` is the one of the person's organisations that it is about.

    It goes to the person's chat and `by_mail`, unless that is `None`: whoever is in neither is told nothing. One that
    says several `together` does so in the chat; by mail, those of them that are contractual go by themselves, and the
    `by_mail` is that of the others.
    """

    to: Person | Room
    view: View
    concerning: Organisation | None = None
    urgency: Priority = Priority.CONTRACT
    by_mail: ByMail | None = ByMail()
    together: tuple[Notice, ...] = ()

    @property
    def mails(self) -> Iterator[Notice]:
        """What goes by mail: itself, or those of several that need mails of their own, and then the others together."""
        yield from (each for each in self.together if each.by_mail is not None and each.by_mail.contractual is not None)
        others = in_common(self.together)
        if len(others) == 1:
            yield others[0]
        elif others or not self.together:
            yield self


def in_common(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Those that can share a mail: they are no contract, and not for the chat alone."""
    return tuple(each for each in notices if each.by_mail is not None and each.by_mail.contractual is None)


@dataclass(frozen=True, slots=True)
class CardUpdate:
    """A card that stands in the reader's chat, or in a room, already shows this from now on; `concerning` as in a
    notice."""

    card: Card
    to: Person | Room
    view: View
    concerning: Organisation | None = None


@dataclass(frozen=True, slots=True)
class CardRetired:
    """A card is its reader's to see no longer: it loses its buttons, and is not kept up to date any more."""

    card: Card


@dataclass(frozen=True, slots=True)
class Report:
    """The provider's systems are told of an event, where they listen."""

    event: ProgrammeEvent


@dataclass(frozen=True, slots=True)
class Stranger:
    """Whoever reads at an address that nobody here has confirmed; the language is the one they are likely to read."""

    language: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that no chat gets, to an address which need not be the one that the person has confirmed.

    To a stranger, `by_mail` has to say why it comes. With `secret_until`, what it says is for nobody else, and is over
    at that moment (see `storage.mail.write`).
    """

    to: Person | Stranger
    address: str
    view: View
    by_mail: ByMail = ByMail()
    secret_until: dt.datetime | None = None


News: TypeAlias = Notice | CardUpdate | CardRetired | Report | Letter


def tell(
    news: Iterable[News],
    work: Work,
    post: Post,
    pages: Pages = NO_PAGES,
    hold: Callable[[Person], None] | None = None,
) -> None:
    """Tells people in their chats, where they can be reached there, and by mail. `pages` are what mails may lead to.

    Who belongs to several organisations reads which one it is. Cards that stand already are refreshed first: a notice
    may bring a new one, which is up to date anyway. Where reminders wait for their readers' daytime, `hold` takes them.
    """
    updates: list[tuple[Person, CardUpdate]] = []
    notices: list[tuple[Person, Notice]] = []
    for each in news:
        if isinstance(each, CardRetired):
            post.retire(each.card)
        elif isinstance(each, Report):
            post.report(each.event)
        elif isinstance(each, Letter):
            _send_letter(each, work, post, pages)
        elif isinstance(each, CardUpdate):
            if isinstance(each.to, Room):
                post.refresh(each.card, each.to.language, each.view)
            else:
                updates.append((each.to, each))
        elif isinstance(each.to, Room):
            post.say(each.to.chat_id, each.to.language, each.view, each.urgency)
        elif hold is not None and each.urgency is Priority.REMINDER:
            hold(each.to)
        else:
            notices.append((each.to, each))
    concerned = {to.id for to, update in updates if update.concerning is not None}
    every = [(to, each) for to, notice in notices for each in (notice, *notice.together)]
    concerned |= {to.id for to, notice in every if notice.concerning is not None}
    several = in_several_organisations(work.session, concerned)
    for to, update in updates:
        own = update.concerning if to.id in several else None
        post.refresh(update.card, to.language, by_clock_of(to, headed(update.view, own)))
    addresses = addresses_of(work.session, [to for to, _ in notices]) if work.mails and notices else {}
    mailed: set[tuple[str, str, Words, bool]] = set()
    for to, notice in notices:
        if to.reachable:
            own = notice.concerning if to.id in several else None
            post.say(to.chat_id, to.language, by_clock_of(to, headed(notice.view, own)), notice.urgency)
        address = addresses.get(to.id)
        for each in notice.mails if address is not None else ():
            if address is None or (by_mail := each.by_mail) is None:
                continue
            # Colleagues may share an address: what they all read comes there once, and the way to answer with it.
            on_page = by_mail.decides is not None and not to.reachable
            same = (address.casefold(), to.language, each.view.words, on_page)
            pace = to.mail_pace if by_mail.contractual is None else MailPace.AT_ONCE
            if pace is MailPace.AT_ONCE and same not in mailed:
                mailed.add(same)
                _mail(to, address, each, by_mail, work, post, pages)
            elif pace is MailPace.DAILY and same not in mailed:
                view = by_clock_of(to, _as_mailed(each.view, by_mail))
                entry = entry_for(post.renderer, to, view, work.now, by_mail.opens)
                post.keep_for_digest(entry)


def _mail(to: Person, address: str, notice: Notice, by_mail: ByMail, work: Work, post: Post, pages: Pages) -> None:
    decides = None if to.reachable else by_mail.decides
    page = None if decides is None else pages.answer(work, to, decides)
    ways = Ways(
        by_mail.opens,
        waits=by_mail.waits,
        answer_at=None if page is None else page.url,
        in_telegram=to.telegram_id is not None,
    )
    foot = Foot(
        about=None if notice.concerning is None else notice.concerning.name,
        contractual=by_mail.contractual,
        unsubscribe=None if by_mail.contractual is not None else pages.unsubscribe(work, to),
        from_console=to.email is None,
    )
    view = by_clock_of(to, _as_mailed(notice.view, by_mail))
    post.mail(
        write(
            work.session,
            compose(post.renderer, view, to.language, by_mail.subject, foot=foot, ways=ways),
            address,
            to.language,
            work.now,
            person_id=to.id,
            thread=by_mail.thread,
            contractual=by_mail.contractual is not None,
            caused_by_id=work.actor_id,
            secret_until=None if page is None else page.until,
        )
    )


def _as_mailed(view: View, by_mail: ByMail) -> View:
    return view if by_mail.words is None else replace(view, words=by_mail.words)


def _send_letter(letter: Letter, work: Work, post: Post, pages: Pages) -> None:
    if not work.mails:
        return
    to, by_mail = letter.to, letter.by_mail
    person = to if isinstance(to, Person) else None
    view = letter.view if person is None else by_clock_of(person, letter.view)
    foot = Foot(
        contractual=by_mail.contractual,
        unsubscribe=pages.unsubscribe(work, person) if by_mail.contractual is None and person is not None else None,
        from_console=person is not None and person.email is None,
    )
    post.mail(
        write(
            work.session,
            compose(post.renderer, view, to.language, by_mail.subject, foot=foot, ways=Ways(by_mail.opens)),
            letter.address,
            to.language,
            work.now,
            person_id=person.id if person is not None else None,
            thread=by_mail.thread,
            contractual=by_mail.contractual is not None,
            caused_by_id=work.actor_id,
            secret_until=letter.secret_until,
        )
    )


def headed(view: View, organisation: Organisation | None) -> View:
    """The view with the reader's organisation that it concerns on top, if one is given."""
    if organisation is None:
        return view
    heading = Msg("🏢 <i>{organisation}</i>", organisation=organisation.name)
    return replace(view, words=paragraphs(heading, view.words))
