"""What is known of a VAT number, in words: valid, not valid, or not known yet."""

from __future__ import annotations

import datetime as dt

from domain.countries import is_eu
from domain.organisations.registers import format_register_number
from domain.vat.outages import EVERYTHING, SWITZERLAND
from domain.vat.verdicts import VatStatus
from domain.words import Country, Day, Msg, TimeOfDay, Words, lines, paragraphs
from handlers.chat.views import Button, Row
from handlers.vat.payloads import AnswerVatName, EnterVat
from storage.tables import Organisation, VatCheck
from storage.vat import circuits
from storage.work import Work


def state_words(work: Work, organisation: Organisation, check: VatCheck | None) -> Words | None:
    """Where the number stands; nothing where nobody is asked about numbers, and nothing is known of this one."""
    if check is None or (check.checked_at is None and not _is_asked(work, check)):
        return None
    match check.status:
        case VatStatus.VALID:
            return paragraphs(
                lines(_valid(check), holder_words(check), proof(check)),
                _names_differ(organisation, check),
                reverse_charge(organisation, check),
                _asked_since(work, check),
            )
        case VatStatus.INVALID:
            return paragraphs(lines(_invalid(check), proof(check)), what_to_do(check), _asked_since(work, check))
        case VatStatus.UNKNOWN:
            return _not_known_yet(work, check)


def is_swiss(check: VatCheck) -> bool:
    """Whether it is about a number of the Swiss UID register, which is asked instead of VIES."""
    return check.country == SWITZERLAND


def _is_asked(work: Work, check: VatCheck) -> bool:
    """Swiss companies are only put down to be asked about where their register is."""
    return work.asks_vies or is_swiss(check)


def _valid(check: VatCheck) -> Words:
    if is_swiss(check):
        return Msg("✅ <b>Known to the Swiss UID register.</b> Checked on {day}.", day=Day(_known(check)))
    return Msg("✅ <b>Valid</b>, says VIES. Checked on {day}.", day=Day(_known(check)))


def _invalid(check: VatCheck) -> Words:
    if is_swiss(check):
        return Msg("❌ <b>Not known to the Swiss UID register.</b> Checked on {day}.", day=Day(_known(check)))
    return Msg("❌ <b>VIES does not know this number.</b> Checked on {day}.", day=Day(_known(check)))


def _known(check: VatCheck) -> dt.datetime:
    if check.checked_at is None:
        raise LookupError("nothing is known of the number")
    return check.checked_at


def shown_number(check: VatCheck) -> str:
    """As people write it: CHE-123.456.788."""
    return format_register_number(Country(SWITZERLAND), check.number) if is_swiss(check) else check.number


def holder_words(check: VatCheck) -> Words | None:
    """Whose number it is, as far as the country tells."""
    if check.name is None:
        return None
    if check.address is None:
        return Msg("Registered for: {name}", name=check.name)
    return Msg("Registered for: {name}, {address}", name=check.name, address=", ".join(check.address.splitlines()))


def proof(check: VatCheck) -> Words | None:
    """The number by which VIES says that it was asked, where it has given one."""
    if check.consultation is None:
        return None
    return Msg("Consultation number: <code>{number}</code>", number=check.consultation)


def reverse_charge(organisation: Organisation, check: VatCheck) -> Words | None:
    """What a valid number is good for (fact 37), unless it may be another company's."""
    is_theirs = check.accepted if check.accepted is not None else check.ours or not check.differs
    if not is_theirs or not is_eu(organisation.country):
        return None
    return Msg("Reverse charge applies: {organisation} pays the VAT itself, at home.", organisation=organisation.name)


def what_to_do(check: VatCheck) -> Words:
    """How an invalid number becomes a valid one. It stays as it was claimed."""
    if is_swiss(check):
        return Msg(
            "Please compare it with your extract from the register, and write to support if a digit is wrong: /human. "
            "I ask again by myself. Until then it is kept, and marked as not confirmed."
        )
    return Msg(
        "Please compare it with your tax office’s letter, and change it if a digit is wrong. A new number gets into "
        "VIES some days after it was given; I ask again by myself. Until then it is kept, and marked as not confirmed."
    )


