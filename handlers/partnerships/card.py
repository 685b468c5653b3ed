"""How a partnership looks to either side: its state, its terms, what follows from them, and what can be done."""

from __future__ import annotations

from domain.partnerships.rules import (
    OPEN,
    WAITING,
    Side,
    awaited,
)
from domain.people import Role
from domain.words import Lines, Msg, Words, lines, paragraphs
from handlers.chat.views import View, folded
from handlers.organisations.verified import verified_line
from handlers.partnerships import actions, states, terms
from storage.tables import Enquiry, Partnership


def card(partnership: Partnership, side: Side, role: Role, headline: Words | None = None) -> View:
    """The partnership as a member of `side` with `role` sees it; stays up to date by itself.

    A question about an open request stands on top, with its answer: it bears on the decision.
    """
    other = terms.other_organisation(partnership, side).name
    title = lines(
        Msg("🤝 <b>{client}</b> – <b>{partner}</b>", client=partnership.client.name, partner=partnership.partner.name),
        states.state_line(partnership, side, other),
        states.set_up_refusal(partnership),
        verified_line(terms.other_organisation(partnership, side)),
    )
    enquiry = partnership.enquiries[-1] if partnership.enquiries else None
    asked = _enquiry(enquiry, side, other) if enquiry is not None else None
    is_open = partnership.status in WAITING
    words = paragraphs(
        headline,
        asked if is_open else None,
        title,
        terms.terms(partnership, side),
        _message(partnership, side, other),
        _consequences(partnership, side, other),
        None if is_open else asked,
    )
    return View(
        words,
        (*actions.action_rows(partnership, side, role, enquiry), actions.way_on(partnership, side)),
        partnership.id,
    )


def _message(partnership: Partnership, side: Side, other: str) -> Words | None:
    """What goes with the last proposal, while it waits for an answer."""
    last = partnership.proposals[-1] if partnership.proposals and partnership.status in WAITING else None
    if last is None or last.message is None:
        return None
    if last.by is side:
        return Msg("💬 You write: “{message}”", message=last.message)
    return Msg("💬 {other} writes: “{message}”", other=other, message=last.message)


def _consequences(partnership: Partnership, side: Side, other: str) -> Lines | None:
    """In full where they are to be agreed to; folded where that has been done."""
    if partnership.status not in OPEN:
        return None
    follows = terms.consequence_lines(partnership.access, partnership.payer, side, other)
    is_to_decide = awaited(partnership.status) is side
    return follows if is_to_decide else folded(follows)


def _enquiry(enquiry: Enquiry, side: Side, other: str) -> Words:
    question, answer = enquiry.question, enquiry.answer
    if side is not enquiry.asked_by:
        if answer is None:
            return Msg("❓ {other} asks: “{question}”", other=other, question=question)
        return lines(
            Msg("❓ {other} asked: “{question}”", other=other, question=question),
            Msg("💬 You answered: “{answer}”", answer=answer),
        )
    return lines(
        Msg("❓ You asked: “{question}”", question=question),
        Msg("💬 {other} answered: “{answer}”", other=other, answer=answer) if answer is not None else None,
    )
