"""Who looks after one client of a partner: everybody, or the people and teams that are ticked."""

from __future__ import annotations

from collections.abc import Sequence

from domain.partnerships.rules import Access
from domain.words import Lines, Msg, Plural, Words, lines, listing, paragraphs
from handlers.care.payloads import (
    LeaveToEverybody,
    SetCarer,
    SetCarerProduct,
    ShowCarerProducts,
    ShowCarers,
)
from handlers.chat.chapters import Chapter, on
from handlers.chat.labels import name_on_button
from handlers.chat.lists import pages
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.partnerships.payloads import ShowPartnership
from services.care import assigning
from services.care.assigning import Who
from services.care.reaching import GIVEN_CLIENTS
from storage.care import care_of, teams_of
from storage.people import members_once
from storage.tables import Carer, ClientCare, Membership, Organisation, Partnership
from storage.work import Work

SHOWN = 4
"""Entries on a page, so that a screen has eight buttons besides those that turn its pages."""
MOST_NAMED = 20
ALWAYS = Msg("Legal representatives and administrators reach every client.")


def given_people(work: Work, partner: Organisation) -> list[Membership]:
    """The partner's people in Telegram who reach the clients given to them only (fact 41)."""
    return [
        member
        for member in members_once(work.session, partner.id)
        if member.role in GIVEN_CLIENTS and member.person.telegram_id is not None
    ]


def tick(ticked: bool, label: Words, *, team: bool = False) -> Words:
    """A name with its box."""
    return Lines(("☑️" if ticked else "◻️", "👥" if team else "👤", label), " ")


