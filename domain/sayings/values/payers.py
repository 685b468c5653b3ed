"""Who pays, in any words: “die Rechnung kommt weiterhin zu uns”, “they settle the bills”, “make Nordnet the payer”.

A clause is looked through for what is paid and for who stands beside it: whoever does the paying, where the bill goes,
or whose card it is. One that asks, that denies or that tells what has been paid says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.partnerships.rules import Side
from domain.sayings.slots import Slot, Value
from domain.sayings.values.corrected import CORRECTED
from domain.sayings.values.doers import DOERS, GOALS, doer, is_other, is_whose, named_in, one_of, payer_of
from domain.sayings.values.marked import Marked
from domain.sayings.values.unsettled import settles_nothing

_OWNERS = ("owner-we", "owner-they")
PAYERS = (
    *DOERS,
    *("goal-we", "goal-they", *_OWNERS, "owner-self"),
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
    *(
        *("each", "free-relatives", "acting-for"),
        "pronouns",
        "opening-pronouns",
        "behind-pronoun",
        "settling",
        "as-well",
        "takes-over",
        "enquiring",
        "whether",
    ),
)
"""The names of the lists in the tables."""
_OF_PAYING = ("paying", "charging", "bills", "means", "payer", "settling")
_NEARBY = 4
"""Words from a preposition to whom it leads to: “an die”, “to our”."""
_SHORT = 5
"""Words of a clause that says who does it instead: “ab jetzt wir”."""
_DENIED_NEARBY = 3
"""Words in front of such a preposition that can deny it."""


@dataclass(frozen=True, slots=True)
class _Paid:
    """`who` pays, by the words from `begin` to before `end`."""

    who: str
    begin: int
    end: int


def payers(message: Marked, speaker: Side, said: int = 0, behind: int = 0) -> Iterator[Value]:
    """Who pays, by the last clause that says it and begins at the character `behind` or later.

    Up to the character `said`, a phrase has said it; behind that, it can still be put right: “today we pay, they take
    that over”.
    """
    if not message.has(*_OF_PAYING):
        return
    last: _Paid | None = None
    before: range | None = None
    for clause in message.clauses:
        spoken_of, start = _speaks_of_paying(message, clause), message.said[clause[0]].word.start
        if before is not None and _only_corrects(message, clause):
            continue
        is_later = start >= behind
        takes_over = before is not None and start >= said and _takes_over(message, before, clause)
        if takes_over or (before is not None and _is_corrected(message, before, clause)):
            last = _instead(message, clause) or last
        elif is_later and spoken_of and not settles_nothing(message, clause):
            last = _paid(message, clause) or _as_well(message, clause, before) or last
        elif is_later and not spoken_of and before is not None and _is_instead(message, before, clause):
            last = _instead(message, clause) or last
        before = clause if spoken_of or named_in(message, clause) else None
    if last is not None and (place := message.without_names(last.begin, last.end)) is not None:
        yield Value(*place, Slot.PAYER, payer_of(last.who, speaker), certain=False)


def _speaks_of_paying(message: Marked, clause: range) -> bool:
    return any(message.is_a(place, *_OF_PAYING) for place in clause)


def _is_instead(message: Marked, before: range, clause: range) -> bool:
    """“Belasten Sie nicht mehr uns, sondern die Agentur”, “we don't pay any more, Nordnet does”, “who pays? We do.”"""
    if message.is_a(clause[0], "turns"):
        return True
    if len(clause) > _SHORT or not _speaks_of_paying(message, before):
        return False
    if any(message.asks(place) for place in before):
        return message.is_asked(before[-1]) and not message.is_asked(clause[-1])
    denied = any(message.denies(place) or message.is_a(place, "no-longer") for place in before)
    named = named_in(message, before)  # “ohne Steuer” denies nothing of anybody
    return denied and bool(named) and not named_in(message, clause) <= named - {"they"}


def _only_corrects(message: Marked, clause: range) -> bool:
    """“Ach nein”, “no, sorry”."""
    place = clause.start
    while place < clause.stop and (end := message.behind(place, *CORRECTED)) > place:
        place = end
    return place >= clause.stop


def _is_corrected(message: Marked, before: range, clause: range) -> bool:
    """“They pay. No, sorry, we do”: who does it, in few words behind a correction."""
    if not _speaks_of_paying(message, before) or len(clause) > _SHORT:
        return False
    return message.is_a(clause.start, *CORRECTED) or any(
        message.is_a(place, *CORRECTED) for place in range(before.stop, clause.start)
    )


def _takes_over(message: Marked, before: range, clause: range) -> bool:
    """“Today the client pays, we'll take that over”: who does so, where no bill is named any more."""
    if not _speaks_of_paying(message, before) or message.has_any(clause, "bills", "paying", "charging"):
        return False
    takes = message.has_any(clause, "takes-over") and not message.is_asked(clause[-1])
    return takes and not any(message.denies(place) or message.asks(place) for place in clause)


def _instead(message: Marked, clause: range) -> _Paid | None:
    """Who is named there, if it is one."""
    named = named_in(message, clause)
    return _Paid(named.pop(), clause.start, clause.stop) if len(named) == 1 else None


