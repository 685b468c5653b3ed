"""Which access is meant by a phrase for one: “alles” is full access, and “alles ausser dem Shop” is not."""

from __future__ import annotations

from domain.partnerships.rules import Access, Side
from domain.sayings.phrases import Match
from domain.sayings.values.doers import doer
from domain.sayings.values.marked import Marked
from domain.sayings.values.standing import ALONE, clause_of, is_alternative, is_asked, is_negated, stands_alone

ACCESS = {"full": Access.FULL, "everything": Access.FULL, "limited": Access.LIMITED}
ACCESS_LISTS = (
    *(name for kind in ACCESS for name in (kind, kind + ALONE) if name != "everything-alone"),
    *(
        "only",
        "doing-it",
        "about-it",
        "excepting",
        "weak-excepting",
        "articles",
        "products",
        "wishing",
        "needing",
        "sufficing",
        "too-much",
        "having-now",
        "finances",
        "joints",
    ),
)
"""The names of the lists in the tables."""
_FURTHER = 2
"""Words between “alles” and what is excepted: “alles sehen ausser dem Shop”."""


def access_of(message: Marked, match: Match[str], speaker: Side) -> Access | None:
    """The access that a phrase of `ACCESS`, or one such as “nur den Shop”, says here."""
    name = match.kind.removesuffix(ALONE)
    if is_alternative(message, match):
        return None
    if name == "only":
        denied = message.denies(match.begin - 1) or (speaker is Side.PARTNER and _is_how_it_is(message, match))
        return Access.LIMITED if _is_of_product(message, match) and not denied else None
    if name == "everything" and (is_asked(message, match) or _is_paid(message, match)):
        return None
    if name == "limited" and speaker is Side.PARTNER and _tells_how_it_is(message, match):
        return None
    access = ACCESS[name]
    if access is Access.FULL and (_is_denied(message, match) or _is_all_but(message, match)):
        return Access.LIMITED  # “they needn't see everything”, “everything except the shop”
    if access is Access.LIMITED and _suffices_not(message, match):
        return None  # “eingeschränkt reicht nicht”
    return None if is_negated(message, match) else access


def _is_of_product(message: Marked, match: Match[str]) -> bool:
    """“Nur den Shop”, “the shop only”."""
    if message.is_a(_behind(message, match.end, "articles", "doing-it", "about-it"), "products"):
        return True
    follows_product = not message.follows_break(match.begin) and message.is_a(match.begin - 1, "products")
    return follows_product and stands_alone(message, match)


def _is_all_but(message: Marked, match: Match[str]) -> bool:
    """“Alles ausser dem Shop”: unless nothing but bills or somebody is excepted."""
    begin = match.end
    while begin < match.end + _FURTHER and message.is_a(begin, "doing-it") and not message.is_a(begin, "excepting"):
        begin += 1  # “alles behalten ausser”
    behind = message.behind(begin, "excepting")
    if behind == begin:
        behind = message.behind(begin, "weak-excepting")
        return behind > begin and message.is_a(_behind(message, behind, "articles"), "products")
    place = _behind(message, behind, "articles")
    if place >= len(message.said) or message.is_a(place, "goal-we", "goal-they", "doer-they"):
        return False
    end = next((at for at in range(place + 1, len(message.said)) if message.follows_break(at)), len(message.said))
    return not message.has_any(
        range(place, end), "bills", "paying", "finances"
    )  # “ausser dass die Rechnungen zu uns kommen”


def _is_how_it_is(message: Marked, match: Match[str]) -> bool:
    """“We only look after the shop”: what a partner says of itself, and does not wish."""
    clause = clause_of(message, match)
    return message.has_any(clause, "doer-we", "doer-weak") and not message.has_any(clause, "wishing")


def _suffices_not(message: Marked, match: Match[str]) -> bool:
    clause = clause_of(message, match)
    denied = any(message.denies(place) for place in clause if place >= match.end)
    return denied and message.has_any(clause, "sufficing")


def _tells_how_it_is(message: Marked, match: Match[str]) -> bool:
    is_had = message.has_any(clause_of(message, match), "having-now")
    return (is_had or message.is_a(match.begin, "only")) and _is_how_it_is(message, match)


def _is_paid(message: Marked, match: Match[str]) -> bool:
    """“Nordnet zahlt im Moment alles”, “we settle everything with you”: what is paid, and nobody is let into it."""
    for place in clause_of(message, match):
        if not match.begin <= place < match.end and message.is_a(place, "paying", "charging", "settling"):
            between = range(min(place + 1, match.end), max(place, match.begin))
            apart = (message.is_a(at, "joints", "doing-it") or doer(message, at) is not None for at in between)
            if not any(apart):
                return True
    return False


def _behind(message: Marked, place: int, *names: str) -> int:
    """The place behind “den”, “unseren” … and whatever else these lists have."""
    while place < len(message.said) and not message.follows_break(place) and message.is_a(place, *names):
        place = message.behind(place, *names)
    return place


def _is_denied(message: Marked, match: Match[str]) -> bool:
    """Whether its clause says before that it is not so: “nicht mehr an alles”, “no need for full access”."""
    place = match.begin
    while place > 0 and not message.follows_break(place) and not message.is_a(place, "turns"):
        place -= 1
        if message.is_a(place, "joints") and doer(message, place + 1) is not None:
            break  # “she can't cope and would like us to run the lot”
        if message.is_a(place, *ACCESS, "limited-alone", "full-alone", "only"):
            return False  # “statt eingeschränkt soll es voller Zugriff sein”
        if message.denies(place) or message.is_a(place, "no-longer"):
            return not message.is_a(place, "from-old")
    return _is_denied_behind(message, match)


def _is_denied_behind(message: Marked, match: Match[str]) -> bool:
    """“Vollen Zugang brauchen die nicht”, “full access isn't needed”."""
    clause = clause_of(message, match)
    behind = range(match.end, clause.stop)
    if message.has_any(behind, "too-much"):
        return True  # “full access would be too much”
    if not message.has_any(clause, "needing"):
        return False
    denials = (place for place in behind if message.denies(place) and not message.is_a(place, "instead"))
    return any(message.behind(place, "negations") >= clause.stop - 1 for place in denials)