def page_within(page: int, total: int, size: int = SHOWN) -> int:
    """The page to show, from 0, where a list may have become shorter."""
    return max(0, min(page, (total - 1) // size))


def _show(turn: Turn, payload: ShowCarers) -> None:
    turn.show(_view(turn, payload.client, payload.page))


def _view(turn: Turn, client_id: int, page: int) -> View:
    partner = assigning.choosing(turn.work, turn.person)
    shared = assigning.shared_client(turn.work, partner, client_id)
    care = care_of(turn.work.session, partner.id, client_id)
    carers = care.carers if care is not None else []
    choices: list[tuple[Who, Words]] = [
        (Who(team=team.id), name_on_button(team.name, 30)) for team in teams_of(turn.work.session, partner.id)
    ]
    choices += [
        (Who(person=member.person_id), name_on_button(member.person.first_name, 30))
        for member in given_people(turn.work, partner)
    ]
    page = page_within(page, len(choices))
    words = paragraphs(
        Msg("<b>Who looks after {client}</b>", client=shared.client.name),
        _who(partner, care),
        ALWAYS,
        Msg("What you tap counts at once.")
        if choices
        else Msg("There are no employees or readers here yet: /people invites some."),
    )
    rows: list[Row] = [(Button(_everybody(care is None), LeaveToEverybody(client_id)),)]
    for who, label in choices[page * SHOWN : (page + 1) * SHOWN]:
        carer = next((each for each in carers if who.is_(each)), None)
        rows.append(_row(shared, client_id, who, label, carer, page))
    rows += pages(page, len(choices), lambda number: ShowCarers(client_id, number), SHOWN)
    rows.append((Button(Msg("🤝 The partnership"), ShowPartnership(shared.id)), MENU))
    return View(words, tuple(rows))


def _everybody(ticked: bool) -> Words:
    return Lines(("☑️" if ticked else "◻️", Msg("Everybody")), " ")


def _row(shared: Partnership, client_id: int, who: Who, label: Words, carer: Carer | None, page: int) -> Row:
    set_ = SetCarer(client_id, who.number, carer is None, page)
    box = Button(tick(carer is not None, label, team=who.team is not None), set_)
    if carer is None or not _divisible(shared):
        return (box,)
    limited = Plural("📦 {n} product", "📦 {n} products", len(carer.products)) if carer.products else None
    return (box, Button(limited or Msg("📦 All products"), ShowCarerProducts(client_id, who.number, 0)))


def _divisible(shared: Partnership) -> bool:
    """Whether somebody can look after some of the products only: those of limited access are known one by one."""
    return shared.access is Access.LIMITED and len(_products(shared)) > 1


def _products(shared: Partnership) -> list[tuple[int, str]]:
    """Ids and names of the products that the partner manages."""
    there = [access.product for access in shared.product_accesses if access.released_at is None]
    return sorted(((product.id, product.name) for product in there), key=lambda one: one[1].casefold())


def _who(partner: Organisation, care: ClientCare | None) -> Words:
    if care is None:
        return Msg("Everybody at {partner}.", partner=partner.name)
    if not care.carers:
        return Msg("Nobody is chosen at present, so legal representatives and administrators look after it.")
    shown = [_named(carer) for carer in care.carers[:MOST_NAMED]]
    return lines(*(Lines(("•", name), " ") for name in shown))


def _named(carer: Carer) -> Words:
    if carer.team is not None:
        people = listing(member.person.first_name for member in carer.team.members[:MOST_NAMED])
        return (
            Msg("team {team}: {people}", team=carer.team.name, people=people)
            if carer.team.members
            else Msg("team {team}, in which nobody is yet", team=carer.team.name)
        )
    name = carer.person.first_name if carer.person is not None else ""
    if carer.products:
        return Plural("{name}, {n} product only", "{name}, {n} products only", len(carer.products), name=name)
    return Lines((name,))


def _set(turn: Turn, payload: SetCarer) -> None:
    who = Who.numbered(payload.carer)
    assigning.look_after(turn.work, turn.person, payload.client, who, cares=payload.cares)
    turn.show(_view(turn, payload.client, payload.page))


def _leave_to_everybody(turn: Turn, payload: LeaveToEverybody) -> None:
    assigning.leave_to_everybody(turn.work, turn.person, payload.client)
    turn.show(_view(turn, payload.client, 0))


def _show_products(turn: Turn, payload: ShowCarerProducts) -> None:
    who = Who.numbered(payload.carer)
    partner = assigning.choosing(turn.work, turn.person)
    shared = assigning.shared_client(turn.work, partner, payload.client)
    care = care_of(turn.work.session, partner.id, payload.client)
    carer = next((each for each in care.carers if who.is_(each)), None) if care is not None else None
    if carer is None:
        turn.show(_view(turn, payload.client, 0))
        return
    turn.show(_products_view(shared, who, carer, _products(shared), payload.page))


def _products_view(shared: Partnership, who: Who, carer: Carer, there: Sequence[tuple[int, str]], page: int) -> View:
    page = page_within(page, len(there))
    client = shared.client_id
    name = carer.team.name if carer.team is not None else carer.person.first_name if carer.person is not None else ""
    words = paragraphs(
        Msg("<b>What {name} looks after at {client}</b>", name=name, client=shared.client.name),
        Msg("Without a tick on single products it is all of them, those that come later, too."),
    )
    chosen = set(carer.products or ())
    every = Lines(("◻️" if chosen else "☑️", Msg("All products")), " ")
    rows: list[Row] = [(Button(every, SetCarerProduct(client, who.number, 0, True, page)),)]
    for key, label in there[page * SHOWN : (page + 1) * SHOWN]:
        box = Lines(("☑️" if key in chosen else "◻️", name_on_button(label)), " ")
        rows.append((Button(box, SetCarerProduct(client, who.number, key, key not in chosen, page)),))
    rows += pages(page, len(there), lambda number: ShowCarerProducts(client, who.number, number), SHOWN)
    rows.append((Button(Msg("👥 Who looks after it"), ShowCarers(client, 0)), MENU))
    return View(words, tuple(rows))


def _set_product(turn: Turn, payload: SetCarerProduct) -> None:
    who = Who.numbered(payload.carer)
    partner = assigning.choosing(turn.work, turn.person)
    care = care_of(turn.work.session, partner.id, payload.client)
    carer = next((each for each in care.carers if who.is_(each)), None) if care is not None else None
    chosen = set(carer.products or ()) if carer is not None else set()
    chosen = (
        set() if not payload.product else chosen | {payload.product} if payload.cares else chosen - {payload.product}
    )
    assigning.limit_to(turn.work, turn.person, payload.client, who, chosen or None)
    _show_products(turn, ShowCarerProducts(payload.client, payload.carer, payload.page))


CHAPTER = Chapter(
    routes=(
        on(ShowCarers, _show),
        on(SetCarer, _set),
        on(LeaveToEverybody, _leave_to_everybody),
        on(ShowCarerProducts, _show_products),
        on(SetCarerProduct, _set_product),
    ),
)
