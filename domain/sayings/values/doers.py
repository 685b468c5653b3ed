"""Who does something, or whom it goes to, by a word of a clause: “Nordnet”, “wir”, “die”, “our accountant”."""

from __future__ import annotations

from collections.abc import Iterable

from domain.partnerships.rules import Payer, Side
from domain.sayings.values.marked import Marked

DOERS = ("doer-we", "doer-they", "firm-we", "firm-they", "doer-client", "doer-partner", "doer-house")
"""The names of the lists in the tables."""
GOALS = ("goal-we", "goal-they", "doer-client", "doer-partner", "doer-house")
"""Lists of words for whom something goes to."""
_DOING = ("paying", "covering", "charging", "auxiliaries", "self")
_NAMED = ("firm-we", "firm-they", "doer-client", "doer-partner", "doer-house")
_OTHER = "{other}"


def doer(message: Marked, place: int) -> str | None:
    """Who does something, by the word there: no “Nordnet” of “bei Nordnet”, and no “die” of “die Rechnung”."""
    is_named = is_other(message, place)
    if is_named and is_whose(message, place):
        return None
    who = "they" if is_named else one_of(message, place, DOERS)
    if who == "they" and not is_named and message.is_a(place, "doer-they") and not _is_pronoun(message, place):
        who = one_of(message, place, _NAMED)  # “die Praxis”
    if who is None:
        return None
    begin = place
    while begin > 0 and message.is_a(begin - 1, "behind-way") and not message.follows_break(begin):
        begin -= 1
    behind = message.behind(place, *_NAMED)
    if begin > 0 and message.is_a(begin - 1, "with-whom") and message.is_a(max(behind, place + 1), "paying"):
        return who
    is_beside = begin > 0 and not message.follows_break(begin) and message.is_a(begin - 1, "beside-subject")
    return None if is_beside else who


def is_whose(message: Marked, place: int) -> bool:
    """“Die Nordnet-Rechnungen”, “Nordnet's renewals”."""
    is_followed = place + 1 < len(message.said) and not message.follows_break(place + 1)
    is_written = message.said[place].word.written.endswith(("'s", "’s"))
    is_bill = message.is_a(place + 1, "bills") and not message.is_a(place + 1, "charging")
    return is_followed and (is_written or is_bill)


def _is_pronoun(message: Marked, place: int) -> bool:
    """Whether “sie” or “die” does something there: no polite “Sie”, and no article of “die Rechnung”."""
    word, said = message.said[place].word, message.said
    if word.written == "Sie" and not word.begins_sentence and place > 0:
        return False
    opens = place == 0 or message.follows_break(place) or message.is_a(place - 1, "conjunctions")
    if message.is_a(place, "opening-pronouns" if opens else "pronouns"):
        return True
    if place + 1 < len(said) and not message.follows_break(place + 1):
        if message.is_a(place + 1, *_DOING, "behind-pronoun"):
            return True
        if said[place + 1].word.is_capital or message.is_a(place + 1, "bills", "means"):
            return False
    return message.is_a(place - 1, *_DOING, "offering") or message.behind(place, "doer-they") > place + 1


def is_ordered(message: Marked, place: int) -> bool:
    """Whether it begins there what is ordered, and paid: “whatever Nordnet orders”."""
    return message.is_a(place, "free-relatives") and message.is_a(place, "bills")


def is_other(message: Marked, place: int) -> bool:
    """Whether the other side's name stands there."""
    return message.said[place].word.key == _OTHER


def one_of(message: Marked, place: int, names: Iterable[str]) -> str | None:
    """“we”, “they”, “client”, “partner” or “house”: whom the word means."""
    return next((name.rpartition("-")[2] for name in names if message.is_a(place, name)), None)


def named_in(message: Marked, clause: range) -> set[str]:
    """Who is named in a clause, whatever they do."""
    named = {who for at in clause if (who := doer(message, at) or one_of(message, at, GOALS)) is not None}
    turns = message.is_a(clause[0], "turns")  # “nicht über unsere Karte, sondern über die von Nordnet”
    leading = ("goes-to", "of-whom") if turns else ("goes-to",)
    if any(is_other(message, at) and message.is_a(at - 1, *leading) for at in clause):
        named.add("they")
    if turns and message.is_a(clause[-1], "doer-they"):  # “sondern die”
        named.add("they")
    return named


def payer_of(who: str, speaker: Side) -> Payer:
    """Whom “we”, “they”, “client”, “partner” or “house” – the client's – means where `speaker` says so."""
    we, they = (Payer.PARTNER, Payer.CLIENT) if speaker is Side.PARTNER else (Payer.CLIENT, Payer.PARTNER)
    return {"we": we, "they": they, "client": Payer.CLIENT, "partner": Payer.PARTNER, "house": Payer.CLIENT}[who]
