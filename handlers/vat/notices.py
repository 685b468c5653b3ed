"""What an organisation's people are told of verdicts on its VAT number, and support where two names do not agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domain.people import Role
from domain.vat.verdicts import VatStatus
from domain.words import Msg, Value, Words, lines, paragraphs
from handlers.chat.notices import ByMail, Notice, Room
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, Button, Row, View
from handlers.vat.checked import (
    change_rows,
    holder_words,
    is_swiss,
    judged_words,
    name_question,
    name_rows,
    proof,
    reverse_charge,
    shown_number,
    what_to_do,
)
from handlers.vat.judging import card_in_group
from services import events
from storage.people import members_once
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
        subject=Msg(
            "Number checked: {number}, {organisation}", number=shown_number(check), organisation=organisation.name
        ),
    )
    for member in members_once(work.session, organisation.id):
        if member.role in TOLD:
            # Only who may answer is asked.
            answers = rows if member.role is Role.LEGAL_REPRESENTATIVE else ()
            yield Notice(member.person, View(words, (*answers, _TO_NUMBER)), organisation, by_mail=by_mail)


def _words(
    event: events.VatVerdict, organisation: Organisation, check: VatCheck
) -> tuple[Words, tuple[Row, ...]] | None:
    asks_name = check.differs and check.ours is None and check.accepted is None
    about: dict[str, Value] = {"number": shown_number(check), "organisation": organisation.name}
    valid = check.status is VatStatus.VALID
    match event:
        case events.VatNameDiffers():
            return paragraphs(_is_valid(check, about), name_question(organisation, check)), name_rows(check)
        case events.VatNameJudged():
            judged = (
                Msg("🧾 <b>UID {number} of {organisation}</b>", **about)
                if is_swiss(check)
                else Msg("🧾 <b>VAT number <code>{number}</code> of {organisation}</b>", **about)
            )
            return lines(judged, judged_words(check)), () if check.accepted else change_rows(check)
        case events.VatNumberValid() | events.VatNumberChanged() if valid and asks_name:
            return None  # that is told together with the question
        case events.VatNumberValid() if is_swiss(check):
            return None  # nobody has entered it, so nobody waits to hear of it
        case events.VatNumberValid() | events.VatNumberChanged(before=VatStatus.INVALID) if valid:
            good = lines(_is_valid(check, about), holder_words(check), proof(check))
            return paragraphs(good, reverse_charge(organisation, check)), ()
        case events.VatNumberInvalid() | events.VatNumberChanged() if not valid:
            was_valid = isinstance(event, events.VatNumberChanged)
            return paragraphs(_is_invalid(check, about, was_valid), what_to_do(check)), change_rows(check)
        case events.VatNumberChanged():
            renamed = (
                Msg("ℹ️ The Swiss UID register has another name for UID {number} of {organisation} now.", **about)
                if is_swiss(check)
                else Msg("ℹ️ VIES has another name for VAT number <code>{number}</code> of {organisation} now.", **about)
            )
            return lines(renamed, holder_words(check)), ()
        case _:
            raise TypeError(f"nothing is known of {event!r}")


def _is_valid(check: VatCheck, about: Mapping[str, Value]) -> Words:
    if is_swiss(check):
        return Msg("✅ <b>The Swiss UID register knows UID {number} of {organisation}.</b>", **about)
    return Msg("✅ <b>VAT number <code>{number}</code> of {organisation} is valid, says VIES.</b>", **about)


def _is_invalid(check: VatCheck, about: Mapping[str, Value], was_valid: bool) -> Words:
    if is_swiss(check):
        if was_valid:
            return Msg(
                "⚠️ <b>The Swiss UID register does not know UID {number} of {organisation} any more.</b>", **about
            )
        return Msg("❌ <b>The Swiss UID register does not know UID {number} of {organisation}.</b>", **about)
    if was_valid:
        return Msg(
            "⚠️ <b>VAT number <code>{number}</code> of {organisation} is not valid any more, says VIES.</b>", **about
        )
    return Msg("❌ <b>VIES does not know VAT number <code>{number}</code> of {organisation}.</b>", **about)


def _to_support(work: Work, check: VatCheck) -> Iterator[Notice]:
    """Support is asked, too: it can compare the two names, and judges."""
    group = support_group(work.session)
    if group is not None and check.ours is not False and check.accepted is None:
        yield Notice(Room(group.chat_id, group.language), card_in_group(work, check))