def _as_well(message: Marked, clause: range, before: range | None) -> _Paid | None:
    """“Nordnet übernimmt alles, auch das Bezahlen”: whoever does the one does the other."""
    if before is None or message.said[clause[0]].word.begins_sentence or not message.is_a(clause[0], "as-well"):
        return None
    doers = {who for at in before if (who := doer(message, at)) is not None}
    return _Paid(doers.pop(), clause.start, clause.stop) if len(doers) == 1 else None


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
        who = one_of(message, place, _OWNERS)
        if who is None:
            continue
        for behind in range(place + 1, min(place + 3, clause.stop)):
            if message.is_a(behind, *means):
                return _Paid(who, place, message.behind(behind, *means))
        if place + 1 == clause.stop and pays and len(clause) > 1:  # “die Rechnungsadresse bleibt unsere”
            return _Paid(who, place, place + 1)
    for place in clause[1:]:
        if message.is_a(place - 1, "owner-self") and message.is_a(place, *means, "bills"):  # “auf eigene Kosten”
            doers = {who for at in clause if (who := doer(message, at)) is not None}
            if len(doers) == 1:
                return _Paid(doers.pop(), place - 1, place + 1)
    for place in clause:
        if message.is_a(place, *means):  # “zu Lasten von Nordnet”; “sack Nordnet” says nothing of a purse
            behind = message.behind(place, *means)
            is_of = behind < clause.stop and message.is_a(behind, "of-whom")
            behind += is_of
            if behind < clause.stop and is_other(message, behind) and (is_of or _leads(message, place)):
                return _Paid("they", place, place + 1)
    return None


def _by_charging_us(message: Marked, clause: range) -> _Paid | None:
    """“Die verrechnen uns das dann”: whoever charges us has paid. If nobody is named who does, it is the provider."""
    for place in clause:
        if not message.is_a(place, "charging") or (is_other(message, place - 1) and is_whose(message, place - 1)):
            continue
        charger = next((who for at in range(clause.start, place) if (who := doer(message, at)) is not None), None)
        meant = (at for at in clause if not _leads(message, at) and message.said[at].word.written != "Sie")
        goals = (one_of(message, at, ("goal-we", "goal-they")) for at in meant)
        goal = next((goal for goal in goals if goal is not None and goal != charger), None)
        if charger is not None and goal is not None:
            return _Paid(charger, place, place + 1)
        if charger is None and goal is not None:  # “verrechnet es uns”
            return _Paid(goal, place, place + 1)
    return None


def _leads(message: Marked, place: int) -> bool:
    """Whether a preposition stands before the word."""
    return message.is_a(place - 1, "goes-to", "stays-with", "beside-subject")


def _by_goal(message: Marked, clause: range) -> _Paid | None:
    """“Die Rechnung kommt zu uns”, “charge it to them”, “the bills stay with us”."""
    if not any(message.is_a(place, "bills", "charging", "paying", "payer") for place in clause):
        return None
    pays = any(message.is_a(place, "paying") for place in clause)  # “bei uns” is no goal then
    for place in reversed(clause):
        if message.is_a(place, "acting-for"):
            continue
        is_way = message.is_a(place, "goes-to")
        if not is_way and (pays or not message.is_a(place, "stays-with")):
            continue
        if any(message.denies(near) for near in range(max(clause.start, place - _DENIED_NEARBY), place)):
            continue  # “straight to us instead of going through them”
        begin = place if message.is_a(place, "doer-house") else place + 1  # “ans Hotel”
        for goal in range(begin, min(place + _NEARBY, clause.stop)):
            who = one_of(message, goal, GOALS if is_way else ("goal-we", "goal-they"))
            if who is None and is_way and is_other(message, goal):
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
        doers = [(abs(at - place), who) for at in clause if (who := doer(message, at)) is not None]
        if by_self and message.is_a(place, "settling"):  # “we settle the Nordnet bills ourselves”
            doers = [(place - at, who) for at in range(clause.start, place) if (who := doer(message, at)) is not None]
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
                who = doer(message, at) or one_of(message, at, GOALS)
                if who is not None and at + 1 == clause.stop:
                    return _Paid(who, place - 1, at + 1)
    if any(message.is_a(place, "changing") for place in clause):
        return None
    who = one_of(message, clause[-1], ("doer-we", "doer-client", "doer-partner"))
    if who is not None and 1 < len(clause) <= _SHORT and not message.is_a(clause[-1] - 1, "beside-subject", "goes-to"):
        said = next((at for at in clause[:-1] if message.is_a(at, "bills", "payer")), None)
        if said is not None:  # “Zahlung Partner”, “Kosten wie bisher wir”
            return _Paid(who, said, clause.stop)
    for place in clause:
        if message.is_a(place, "payer"):
            found = [who for at in clause if (who := doer(message, at) or one_of(message, at, GOALS)) is not None]
            if len(set(found)) == 1 or (len(found) > 1 and doer(message, clause[-1]) == found[-1]):
                found = found[-1:]
                return _Paid(found[0], place, message.behind(place, "payer"))
    return None
