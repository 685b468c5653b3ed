"""Who may ask: taking no requests for a while, and none from somebody who pesters."""

from __future__ import annotations

from domain.organisations.client_codes import client_code
from domain.words import Day, Msg, Words, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.labels import name_on_button
from handlers.chat.lists import PAGE, pages
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import may
from handlers.partnerships import terms
from handlers.partnerships.links import client_link, share_button
from handlers.partnerships.payloads import (
    BlockOther,
    ClientCode,
    PauseRequests,
    ShowBlocked,
    ShowPartnership,
    Unblock,
    WhoAsks,
)
from handlers.partnerships.showing import card_of
from services.partnerships import blocks
from services.partnerships.blocks import Pause
from services.partnerships.finding import visible_partnership
from services.rights import Act, own_organisation
from storage.request_blocks import blocks_of, count_blocks
from storage.tables import Organisation

_PAUSES = {Pause.WEEK: Msg("🔕 1 week"), Pause.MONTH: Msg("🔕 1 month"), Pause.QUARTER: Msg("🔕 3 months")}


def _who_asks(turn: Turn, _payload: WhoAsks) -> None:
    turn.show(_settings(turn))


def _settings(turn: Turn, headline: Words | None = None) -> View:
    own = own_organisation(turn.person)
    link = client_link(turn, own.id)
    paused = _is_paused(turn, own)
    until = own.requests_paused_until
    words = paragraphs(
        headline,
        Msg("🔕 <b>Requests to {organisation}</b>", organisation=own.name),
        Msg("Until {day} it takes no requests.", day=Day(until))
        if paused and until is not None
        else Msg("It takes requests. You can turn them off for a while; what is open stays open."),
        Msg(
            "Partners find you by your client code, <code>{code}</code>, by your whole name, or by this link: {link}",
            code=client_code(own.id),
            link=link,
        )
        if own.partner_code is None
        else Msg("Clients find you by your partner code, <code>{code}</code>.", code=own.partner_code),
    )
    rows: list[Row] = []
    if may(turn, Act.CHOOSE_WHO_ASKS):
        if paused:
            rows.append((Button(Msg("🔔 Take requests again"), PauseRequests(0)),))
        else:
            rows.append(tuple(Button(label, PauseRequests(span.value)) for span, label in _PAUSES.items()))
    count = count_blocks(turn.work.session, own.id)
    if count:
        rows.append((Button(Msg("🚫 Blocked: {count}", count=count), ShowBlocked(0)),))
    if own.partner_code is None:
        rows.append((share_button(link), Button(Msg("🔳 QR code"), ClientCode())))
    else:
        rows.append((Button(Msg("🔗 My link"), Go("mylink")),))
    rows.append((Button(Msg("🏢 Organisation"), Go("organisation")),))
    return View(words, (*rows, (MENU,)))


def _is_paused(turn: Turn, own: Organisation) -> bool:
    return own.requests_paused_until is not None and own.requests_paused_until > turn.work.now


def _pause(turn: Turn, payload: PauseRequests) -> None:
    span = None if payload.days == 0 else next((one for one in Pause if one.value == payload.days), Pause.WEEK)
    blocks.pause(turn.work, turn.person, span)
    turn.show(_settings(turn, Msg("🔔 Requests are taken again.") if span is None else Msg("🔕 Turned off.")))


def _block(turn: Turn, payload: BlockOther) -> None:
    if not payload.sure:
        partnership, side = visible_partnership(turn.work, turn.person, payload.partnership)
        other = terms.other_organisation(partnership, side).name
        words = paragraphs(
            Msg("<b>Take no more requests from {other}?</b>", other=other),
            Msg(
                "Open requests between you are declined or withdrawn; an existing partnership stays. "
                "{other} is not told of the block; you can lift it at any time under /organisation.",
                other=other,
            ),
        )
        yes = Button(Msg("🚫 Yes, block"), BlockOther(partnership.id, sure=True))
        back = Button(Msg("◀️ No, go back"), ShowPartnership(partnership.id))
        turn.show(View(words, ((yes,), (back,))))
        return
    partnership, side = blocks.block(turn.work, turn.person, payload.partnership)
    other = terms.other_organisation(partnership, side).name
    turn.show(card_of(turn, partnership, side, Msg("🚫 {other} cannot ask you any more.", other=other)))


def _blocked(turn: Turn, payload: ShowBlocked) -> None:
    turn.show(_blocked_view(turn, payload.page))


def _blocked_view(turn: Turn, page: int = 0) -> View:
    session, own = turn.work.session, own_organisation(turn.person)
    count = count_blocks(session, own.id)
    back: Row = (Button(Msg("🔕 Requests"), WhoAsks()), MENU)
    if not count:
        return View(Msg("{organisation} blocks nobody.", organisation=own.name), (back,))
    page = max(0, min(page, (count - 1) // PAGE))
    found = blocks_of(session, own.id, PAGE, page * PAGE)
    words = paragraphs(
        Msg("<b>Blocked by {organisation}</b>", organisation=own.name),
        Msg("Tap one to take its requests again."),
    )
    rows = tuple(
        (Button(Msg("↩️ {name}", name=name_on_button(one.blocked.name)), Unblock(one.id)),)
        for one in found
        if may(turn, Act.CHOOSE_WHO_ASKS)
    )
    return View(words, (*rows, *pages(page, count, ShowBlocked), back))


def _unblock(turn: Turn, payload: Unblock) -> None:
    unblocked = blocks.unblock(turn.work, turn.person, payload.block)
    turn.whisper(Msg("{name} can ask you again.", name=unblocked.name))
    turn.show(_blocked_view(turn))


CHAPTER = Chapter(
    routes=(
        on(WhoAsks, _who_asks),
        on(PauseRequests, _pause),
        on(BlockOther, _block),
        on(ShowBlocked, _blocked),
        on(Unblock, _unblock),
    ),
)
