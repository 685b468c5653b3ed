"""How a partnership looks to either side: its state, its terms, what follows from them, and what can be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

from domain.partnerships.rules import (
    ASKED,
    OPEN,
    WAITING,
    Side,
    awaited,
)
from domain.people import Role
from domain.words import Lines, Msg, Words, lines, paragraphs
from handlers.chat.views import View, folded
from handlers.organisations.verified import verified_line
from handlers.partnerships import actions, ending_words, exchange, states, terms, unreached
from storage.tables import Enquiry, Partnership


def card(
    partnership: Partnership,
    side: Side,
    role: Role,
    headline: Words | None = None,
    *,
    undo_until: dt.datetime | None = None,
    only: Set[int] | None = None,
) -> View:
    """The partnership as a member of `side` with `role` sees it; stays up to date by itself.

    `undo_until` is the moment up to which their side can undo that it has ended it, if it can. With `only`, a member
    who looks after these products (ids) alone sees no other ones (fact 11).

    A question about an open request stands on top, with its answer: it bears on the decision.
    """
    other = terms.other_organisation(partnership, side).name
    title = lines(
        Msg("🤝 <b>{client}</b> – <b>{partner}</b>", client=partnership.client.name, partner=partnership.partner.name),
        states.state_line(partnership, side, other),
        unreached.remark(partnership, side) if headline is None else None,
        ending_words.ends_on(partnership, side, other),
        ending_words.farewell_of(partnership),
        states.set_up_refusal(partnership),
        verified_line(terms.other_organisation(partnership, side)),
    )
    enquiry = partnership.enquiries[-1] if partnership.enquiries else None
    asked = enquiry_words(enquiry, side, other) if enquiry is not None else None
    is_open, is_negotiated = partnership.status in WAITING, partnership.status in ASKED
    words = paragraphs(
        headline,
        asked if is_open else None,
        title,
        exchange.sentences(partnership, side, latest_only=asked is not None) if is_negotiated else None,
        terms.terms(partnership, side, only),
        exchange.changes(partnership, side) if is_open else None,
        _consequences(partnership, side, other),
        None if is_open else asked,
    )
    return View(
        words,
        (
            *actions.action_rows(partnership, side, role, enquiry, undo_until),
            *unreached.ways_on(partnership, side, role),
            *actions.way_to_care(partnership, side, role),
            actions.way_on(partnership, side, waits=actions.waits_for(partnership, side, role, enquiry)),
        ),
        partnership.id,
    )


def _consequences(partnership: Partnership, side: Side, other: str) -> Lines | None:
    """In full where they are to be agreed to; folded where that has been done."""
    if partnership.status not in OPEN:
        return None
    follows = terms.consequence_lines(partnership.access, partnership.payer, side, other)
    is_to_decide = awaited(partnership.status) is side
    return follows if is_to_decide else folded(follows)


def enquiry_words(enquiry: Enquiry, side: Side, other: str) -> Words:
    """A question about a request, with its answer if there is one."""
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
