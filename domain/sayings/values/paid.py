"""Who pays by a clause that speaks of it: whoever does the paying, where the bill goes, or whose card it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.sayings.values.doers import DOERS, GOALS, doer, is_ordered, is_other, is_whose, one_of
from domain.sayings.values.marked import Marked

OWNERS = ("owner-we", "owner-they")
SHORT = 5
"""Words of a clause that says who does it instead: “ab jetzt wir”."""
_NEARBY = 4
"""Words from a preposition to whom it leads to: “an die”, “to our”."""
_DENIED_NEARBY = 3
"""Words in front of such a preposition that can deny it."""
_CHARGED = ("goal-we", "goal-they")
_ARROWS = (">", "→")
OTHER_SIDE = {"we": "they", "they": "we", "client": "partner", "partner": "client", "house": "partner"}
"""Who does it where somebody does no longer."""


@dataclass(frozen=True, slots=True)
class Paid:
    """`who` pays, by the words from `begin` to before `end`."""

    who: str
    begin: int
    end: int


def paid(message: Marked, clause: range) -> Paid | None:
    return (
        _by_owner(message, clause)
        or _by_charging_us(message, clause)
        or _by_source(message, clause)
        or _by_goal(message, clause)
        or _by_doer(message, clause)
        or _by_name(message, clause)
        or _by_contrast(message, clause)
    )


def _by_owner(message: Marked, clause: range) -> Paid | None:
    """“Zu unseren Lasten”, “paid from our account”."""
    pays = any(message.is_a(place, "paying", "charging", "bills") for place in clause)
    means = ("means", "accounts") if pays else ("means",)
    for place in clause:
        who = one_of(message, place, OWNERS)
        if who is None:
            continue
        for behind in range(place + 1, min(place + 3, clause.stop)):
            if message.is_a(behind, *means):
                return Paid(who, place, message.behind(behind, *means))
        if place + 1 == clause.stop and pays and len(clause) > 1:  # “die Rechnungsadresse bleibt unsere”
            return Paid(who, place, place + 1)
    for place in clause[1:]:
        if message.is_a(place - 1, "owner-self") and message.is_a(place, *means, "bills"):  # “auf eigene Kosten”
            doers = {who for at in clause if (who := doer(message, at)) is not None}
            if len(doers) == 1:
                return Paid(doers.pop(), place - 1, place + 1)
    for place in clause:
        if message.is_a(place, *means):  # “zu Lasten von Nordnet”; “sack Nordnet” says nothing of a purse
            behind = message.behind(place, *means)
            is_of = behind < clause.stop and message.is_a(behind, "of-whom")
            behind += is_of
            if behind < clause.stop and is_other(message, behind) and (is_of or _leads(message, place)):
                return Paid("they", place, place + 1)
    return None


def _by_charging_us(message: Marked, clause: range) -> Paid | None:
    """“Die verrechnen uns das dann”: whoever charges us has paid. If nobody is named who does, it is the provider."""
    for place in clause:
        if not message.is_a(place, "charging") or (is_other(message, place - 1) and is_whose(message, place - 1)):
            continue
        charger = next((who for at in range(clause.start, place) if (who := doer(message, at)) is not None), None)
        meant = (at for at in clause if not _leads(message, at) and message.said[at].word.written != "Sie")
        meant = (at for at in meant if message.behind(at - 1, "doer-we", "doer-they") <= at)  # “they want us to pay”
        goals = ("we" if message.is_a(at, "doer-weak") else one_of(message, at, _CHARGED) for at in meant)
        goal = next((goal for goal in goals if goal is not None and goal != charger), None)
        if charger is not None and goal is not None:
            return Paid(charger, place, place + 1)
        if charger is None and goal is not None:  # “verrechnet es uns”
            return Paid(goal, place, place + 1)
    return None


def _leads(message: Marked, place: int) -> bool:
    """Whether a preposition stands before the word."""
    return message.is_a(place - 1, "goes-to", "stays-with", "beside-subject")


def _by_goal(message: Marked, clause: range) -> Paid | None:
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
        near = range(max(clause.start, place - _DENIED_NEARBY), place)
        if message.is_a(place - 1, "than") or any(map(message.denies, near)):
            continue  # “straight to us instead of going through them”
        begin = place if message.is_a(place, "doer-house") else message.behind(place, "goes-to", "stays-with")
        found = _led_to(message, begin, clause, GOALS, by_name=is_way or message.has_any(clause, "lying"))
        if found is not None:
            return Paid(found[0], place, found[1] + 1)
    return None


def goal_of(message: Marked, clause: range) -> str | None:
    """To whom something goes, in a clause without a bill: “stellen Sie das auf uns um”, “they belong with them”."""
    for place in reversed(clause):
        if message.is_a(place, "goes-to", "stays-with"):
            found = _led_to(message, message.behind(place, "goes-to", "stays-with"), clause, GOALS)
            if found is not None:
                return found[0]
    return None


def _led_to(
    message: Marked, begin: int, clause: range, names: Sequence[str], *, by_name: bool = True
) -> tuple[str, int] | None:
    """To whom a preposition in front of `begin` leads, and the place of that word: “an die {other}”, “to our desk”."""
    for place in range(begin, min(begin + _NEARBY - 1, clause.stop)):
        who = one_of(message, place, names)
        if who is None and by_name and is_other(message, place):
            who = "they"
        if who is None and place + 1 == clause.stop and message.is_a(place, "doer-they"):  # “an die”
            who = "they"
        if who is not None:
            return who, place
        if not message.is_a(place, "behind-way"):
            return None
    return None


def _by_source(message: Marked, clause: range) -> Paid | None:
    """“Bezahlt wird künftig von uns”, “the money should come from Nordnet”."""
    is_paid = message.has_any(clause, "paid") and message.has_any(clause, "passive")
    if not is_paid and not (message.has_any(clause, "money") and message.has_any(clause, "coming")):
        return None
    for place in reversed(clause):
        if message.is_a(place, "by-whom") and not message.is_a(place - 1, "bills", "accounts", "means"):
            found = _led_to(message, place + 1, clause, GOALS)
            if found is not None:
                return Paid(found[0], place, found[1] + 1)
    return None


def _by_contrast(message: Marked, clause: range) -> Paid | None:
    """“Lastschrift bei Nordnet statt bei uns”: where one does no longer, the other one does."""
    for place in clause:
        begin = message.behind(place, "instead")
        if begin > place and message.has_any(clause, "bills", "payer"):
            while begin < clause.stop and message.is_a(begin, "goes-to", "stays-with"):
                begin += 1
            found = _led_to(message, begin, clause, GOALS)
            if found is not None:
                return Paid(OTHER_SIDE[found[0]], place, found[1] + 1)
    return None


def _by_doer(message: Marked, clause: range) -> Paid | None:
    """“Nordnet soll ab jetzt selber zahlen”, “zahle tüemer mir”, “they settle the bills”."""
    has_bill = any(message.is_a(place, "bills") for place in clause)
    by_self = message.has_any(clause, "self", "with-you")
    for place in reversed(clause):
        covers = (has_bill and message.is_a(place, "covering")) or (by_self and message.is_a(place, "settling"))
        if not message.is_a(place, "paying") and not covers:
            continue
        ordered = _ordered(message, clause)
        others = [at for at in clause if at not in ordered]
        doers = [(abs(at - place), who) for at in others if (who := doer(message, at)) is not None]
        if by_self and message.is_a(place, "settling"):  # “we settle the Nordnet bills ourselves”
            doers = [(place - at, who) for at in range(clause.start, place) if (who := doer(message, at)) is not None]
        if doers:
            at = place  # “takes over everything” is no word for paying alone
            if message.is_a(place, "full"):
                at = next((at for at in clause if message.is_a(at, "bills")), place)
            return Paid(min(doers)[1], at, at + 1)
        if place < clause[-1] and message.is_a(clause[-1], "doer-they"):  # “zahlen soll weiterhin sie”
            return Paid("they", place, place + 1)
        if any(message.is_a(at, "doer-weak") for at in clause):
            return Paid("we", place, place + 1)
        if by_self:
            return Paid("they" if message.has_any(clause, "self-they") else "we", place, place + 1)
    return None


def _ordered(message: Marked, clause: range) -> range:
    """The words of what is ordered: “we pay for what Nordnet orders”."""
    begin = next((place for place in clause if is_ordered(message, place)), clause.stop)
    return range(begin, message.behind(begin, "bills"))


def _by_name(message: Marked, clause: range) -> Paid | None:
    """“Make Nordnet the payer”, “Zahler: wir”, “payment: partner”."""
    for place in clause:
        if place > clause.start and message.follows_colon(place):
            for at in range(place, min(place + 3, clause.stop)):
                who = doer(message, at) or one_of(message, at, GOALS)
                if who is not None and at + 1 == clause.stop:
                    return Paid(who, place - 1, at + 1)
        if place > clause.start and any(sign in message.said[place].word.before for sign in _ARROWS):
            who = "they" if is_other(message, place) else one_of(message, place, (*DOERS, *GOALS))
            if who is not None:  # “Zahlung Nordnet -> uns”
                return Paid(who, place, place + 1)
    if any(message.is_a(place, "changing") for place in clause):
        return None
    who = one_of(message, clause[-1], ("doer-we", "doer-client", "doer-partner"))
    if who is not None and 1 < len(clause) <= SHORT and not message.is_a(clause[-1] - 1, "beside-subject", "goes-to"):
        said = next((at for at in clause[:-1] if message.is_a(at, "bills", "payer")), None)
        if said is not None:  # “Zahlung Partner”, “Kosten wie bisher wir”
            return Paid(who, said, clause.stop)
    for place in clause:
        if message.is_a(place, "payer"):
            named = [(at, who) for at in clause if (who := doer(message, at) or one_of(message, at, GOALS)) is not None]
            heads = {at for at, _ in named if at + 1 < clause.stop and message.follows_colon(at + 1)}
            found = [who for at, who in named if at not in heads] or [who for _, who in named]  # “Nordnet: Zahler wir”
            if len(set(found)) == 1 or (len(found) > 1 and doer(message, clause[-1]) == found[-1]):
                found = found[-1:]
                return Paid(found[0], place, message.behind(place, "payer"))
    return None
