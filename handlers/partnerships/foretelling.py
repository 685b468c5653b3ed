"""What will hold once a waiting request is confirmed, and what comes of declining it, to whoever asks before that."""

from __future__ import annotations

from domain.partnerships.rules import ASKED, Side, Status, awaited
from domain.sayings.replies import Foreseen
from domain.sayings.slots import Slot
from domain.words import Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.incoming import Text
from handlers.chat.turn import Turn
from handlers.partnerships import states, terms
from handlers.partnerships.meant import Sort, the_one
from handlers.partnerships.showing import card_saying
from services.partnerships.finding import open_with
from storage.tables import Partnership

_WAITS = Sort(
    Msg("✅ Confirm"), Msg("You have no open request at present."), dict.fromkeys((Side.CLIENT, Side.PARTNER), ASKED)
)


def about_request(request: Partnership, side: Side, none: Words) -> Words:
    """That there is no access yet, where the request stands, and what will hold (facts 16–27)."""
    other = terms.other_organisation(request, side).name
    return paragraphs(lines(none, states.state_line(request, side, other)), _once_confirmed(request, side))


def _once_confirmed(request: Partnership, side: Side) -> Words:
    other = terms.other_organisation(request, side).name
    is_to_decide = awaited(request.status) is side
    return lines(
        Msg("<b>If you confirm:</b>") if is_to_decide else Msg("<b>If {other} confirms:</b>", other=other),
        terms.terms(request, side),
        terms.consequence_lines(request.access, request.payer, side, other),
    )


def _if_declined(request: Partnership, side: Side) -> Words:
    """Fact 31."""
    other = terms.other_organisation(request, side).name
    if awaited(request.status) is side:
        return Msg(
            "If you decline, {other} is told, with your reason if you give one. Everything else stays as it is. "
            "Declining cannot be undone; a new request stays possible.",
            other=other,
        )
    return Msg(
        "If {other} declines, I tell you, with the reason if there is one. Everything else stays as it is, and a new "
        "request stays possible.",
        other=other,
    )


def no_access(request: Partnership, side: Side) -> Words:
    """As long as nobody has confirmed it."""
    if side is Side.CLIENT:
        return Msg("{partner} has no access to your products.", partner=request.partner.name)
    return Msg("You have no access to {client} yet.", client=request.client.name)


def foretell(turn: Turn) -> bool:
    """Answers “wer zahlt, wenn ich bestätige?” and the like, where it is clear which request is meant."""
    content = turn.incoming.content
    if not isinstance(content, Text) or turn.organisation is None:
        return False
    text, understanding = content.text, turn.around.understanding
    foreseen = understanding.replies.foreseen(text)
    asks = text.rstrip().endswith("?") or understanding.in_forms.asks(text)
    if foreseen is None or not asks or turn.reference.goes_first(turn, text):
        return False
    found = the_one(turn, [value.value for value in turn.hears(text) if value.slot is Slot.OTHER], _WAITS)
    if found is None:
        return False
    request, side = found
    match foreseen:
        case Foreseen.DECLINED:
            words = _if_declined(request, side)
        case Foreseen.CONFIRMED:
            words = _once_confirmed(request, side)
        case Foreseen.YET:
            if Status.ACTIVE in open_with(turn.work, turn.person, terms.other_organisation(request, side).id):
                return False
            words = about_request(request, side, no_access(request, side))
    turn.show(card_saying(turn, request, side, words))
    return True


CHAPTER = Chapter(listeners=(foretell,))
