"""What a side reads while whoever is to answer it is not reached in the chat; why, it is never told."""

from __future__ import annotations

from domain.absence import REACHED, Way
from domain.partnerships.rules import Side, Status
from domain.people import Role
from domain.words import Msg
from handlers.chat.views import Button, Row
from handlers.partner_invitations.payloads import PassOnRequest
from handlers.partnerships import terms
from services.absence import whose_turn
from services.rights import Act, Relation, may
from storage.tables import Partnership


def remark(partnership: Partnership, side: Side) -> Msg | None:
    """By which way it goes on, for the side that waits; `None` where all is well, or it is their own turn."""
    if partnership.unreached is None or whose_turn(partnership) in {side, None}:
        return None
    other = terms.other_organisation(partnership, side).name
    match partnership.unreached:
        case Way.MAIL:
            return Msg(
                "📭 {other} cannot be reached in Telegram at the moment: your message has gone there by mail.",
                other=other,
            )
        case Way.COLLEAGUE:
            return Msg(
                "📭 Not everybody at {other} can be reached at the moment: somebody else there who may answer has it.",
                other=other,
            )
        case Way.SUPPORT:
            return Msg(
                "📭 {other} could not be reached so far. I have asked support to get in touch with it.", other=other
            )
        case Way.NOBODY:
            return Msg(
                "📭 {other} could not be reached so far. As soon as somebody there writes to me, I show it to them.",
                other=other,
            )


def ways_on(partnership: Partnership, side: Side, role: Role) -> tuple[Row, ...]:
    """A client who may invite passes a link on to a partner of which nobody has read the request."""
    waits = side is Side.CLIENT and partnership.status is Status.PENDING and whose_turn(partnership) is Side.PARTNER
    lost = partnership.unreached is not None and partnership.unreached not in REACHED
    if not (waits and lost and may(Act.INVITE_PARTNER, Relation.OWN, role)):
        return ()
    return ((Button(Msg("🔗 A link to pass on to them"), PassOnRequest(partnership.id)),),)
