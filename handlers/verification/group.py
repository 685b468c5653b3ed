"""Support's side of claims: taps under their cards, and replies to these.

A reply is a question to the person; `/decline` with words behind it, as a reply, declines with these as the reason.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.words import Msg
from handlers.chat.chapters import Chapter, Group, in_room
from handlers.chat.due.kinds import Shown, ShownAgain
from handlers.chat.incoming import Incoming
from handlers.chat.post import Post
from handlers.chat.room_turn import RoomTurn
from handlers.chat.turn import Declared, Surroundings
from handlers.chat.views import View
from handlers.support.replies import reply_to_card, who_replies
from handlers.verification.card import (
    CLAIM,
    QUESTION,
    card_in_group,
    card_of_representative,
    choice_in_group,
    question_to_claimant,
)
from handlers.verification.payloads import AdmitClaimant, AskBack, DeclineClaim, JudgeClaim, Verdict
from services.rights import NotFound
from services.verification import judging
from storage.tables import Claim, Person
from storage.theirs import Record
from storage.work import Work


def hear(work: Work, post: Post, around: Surroundings, forms: Mapping[str, Declared], incoming: Incoming) -> bool:
    """Does what a reply to a claim's card asks for; false for everything else."""
    reply = reply_to_card(work, incoming)
    if reply is None or (claim := reply.card.claim_id) is None:
        return False
    name = who_replies(work, post, around, forms, incoming)
    if name is not None and reply.declines:
        judging.decline(work, claim, name, reply.said)
    elif name is not None:
        judging.ask_back(work, claim, reply.said)
    return True


def _judge(turn: RoomTurn, payload: JudgeClaim) -> None:
    programme, name = turn.around.programme, turn.who.name
    match payload.verdict:
        case Verdict.APPROVE:
            judging.approve(turn.work, programme, payload.claim, name)
        case Verdict.UPHOLD:
            judging.uphold(turn.work, payload.claim, name)
        case Verdict.BACK:
            turn.show(card_in_group(turn.work, programme, judging.undecided(turn.work, payload.claim)))
        case verdict:
            turn.show(choice_in_group(turn.work, judging.undecided(turn.work, payload.claim), verdict))


def _decline(turn: RoomTurn, payload: DeclineClaim) -> None:
    judging.decline(turn.work, payload.claim, turn.who.name, payload.reason)


def _ask_back(turn: RoomTurn, payload: AskBack) -> None:
    judging.ask_back(turn.work, payload.claim, payload.question)
    turn.whisper(Msg("❓ Your question is on its way; the answer comes here."))


def _admit(turn: RoomTurn, payload: AdmitClaimant) -> None:
    judging.admit(turn.work, turn.around.programme, payload.claim, turn.who.name, payload.role)


def _waiting(work: Work, around: Surroundings, number: int) -> View | None:
    found = work.session.get(Claim, number)
    waits = found is not None and found.decided_at is None
    return card_in_group(work, around.programme, found) if found is not None and waits else None


def _for_representative(work: Work, _around: Surroundings, person: Person, number: int) -> Shown | None:
    try:
        claim = judging.shown_to(work, person, number)
    except NotFound:
        return None
    if claim.decided_at is not None or claim.support_asked_at is not None:
        return None
    return Shown(card_of_representative(claim), claim.organisation)


def _for_claimant(work: Work, _around: Surroundings, person: Person, number: int) -> Shown | None:
    found = work.session.get(Claim, number)
    if found is None or found.claimed_by_id != person.id or found.decided_at is not None:
        return None
    return Shown(question_to_claimant(found)) if found.question is not None and found.answer is None else None


CHAPTER = Chapter(
    group=Group(hear),
    shown_again=(
        ShownAgain(CLAIM, _for_representative, _waiting, Record.CLAIM),
        ShownAgain(QUESTION, _for_claimant, record=Record.CLAIM),
    ),
    room_routes=(
        in_room(JudgeClaim, _judge),
        in_room(DeclineClaim, _decline),
        in_room(AskBack, _ask_back),
        in_room(AdmitClaimant, _admit),
    ),
)