def _not_known_yet(work: Work, check: VatCheck) -> Words:
    if is_swiss(check) and check.tried_at is None:
        return Msg("⏳ Not checked yet: the Swiss UID register is asked in the background.")
    if is_swiss(check):
        not_known = Msg("⏳ <b>Not known yet</b>: the Swiss UID register could not answer so far.")
        return lines(not_known, _tried(work, check))
    if check.tried_at is None:
        return Msg("⏳ Not checked yet: VIES is asked in the background, and I tell you what it says.")
    return lines(
        Msg("⏳ <b>Not known yet</b>: VIES could not answer so far. That says nothing about your number."),
        _tried(work, check),
    )


def _asked_since(work: Work, check: VatCheck) -> Words | None:
    """Where the last questions found nothing out: the verdict is the one of then."""
    return _tried(work, check) if check.tries else None


def _tried(work: Work, check: VatCheck) -> Words | None:
    if check.tried_at is None:
        return None
    tried = Msg("Last tried on {day}, {time}.", day=Day(check.tried_at), time=TimeOfDay(check.tried_at))
    if check.due_at is None or not _is_asked(work, check):
        return tried
    shut = circuits(work.session)
    again = max([check.due_at, *(shut[where].open_until for where in _circuits(check) if where in shut)])
    if again <= work.now:
        return lines(tried, Msg("It is tried again now."))
    return lines(tried, Msg("Next try on {day}, {time}.", day=Day(again), time=TimeOfDay(again)))


def _circuits(check: VatCheck) -> tuple[str, ...]:
    return (check.country,) if is_swiss(check) else (EVERYTHING, check.country)


def _names_differ(organisation: Organisation, check: VatCheck) -> Words | None:
    """Both names, and what the organisation's people and support have said to it."""
    if not check.differs:
        return None
    if check.accepted is not None:
        return judged_words(check)
    if check.ours is None:
        return name_question(organisation, check)
    return (
        Msg("ℹ️ The names differ; you have said that it is your number. Support looks at it.")
        if check.ours
        else Msg("⚠️ You have said that it is not your number: please enter the right one.")
    )


def judged_words(check: VatCheck) -> Words:
    """What support has said to two names that differ."""
    if check.accepted:
        return Msg("☑️ The names differ; support has looked at it: it is your number.")
    if is_swiss(check):
        return Msg("⚠️ The names differ; support has looked at it and says: it is not your number.")
    return Msg("⚠️ The names differ; support has looked at it and says: it is not your number. Please enter your own.")


def name_question(organisation: Organisation, check: VatCheck) -> Words:
    """Asks whose number it is."""
    if is_swiss(check):
        return Msg(
            "❓ The names differ. UID register: <b>{registered}</b>. Here: <b>{own}</b>. Is it your number? "
            "If it is not, please write to support: /human.",
            registered=check.name or "",
            own=organisation.name,
        )
    return Msg(
        "❓ The names differ. VIES: <b>{registered}</b>. Here: <b>{own}</b>. Is it your number?",
        registered=check.name or "",
        own=organisation.name,
    )


def name_rows(check: VatCheck | None) -> tuple[Row, ...]:
    """The answers to that question, as long as there is none."""
    if check is None or not check.differs or check.ours is not None or check.accepted is not None:
        return ()
    yes = (Button(Msg("✅ Yes, it is ours"), AnswerVatName(check.id, ours=True)),)
    if is_swiss(check):  # there is nothing to enter
        return (yes,)
    return (
        yes,
        (Button(Msg("✏️ No, enter another one"), AnswerVatName(check.id, ours=False)),),
    )


def change_rows(check: VatCheck) -> tuple[Row, ...]:
    """Where the number is wrong. The one of a register is changed by support."""
    return () if is_swiss(check) else ((Button(Msg("✏️ Change"), EnterVat()),),)
