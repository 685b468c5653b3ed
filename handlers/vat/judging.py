"""Support's side: whose a number is where a register has another name for it than the organisation has."""

from __future__ import annotations

from domain.words import Day, Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, in_room
from handlers.chat.room_turn import RoomTurn
from handlers.chat.views import Button, Row, View
from handlers.vat.checked import holder_words, shown_number
from handlers.vat.payloads import JudgeVatName
from services.vat.answering import judge_name
from storage.tables import Organisation, Person, VatCheck
from storage.work import Work


def card_in_group(work: Work, check: VatCheck) -> View:
    """Both names, what the organisation's people say, and what support can say to it."""
    organisation = work.session.get_one(Organisation, check.organisation_id)
    words = paragraphs(
        lines(
            Msg("🧾 <b>Whose number is it?</b> The names differ."),
            Msg(
                "<code>{number}</code>, here of <b>{organisation}</b>",
                number=shown_number(check),
                organisation=organisation.name,
            ),
            holder_words(check),
        ),
        _said(work, check),
        _judged(check),
    )
    rows: tuple[Row, ...] = ()
    if check.accepted is None:
        rows = (
            (Button(Msg("✅ It is theirs"), JudgeVatName(check.id, accepted=True)),),
            (Button(Msg("❌ It is not theirs"), JudgeVatName(check.id, accepted=False)),),
        )
    return View(words, rows)


def _said(work: Work, check: VatCheck) -> Words | None:
    if check.ours is None or check.answered_by_id is None:
        return Msg("Its people are asked, too.") if check.accepted is None else None
    name = work.session.get_one(Person, check.answered_by_id).first_name
    if check.ours:
        return Msg("💬 {name} says: it is our number.", name=name)
    return Msg("💬 {name} says: it is not our number.", name=name)


def _judged(check: VatCheck) -> Words | None:
    if check.judged_at is None:
        return None
    by, day = check.judged_by or "", Day(check.judged_at)
    if check.accepted:
        return Msg("✅ It is theirs, says {name}, {day}", name=by, day=day)
    return Msg("❌ It is not theirs, says {name}, {day}", name=by, day=day)


def _judge(turn: RoomTurn, payload: JudgeVatName) -> None:
    check = judge_name(turn.work, payload.check, turn.who.name, accepted=payload.accepted)
    turn.show(card_in_group(turn.work, check))


CHAPTER = Chapter(room_routes=(in_room(JudgeVatName, _judge),))
