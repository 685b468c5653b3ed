"""Which VAT number is kept of an organisation, and what VIES says of it, in a sentence."""

from __future__ import annotations

from domain.words import Msg, lines, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.sayings import Heard, tells
from handlers.chat.turn import Turn
from handlers.chat.views import View
from handlers.vat.checked import state_words
from handlers.vat.overview import rows_below, show
from services.rights import own_organisation
from services.vat import takes_vat_number
from storage.vat import check_of, vat_number_of


def _tell(turn: Turn, _heard: Heard) -> None:
    """Whose account cannot have a number is told why, as ever."""
    own = own_organisation(turn.person)
    if not takes_vat_number(own):
        show(turn)
        return
    stored = vat_number_of(turn.work.session, own.id)
    if stored is None:
        words = lines(Msg("No VAT number of {organisation} is stored.", organisation=own.name))
        turn.show(View(words, rows_below(turn, None, None)))
        return
    check = check_of(turn.work.session, own.id, stored.number)
    words = paragraphs(
        Msg("The VAT number of {organisation} is <code>{number}</code>.", organisation=own.name, number=stored.number),
        state_words(turn.work, own, check) or Msg("VIES has not been asked about it."),
    )
    turn.show(View(words, rows_below(turn, stored, check)))


CHAPTER = Chapter(sayings=(tells("which_vat", Msg("Your VAT number"), _tell),))
