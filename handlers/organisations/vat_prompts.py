"""Where something leads to paying, a company without a VAT number is asked for it (fact 36). Others never are."""

from __future__ import annotations

from domain.countries import is_eu
from domain.words import Msg, Words
from handlers.chat.turn import Turn
from handlers.chat.views import Button, Row
from handlers.organisations.acting import may
from handlers.vat.payloads import EnterVat
from services.rights import Act
from services.vat import takes_vat_number
from storage.tables import Organisation
from storage.vat import vat_number_of
from storage.work import Work


def lacks_vat_number(turn: Turn, organisation: Organisation) -> bool:
    """Whether it is a company in the EU that has entered none: the field is not for Swiss companies (fact 37)."""
    return (
        takes_vat_number(organisation) and is_eu(organisation.country) and not turn.once(_has_number, organisation.id)
    )


def _has_number(work: Work, organisation_id: int) -> bool:
    return vat_number_of(work.session, organisation_id) is not None


def vat_prompt(turn: Turn, organisation: Organisation) -> Words | None:
    """What is said where the organisation is going to pay; nothing to those who have a number or need none."""
    if not lacks_vat_number(turn, organisation):
        return None
    return Msg(
        "🧾 {organisation} has no VAT number here yet, so it is asked for one whenever it pays. "
        "With a valid one, reverse charge applies.",
        organisation=organisation.name,
    )


def vat_row(turn: Turn, organisation: Organisation) -> tuple[Row, ...]:
    """The way to enter it, below the prompt; for those who may."""
    if not lacks_vat_number(turn, organisation) or not may(turn, Act.ENTER_VAT):
        return ()
    return ((Button(Msg("🧾 Enter the VAT number"), EnterVat()),),)
