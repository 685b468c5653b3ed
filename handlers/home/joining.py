"""An invitation is opened, read, and accepted or declined."""

from __future__ import annotations

from domain.words import Msg, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, View
from handlers.home.menu import menu_rows, waiting_here
from handlers.organisations.acting import role_words
from handlers.people.offers import offer_view
from handlers.people.payloads import AnswerInvitation, AnswerLink, ShowOffer
from services.people import invitations


def open_invitation(turn: Turn, token: str) -> None:
    """Shows what a link offers; who has as much already acts for that organisation from now on."""
    if not _is_known(turn, token):
        return
    offer = invitations.look(turn.work, turn.person, token)
    if offer.stands:
        _join(turn, token)
    else:
        turn.show(offer_view(offer, AnswerLink(token, yes=True), AnswerLink(token, yes=False)))


def _is_known(turn: Turn, token: str) -> bool:
    if invitations.is_known(turn.work, turn.person, token):
        return True
    turn.show(View(invitations.UNKNOWN, menu_rows(turn)))
    return False


def _show_offer(turn: Turn, payload: ShowOffer) -> None:
    """What somebody is invited to who was chosen from the contacts."""
    offer = invitations.look(turn.work, turn.person, payload.invitation)
    if offer.stands:
        words = Msg("You belong to {organisation} already: /organisation", organisation=offer.organisation.name)
        turn.show(View(words, ((MENU,),)))
    else:
        accept, decline = (AnswerInvitation(payload.invitation, yes) for yes in (True, False))
        turn.show(offer_view(offer, accept, decline))


def _answer_link(turn: Turn, payload: AnswerLink) -> None:
    if _is_known(turn, payload.token):
        _answer(turn, payload.token, yes=payload.yes)


def _answer_invitation(turn: Turn, payload: AnswerInvitation) -> None:
    _answer(turn, payload.invitation, yes=payload.yes)


def _answer(turn: Turn, key: str | int, *, yes: bool) -> None:
    if yes:
        _join(turn, key)
        return
    organisation = invitations.decline(turn.work, turn.person, key)
    words = Msg(
        "Declined: you do not join {organisation}. Whoever invited you is told.", organisation=organisation.name
    )
    turn.show(View(words, ((MENU,),)))


def _join(turn: Turn, key: str | int) -> None:
    organisation = invitations.join(turn.work, turn.person, key)
    words = paragraphs(
        Msg("✅ You belong to <b>{organisation}</b> and act for it from now on.", organisation=organisation.name),
        role_words(turn),
        waiting_here(turn),
        Msg("Choose below, or simply say what you want or would like to know."),
    )
    turn.show(View(words, menu_rows(turn)))


CHAPTER = Chapter(
    routes=(on(AnswerLink, _answer_link), on(AnswerInvitation, _answer_invitation), on(ShowOffer, _show_offer)),
    by_link=(ShowOffer,),
)
