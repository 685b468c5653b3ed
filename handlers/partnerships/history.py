"""The history of a partnership on screen, eight steps a page, the newest first; and as documents for the file."""

from __future__ import annotations

from domain.partnerships.rules import Side
from domain.sayings.natures import Kind
from domain.sayings.slots import Slot
from domain.words import Day, Lines, Msg, Refused, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.lists import PAGE, pages
from handlers.chat.sayings import Heard, Saying
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import own_role
from handlers.partnerships.documents import Papers
from handlers.partnerships.known import between
from handlers.partnerships.paper import Sheet
from handlers.partnerships.payloads import HandOver, PartnershipPayload, SaveHistory, ShowHistory, ShowPartnership
from handlers.partnerships.sentences import IN_CHAT, Teller
from services.care import care_for
from services.partnerships.finding import visible_partnership
from services.partnerships.handover import handover
from services.partnerships.steps import steps
from services.rights import own_organisation
from storage.tables import Partnership


class SomeProductsOnly(Refused):
    """Who looks after some of the products does not read about the others (fact 11)."""


def whole(turn: Turn, payload: PartnershipPayload) -> tuple[Partnership, Side]:
    """The partnership, for somebody who may read all about it. Raises `SomeProductsOnly`, and `NotFound`."""
    partnership, side = visible_partnership(turn.work, turn.person, payload.partnership)
    if side is Side.PARTNER:
        care = care_for(turn.work, partnership.partner_id, partnership.client_id)
        if care.products_of(turn.person.id, own_role(turn)) is not None:
            raise SomeProductsOnly(
                Msg("You look after some of the products only; what happened to all of them is for colleagues to read.")
            )
    return partnership, side


def _show(turn: Turn, payload: ShowHistory) -> None:
    """A page of the history, in place of the card."""
    partnership, side = whole(turn, payload)
    teller = Teller(turn.around.programme, partnership, side, IN_CHAT)
    told = teller.tells(steps(turn.work, partnership))[::-1]
    page = max(0, min(payload.page, (len(told) - 1) // PAGE))
    entries = [
        Lines((Msg("<b>{day}</b>", day=Day(step.at)), teller.sentence(step)), " · ")
        for step in told[page * PAGE : (page + 1) * PAGE]
    ]
    words = paragraphs(
        lines(
            Msg(
                "🕘 <b>{client}</b> – <b>{partner}</b>",
                client=partnership.client.name,
                partner=partnership.partner.name,
            ),
            Msg("What has happened, the newest first:"),
        ),
        *entries,
    )
    save = Button(Msg("📄 As a document"), SaveHistory(partnership.id))
    rows = (
        *pages(page, len(told), lambda number: ShowHistory(partnership.id, number)),
        (save,),
        _way_back(partnership),
    )
    turn.show(View(words, rows))


def _show_with(turn: Turn, heard: Heard) -> None:
    """Of the other side that is named; where none is, the list in which they stand."""
    other = heard.one(Slot.OTHER, int)
    if other is None:
        turn.run("clients" if own_organisation(turn.person).is_partner else "partners")
    elif (made := between(turn, other)) is not None:
        _show(turn, ShowHistory(made.id, 0))


def _way_back(partnership: Partnership) -> Row:
    return (Button(Msg("◀️ Back"), ShowPartnership(partnership.id)), MENU)


def _save(turn: Turn, payload: SaveHistory) -> None:
    partnership, side = whole(turn, payload)
    papers = Papers(_sheet(turn), turn.around.programme, partnership, side, turn.work.now)
    caption = Msg("The history of the partnership, for your file. It opens in every browser and prints on A4.")
    turn.send(papers.history(steps(turn.work, partnership)), caption, (_way_back(partnership),))


def _hand_over(turn: Turn, payload: HandOver) -> None:
    partnership, side = whole(turn, payload)
    papers = Papers(_sheet(turn), turn.around.programme, partnership, side, turn.work.now)
    caption = Msg("The handover list: the products, what is open, and what holds once it has ended.")
    turn.send(papers.handover(handover(turn.work, partnership)), caption, (_way_back(partnership),))


def _sheet(turn: Turn) -> Sheet:
    return Sheet(turn.around.renderer, turn.language)


CHAPTER = Chapter(
    routes=(on(ShowHistory, _show), on(SaveHistory, _save), on(HandOver, _hand_over)),
    by_link=(ShowHistory,),
    sayings=(
        Saying(
            name="history",
            label=Msg("The history"),
            kind=Kind.SHOW,
            answer=_show_with,
            slots=frozenset({Slot.OTHER}),
        ),
    ),
)
