"""Clauses that speak of paying and settle nothing: “wer zahlt?”, “we don't pay”, “they have paid”."""

from __future__ import annotations

from collections.abc import Sequence

from domain.sayings.values.corrected import CORRECTED
from domain.sayings.values.doers import doer, is_ordered
from domain.sayings.values.marked import Marked

UNSETTLED = (
    "so-far",
    "lasting",
    "stopping",
    "defaulting",
    "appearing",
    "and-not",
    "relatives",
    "abbreviated",
    "months",
    "subclauses",
)
"""The names of the lists in the tables."""


def settles_nothing(message: Marked, clause: range) -> bool:
    """Whether it asks, denies, or tells what has been, or is to be no more."""
    if is_no_more(message, clause) or message.has_any(clause, "defaulting", "appearing"):
        return True
    enquired = any(_is_enquired(message, place) for place in clause)  # “ob sie zahlen würden”
    said: Sequence[int] = clause[1:] if _is_about_each(message, clause) else clause
    if not message.is_asked(clause[-1]):
        said = [place for place in said if not is_ordered(message, place)]
    asks_or_tells = any(message.asks(place) or _has_been(message, place) for place in said)
    if (asks_or_tells and not enquired) or message.has_any(clause, "alternatives", "each"):
        return True
    # “Statt Nordnet zahlen wir” denies nothing.
    if any(_denies(message, place) for place in clause):
        return True
    return is_question(message, clause)


def is_question(message: Marked, clause: range) -> bool:
    """“Zahlen wir?”, “do we have to pay?”: and no “could you please”."""
    if not message.is_asked(clause[-1]):
        return False
    opens = clause[0] == 0 or message.said[clause[0]].word.begins_sentence
    asks = opens and message.is_a(clause[0], "paying", "charging", "auxiliaries", "going")
    return asks and not any(message.is_a(place, "requests") for place in clause)


def _denies(message: Marked, place: int) -> bool:
    """Whether a negation stands there: no “no” of “no they pay”, which corrects."""
    corrects = message.is_a(place, *CORRECTED) and message.is_a(place + 1, "pronouns", "doer-we")
    return message.denies(place) and not (corrects or message.is_a(place, "beside-subject"))


def is_no_more(message: Marked, clause: range) -> bool:
    """“Bisher zahlt Nordnet”, “stop charging us”, “and not via Nordnet”: what is so until now, and no longer."""
    if message.is_a(clause[0], "and-not") or message.has_any(clause, "stopping") or is_unwanted(message, clause):
        return True
    is_so_far = any(message.is_a(place, "so-far") and not message.is_a(place - 1, "as-ever") for place in clause)
    return is_so_far and not message.has_any(clause, "lasting")


def is_unwanted(message: Marked, clause: range) -> bool:
    """“Ich will nicht, dass Nordnet zahlt”, “I don't agree that they pay”."""
    place = clause[0]
    if place == 0 or message.said[place].word.begins_sentence or not message.is_a(place, "relatives", "subclauses"):
        return False
    while place > 0 and not message.said[place - 1].word.begins_sentence:
        place -= 1
        if message.denies(place):
            return True
        if message.follows_break(place):
            return False
    return False


def _is_about_each(message: Marked, clause: range) -> bool:
    """“Was Nordnet bestellt soll Nordnet bezahlen” asks nothing: somebody pays for what somebody does."""
    if not message.is_a(clause[0], "free-relatives") or message.is_asked(clause[-1]):
        return False
    return sum(doer(message, place) is not None for place in clause) > 1


def _has_been(message: Marked, place: int) -> bool:
    """Whether it tells of the past there: no “has to”, and no “hätten gern”."""
    end = message.behind(place, "has-been")
    wishes = message.is_a(end, "wishing")
    return end > place and message.behind(end - 1, "auxiliaries") <= end and not wishes


def _is_enquired(message: Marked, place: int) -> bool:
    """“Ask the Krone if they would pay”, “frag die Krone, ob sie zahlen”: what is asked for is what is wished."""
    if not message.is_a(place, "whether"):
        return False
    begin = place
    while begin > 0 and not message.said[begin].word.begins_sentence:
        begin -= 1
    return message.has_any(range(begin, place), "enquiring")
