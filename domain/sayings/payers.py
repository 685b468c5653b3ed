"""Who pays, in any words: “die Rechnung kommt weiterhin zu uns”, “they settle the bills”, “make Nordnet the payer”.

A clause is looked through for what is paid and for who stands beside it: whoever does the paying, where the bill goes,
or whose card it is. One that asks, that denies or that tells what has been paid says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.partnerships.rules import Payer, Side
from domain.sayings.marked import Marked
from domain.sayings.slots import Slot, Value

_DOERS = ("doer-we", "doer-they", "firm-we", "firm-they", "doer-client", "doer-partner", "doer-house")
_GOALS = ("goal-we", "goal-they", "doer-client", "doer-partner", "doer-house")
_OWNERS = ("owner-we", "owner-they")
PAYERS = (
    *_DOERS,
    *("goal-we", "goal-they", *_OWNERS),
    *(
        "doer-weak",
        "paying",
        "covering",
        "charging",
        "bills",
        "means",
        "accounts",
        "payer",
        "goes-to",
        "stays-with",
        "self",
    ),
    *("has-been", "requests", "auxiliaries", "beside-subject", "turns", "behind-way", "changing", "of-whom"),
    *("pronouns", "opening-pronouns", "behind-pronoun", "settling", "as-well"),
)
"""The names of the lists in the tables."""
_OF_PAYING = ("paying", "charging", "bills", "means", "payer", "settling")
_DOING = ("paying", "covering", "charging", "auxiliaries", "self")
_OTHER = "{other}"
_NEARBY = 4
"""Words from a preposition to whom it leads to: “an die”, “to our”."""
_DENIED_NEARBY = 3
"""Words in front of such a preposition that can deny it."""


@dataclass(frozen=True, slots=True)
class _Paid:
    """`who` pays, by the words from `begin` to before `end`."""

    who: str
    begin: int
    end: int


def payers(message: Marked, speaker: Side, behind: int = 0) -> Iterator[Value]:
    """Who pays, by the last clause that says it and begins at the character `behind` or later."""
    if not message.has(*_OF_PAYING):
        return
    last: _Paid | None = None
    before: range | None = None
    for clause in message.clauses:
        if message.said[clause[0]].word.start < behind:
            continue
        spoken_of = _speaks_of_paying(message, clause)
        if spoken_of and not _says_nothing(message, clause):
            last = _paid(message, clause) or _as_well(message, clause, before) or last
        elif not spoken_of and before is not None and message.is_a(clause[0], "turns"):
            last = _instead(message, clause) or last
        before = clause if spoken_of or _named(message, clause) else None
    if last is not None and (place := message.without_names(last.begin, last.end)) is not None:
        yield Value(*place, Slot.PAYER, payer_of(last.who, speaker), certain=False)


def _speaks_of_paying(message: Marked, clause: range) -> bool:
    return any(message.is_a(place, *_OF_PAYING) for place in clause)


def _named(message: Marked, clause: range) -> set[str]:
    """Who is named in a clause, whatever they do."""
    return {who for at in clause if (who := _doer(message, at) or _one_of(message, at, _GOALS)) is not None}


def _instead(message: Marked, clause: range) -> _Paid | None:
    """“Belasten Sie nicht mehr uns, sondern die Agentur”: what is behind the turn."""
    named = _named(message, clause)
    return _Paid(named.pop(), clause.start, clause.stop) if len(named) == 1 else None


def _as_well(message: Marked, clause: range, before: range | None) -> _Paid | None:
    """“Nordnet übernimmt alles, auch das Bezahlen”: whoever does the one does the other."""
    if before is None or message.said[clause[0]].word.begins_sentence or not message.is_a(clause[0], "as-well"):
        return None
    doers = {who for at in before if (who := _doer(message, at)) is not None}
    return _Paid(doers.pop(), clause.start, clause.stop) if len(doers) == 1 else None


def _says_nothing(message: Marked, clause: range) -> bool:
    """Whether it asks, denies, or tells what has been."""
    if any(message.asks(place) or message.is_a(place, "has-been", "alternatives") for place in clause):
        return True
    # “Statt Nordnet zahlen wir” denies nothing.
    if any(message.denies(place) and not message.is_a(place, "beside-subject") for place in clause):
        return True
    if not message.is_asked(clause[-1]):
        return False
    opens = clause[0] == 0 or message.said[clause[0]].word.begins_sentence
    asks = opens and message.is_a(clause[0], "paying", "charging", "auxiliaries")
    return asks and not any(message.is_a(place, "requests") for place in clause)


def _paid(message: Marked, clause: range) -> _Paid | None:
    return (
        _by_owner(message, clause)
        or _by_charging_us(message, clause)
        or _by_goal(message, clause)
        or _by_doer(message, clause)
        or _by_name(message, clause)
    )


def _by_owner(message: Marked, clause: range) -> _Paid | None:
    """“Zu unseren Lasten”, “paid from our account”."""
    pays = any(message.is_a(place, "paying", "charging", "bills") for place in clause)
    means = ("means", "accounts") if pays else ("means",)
    for place in clause:
        who = _one_of(message, place, _OWNERS)
        if who is None:
            continue
        for behind in range(place + 1, min(place + 3, clause.stop)):
            if message.is_a(behind, *means):
                return _Paid(who, place, message.behind(behind, *means))
        if place + 1 == clause.stop and pays and len(clause) > 1:  # “die Rechnungsadresse bleibt unsere”
            return _Paid(who, place, place + 1)
    for place in clause:
        if message.is_a(place, *means):  # “zu Lasten von Nordnet”
            behind = message.behind(place, *means)
            if behind < clause.stop and message.is_a(behind, "of-whom"):
                behind += 1
            if behind < clause.stop and _is_other(message, behind):
                return _Paid("they", place, place + 1)
    return None


def _by_charging_us(message: Marked, clause: range) -> _Paid | None:
    """“Die verrechnen uns das dann”: whoever charges us has paid. If nobody is named who does, it is the provider."""
    for place in clause:
        if not message.is_a(place, "charging"):
            continue
        doer = next((who for at in range(clause.start, place) if (who := _doer(message, at)) is not None), None)
        goals = (_one_of(message, at, ("goal-we", "goal-they")) for at in clause if not _leads(message, at))
        goal = next((goal for goal in goals if goal is not None and goal != doer), None)
        if doer is not None and goal is not None:
            return _Paid(doer, place, place + 1)
        if doer is None and goal is not None:  # “verrechnet es uns”
            return _Paid(goal, place, place + 1)
    return None


def _leads(message: Marked, place: int) -> bool:
    """Whether a preposition stands before the word."""
    return message.is_a(place - 1, "goes-to", "stays-with", "beside-subject")


def _by_goal(message: Marked, clause: range) -> _Paid | None:
    """“Die Rechnung kommt zu uns”, “charge it to them”, “the bills stay with us”."""
    if not any(message.is_a(place, "bills", "charging", "paying") for place in clause):
        return None
    pays = any(message.is_a(place, "paying") for place in clause)  # “bei uns” is no goal then
    for place in reversed(clause):
        is_way = message.is_a(place, "goes-to")
        if not is_way and (pays or not message.is_a(place, "stays-with")):
            continue
        if any(message.denies(near) for near in range(max(clause.start, place - _DENIED_NEARBY), place)):
            continue  # “straight to us instead of going through them”
        for goal in range(place + 1, min(place + _NEARBY, clause.stop)):
            who = _one_of(message, goal, _GOALS if is_way else ("goal-we", "goal-they"))
            if who is None and is_way and _is_other(message, goal):
                who = "they"
            if who is not None:
                return _Paid(who, place, goal + 1)
            if not message.is_a(goal, "behind-way"):
                break
    return None


def _by_doer(message: Marked, clause: range) -> _Paid | None:
    """“Nordnet soll ab jetzt selber zahlen”, “zahle tüemer mir”, “they settle the bills”."""
    has_bill = any(message.is_a(place, "bills") for place in clause)
    by_self = any(message.is_a(place, "self") for place in clause)
    for place in reversed(clause):
        covers = (has_bill and message.is_a(place, "covering")) or (by_self and message.is_a(place, "settling"))
        if not message.is_a(place, "paying") and not covers:
            continue
        doers = [(abs(at - place), who) for at in clause if (who := _doer(message, at)) is not None]
        if by_self and message.is_a(place, "settling"):  # “we settle the Nordnet bills ourselves”
            doers = [(place - at, who) for at in range(clause.start, place) if (who := _doer(message, at)) is not None]
        if doers:
            return _Paid(min(doers)[1], place, place + 1)
        if place < clause[-1] and message.is_a(clause[-1], "doer-they"):  # “zahlen soll weiterhin sie”
            return _Paid("they", place, place + 1)
        if any(message.is_a(at, "doer-weak") for at in clause):
            return _Paid("we", place, place + 1)
        if by_self:
            return _Paid("we", place, place + 1)
    return None


def _by_name(message: Marked, clause: range) -> _Paid | None:
    """“Make Nordnet the payer”, “Zahler: wir”, “payment: partner”."""
    for place in clause:
        if place > clause.start and message.follows_colon(place):
            for at in range(place, min(place + 2, clause.stop)):
                who = _doer(message, at) or _one_of(message, at, _GOALS)
                if who is not None and at + 1 == clause.stop:
                    return _Paid(who, place - 1, at + 1)
    if any(message.is_a(place, "changing") for place in clause):
        return None
    for place in clause:
        if message.is_a(place, "payer"):
            found = [who for at in clause if (who := _doer(message, at) or _one_of(message, at, _GOALS)) is not None]
            if len(set(found)) == 1:
                return _Paid(found[0], place, message.behind(place, "payer"))
    return None


def _doer(message: Marked, place: int) -> str | None:
    """Who does something, by the word there: no “Nordnet” of “bei Nordnet”, and no “die” of “die Rechnung”."""
    is_other = _is_other(message, place)
    who = "they" if is_other else _one_of(message, place, _DOERS)
    if who is None:
        return None
    if message.is_a(place, "doer-they") and not is_other and not _is_pronoun(message, place):
        return None
    begin = place
    while begin > 0 and message.is_a(begin - 1, "behind-way") and not message.follows_break(begin):
        begin -= 1
    return None if begin > 0 and message.is_a(begin - 1, "beside-subject") else who


def _is_pronoun(message: Marked, place: int) -> bool:
    """Whether “sie” or “die” does something there: no polite “Sie”, and no article of “die Rechnung”."""
    word, said = message.said[place].word, message.said
    if word.written == "Sie" and not word.begins_sentence and place > 0:
        return False
    if message.is_a(place, "pronouns" if place and not message.follows_break(place) else "opening-pronouns"):
        return True
    if place + 1 < len(said) and not message.follows_break(place + 1):
        if message.is_a(place + 1, *_DOING, "behind-pronoun"):
            return True
        if said[place + 1].word.is_capital or message.is_a(place + 1, "bills", "means"):
            return False
    return message.is_a(place - 1, *_DOING) or message.behind(place, "doer-they") > place + 1


def _is_other(message: Marked, place: int) -> bool:
    return message.said[place].word.key == _OTHER


def _one_of(message: Marked, place: int, names: Iterable[str]) -> str | None:
    """“we”, “they”, “client”, “partner” or “house”: whom the word means."""
    return next((name.rpartition("-")[2] for name in names if message.is_a(place, name)), None)


def payer_of(who: str, speaker: Side) -> Payer:
    """Whom “we”, “they”, “client”, “partner” or “house” – the client's – means where `speaker` says so."""
    we, they = (Payer.PARTNER, Payer.CLIENT) if speaker is Side.PARTNER else (Payer.CLIENT, Payer.PARTNER)
    return {"we": we, "they": they, "client": Payer.CLIENT, "partner": Payer.PARTNER, "house": Payer.CLIENT}[who]
