"""What an organisation's people are told of verdicts on its VAT number, and support where two names do not agree."""

from __future__ import annotations

from collections.abc import Iterator

from domain.people import Role
from domain.vat.verdicts import VatStatus
from domain.words import Msg, Words, lines, paragraphs
from handlers.chat.notices import ByMail, Notice, Room
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, Button, Row, View
from handlers.vat.checked import (
    change_row,
    holder_words,
    judged_words,
    name_question,
    name_rows,
    proof,
    reverse_charge,
    what_to_do,
)
from handlers.vat.judging import card_in_group
from services import events
from storage.people import members
from storage.support import support_group
from storage.tables import Organisation, VatCheck
from storage.work import Work

TOLD = frozenset({Role.LEGAL_REPRESENTATIVE, Role.ADMINISTRATOR})
_TO_NUMBER: Row = (Button(Msg("🧾 VAT number"), Go("vat")), MENU)


def verdict_news(event: events.VatVerdict, work: Work) -> Iterator[Notice]:
    """What the event means for the organisation's people, or for support."""
    organisation = work.session.get_one(Organisation, event.organisation_id)
    check = work.session.get_one(VatCheck, event.check_id)
    if isinstance(event, events.VatNameDiffers | events.VatNameAnswered):
        yield from _to_support(work, check)
    if isinstance(event, events.VatNameAnswered):
        return
    said = _words(event, organisation, check)
    if said is None:
        return
    words, rows = said
    by_mail = ByMail(
        thread=f"vat-{organisation.id}",
        opens=Go("vat"),
        subject=Msg("VAT verdict: {number}, {organisation}", number=check.number, organisation=organisation.name),
    )
    for member in members(work.session, organisation.id):
        if member.role in TOLD:
            # Only who may answer is asked.
            answers = rows if member.role is Role.LEGAL_REPRESENTATIVE else ()
            yield Notice(member.person, View(words, (*answers, _TO_NUMBER)), organisation, by_mail=by_mail)


def _words(
    event: events.VatVerdict, organisation: Organisation, check: VatCheck
) -> tuple[Words, tuple[Row, ...]] | None:
    asks_name = check.differs and check.ours is None and check.accepted is None
    about = {"number": check.number, "organisation": organisation.name}
    match event:
        case events.VatNameDiffers():
            valid = Msg("✅ VIES says that VAT number <code>{number}</code> of {organisation} is valid.", **about)
            return paragraphs(valid, name_question(organisation, check)), name_rows(check)
        case events.VatNameJudged():
            judged = Msg("🧾 <b>VAT number <code>{number}</code> of {organisation}</b>", **about)
            return lines(judged, judged_words(check)), () if check.accepted else (change_row(),)
        case events.VatNumberValid() | events.VatNumberChanged() if check.status is VatStatus.VALID and asks_name:
            return None  # that is told together with the question
        case events.VatNumberValid():
            return _good(organisation, check)
        case events.VatNumberInvalid():
            unknown = Msg("❌ <b>VIES does not know VAT number <code>{number}</code> of {organisation}.</b>", **about)
            return paragraphs(unknown, what_to_do()), (change_row(),)
        case events.VatNumberChanged() if check.status is VatStatus.INVALID:
            lost = Msg(
                "⚠️ <b>VAT number <code>{number}</code> of {organisation} is not valid any more, says VIES.</b>", **about
            )
            return paragraphs(lost, what_to_do()), (change_row(),)
        case events.VatNumberChanged(before=VatStatus.INVALID):
            return _good(organisation, check)
        case events.VatNumberChanged():
            renamed = Msg(
                "ℹ️ VIES has another name for VAT number <code>{number}</code> of {organisation} now.", **about
            )
            return lines(renamed, holder_words(check)), ()
        case _:
            raise TypeError(f"nothing is known of {event!r}")


def _good(organisation: Organisation, check: VatCheck) -> tuple[Words, tuple[Row, ...]]:
    valid = Msg(
        "✅ <b>VAT number <code>{number}</code> of {organisation} is valid, says VIES.</b>",
        number=check.number,
        organisation=organisation.name,
    )
    return paragraphs(lines(valid, holder_words(check), proof(check)), reverse_charge(organisation)), ()


def _to_support(work: Work, check: VatCheck) -> Iterator[Notice]:
    """Support is asked, too: it can compare the two names, and judges."""
    group = support_group(work.session)
    if group is not None and check.ours is not False and check.accepted is None:
        yield Notice(Room(group.chat_id, group.language), card_in_group(work, check))
