"""What may speak for an action in a sentence of a message, or against it, and how much each of that does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Evidence(NamedTuple):
    """What speaks for an action in a sentence, or against it: numbers from 0 to about 1, where nothing else is said."""

    score: float
    """How like the sentence is to sayings of the action."""
    margin: float
    """By how much it is less like those of any other."""
    likely: float
    """The natural logarithm of how likely it is by the words alone that the action is meant …"""
    unlikely: float
    """… and of how likely that is of none."""
    named: float
    """1 where somebody or something is named that the action is about."""
    useless: float
    """How many kinds of values are said that it has no use for."""
    article: float
    """How near an article comes …"""
    general: float
    """… to a question that speaks neither of oneself nor of anybody by name."""
    agreeing: float
    """The scores of the same action in all other sentences, added up; what is said again and again counts once."""
    disagreeing: float
    """The best score of another action in them."""
    length: float
    """The natural logarithm of the number of words."""
    personal: float
    """1 where it speaks of oneself."""
    polite: float
    """1 where it asks politely."""
    wanted: float
    """1 where a word wants something …"""
    request: float
    """… and where it tells the reader what to do."""
    form: float
    """1 where the action is a form …"""
    answer: float
    """… or the answer to a question."""
    unwished: float
    """1 where it is denied, quoted or thought about, and the action shows or answers something …"""
    unwished_form: float
    """… or is a form."""
    asked: float
    """1 where what may be one's own data is asked for, and the action shows or answers something …"""
    asked_form: float
    """… or is a form."""
    about: float
    """1 where it asks about an action, and this one shows or answers something …"""
    about_form: float
    """… or is a form."""


@dataclass(frozen=True, slots=True)
class Table:
    """What each kind of evidence, in the order of `Evidence`, adds to the logarithm of the odds against nothing being
    wanted, by its size; and what they are without any.
    """

    weights: Mapping[str, float]
    beforehand: float


ALONE = Table(
    {
        "score": 6.54,
        "margin": 4.63,
        "likely": 0.42,
        "unlikely": -0.30,
        "named": -0.56,
        "useless": -0.28,
        "article": -2.71,
        "general": -3.19,
        "agreeing": 0.00,
        "disagreeing": 0.00,
        "length": 1.17,
        "personal": -0.11,
        "polite": -0.04,
        "wanted": -0.11,
        "request": -0.08,
        "form": 0.67,
        "answer": -0.46,
        "unwished": -2.55,
        "unwished_form": -6.40,
        "asked": 1.60,
        "asked_form": -3.81,
        "about": -1.72,
        "about_form": -4.11,
    },
    -5.94,
)
"""For a message of one sentence …"""
AMONG_OTHERS = Table(
    {
        "score": 6.75,
        "margin": 4.13,
        "likely": 0.72,
        "unlikely": -0.13,
        "named": -1.43,
        "useless": -0.15,
        "article": 0.00,
        "general": 0.00,
        "agreeing": 5.02,
        "disagreeing": -1.17,
        "length": 1.81,
        "personal": 0.27,
        "polite": 1.40,
        "wanted": 1.99,
        "request": 1.12,
        "form": 1.20,
        "answer": -1.43,
        "unwished": 0.65,
        "unwished_form": -3.46,
        "asked": 2.79,
        "asked_form": -1.81,
        "about": 2.03,
        "about_form": -2.62,
    },
    -8.81,
)
"""… and for one of several."""
