"""What can be said about VAT numbers: one to enter, and that it shall go."""

from __future__ import annotations

from domain.organisations.kinds import OrganisationKind
from domain.sayings.natures import Kind
from domain.sayings.slots import Slot
from domain.words import Msg
from handlers.chat.chapters import Chapter
from handlers.chat.forms.speaking import open_said
from handlers.chat.sayings import Heard, Saying
from handlers.chat.turn import Turn
from handlers.vat.company import become_company
from handlers.vat.entering import ENTER_VAT
from handlers.vat.overview import remove, show
from handlers.vat.payloads import RemoveVat
from services.rights import own_organisation
from services.vat import takes_vat_number


def _enter(turn: Turn, heard: Heard) -> None:
    """The review of the number that was said; a private account becomes a company first (facts 33, 35).

    Where the field does not apply, it is said why, with what is known of the number in the register (fact 34).
    """
    own = own_organisation(turn.person)
    number = heard.one(Slot.VAT, str)
    if number is not None and own.kind is OrganisationKind.PRIVATE:
        become_company(turn, number)
    elif not takes_vat_number(own):
        show(turn)
    else:
        open_said(turn, ENTER_VAT, heard, organisation=own.id)


def _remove(turn: Turn, _heard: Heard) -> None:
    remove(turn, RemoveVat(sure=False))


CHAPTER = Chapter(
    sayings=(
        Saying(
            name="enter_vat",
            visitors=True,
            label=Msg("Enter the VAT number"),
            kind=Kind.DO,
            answer=_enter,
            slots=frozenset({Slot.VAT}),
            about="vat-requirements",
        ),
        Saying(name="remove_vat", label=Msg("Remove the VAT number"), kind=Kind.DO, answer=_remove, grave=True),
    )
)
