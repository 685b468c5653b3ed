"""Questions about one's own data with the name of somebody who is not here: “wer zahlt bei Webfuchs?”."""

from __future__ import annotations

from domain.sayings.names.named import Names
from domain.sayings.natures import Kind
from domain.sayings.slots import RECORDS, Slot
from handlers.chat.sayings import Saying
from handlers.chat.spoken import speak_of_nobody
from handlers.chat.turn import Turn
from handlers.partnerships.known import TO_PARTNERS, no_partner, not_yours
from handlers.sayings.names import named_nobody
from handlers.sayings.reading import Reading
from services.rights import own_organisation


def told_of_nobody(turn: Turn, reading: Reading, saying: Saying) -> bool:
    """Whether such a question was asked, which then has been answered: what is told of everybody would be no answer."""
    if saying.kind is not Kind.ASK or Slot.OTHER not in saying.slots:
        return False
    read = reading.read
    if any(value.slot in RECORDS for value in (*read.values, *read.unclear)):
        return False
    candidates = named_nobody(turn, reading.text, Names(read.values, reading.unclear))
    understanding = turn.around.understanding
    place = understanding.asked_of(saying.name, turn.language, reading.text, candidates, read.values)
    if place is None:
        return False
    say_nobody(turn, reading.text[place.start : place.end].removesuffix("'s").removesuffix("’s"))
    return True


def say_nobody(turn: Turn, name: str) -> None:
    """Nobody is called so, as far as the person may know. Raises `NotFound` for a partner, to whom no client is."""
    speak_of_nobody(turn)
    own = own_organisation(turn.person)
    if own.is_partner:
        raise not_yours()
    turn.say(no_partner(name, own.name), TO_PARTNERS)
