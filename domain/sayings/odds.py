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
        "score": 6.04,
        "margin": 4.20,
        "likely": 0.36,
        "unlikely": -0.24,
        "named": -0.66,
        "useless": -0.19,
        "article": -3.21,
        "general": -3.48,
        "agreeing": 0.00,
        "disagreeing": 0.00,
        "length": 1.03,
        "personal": -0.14,
        "polite": -0.16,
        "wanted": 0.51,
        "request": -0.07,
        "form": 0.95,
        "answer": -0.37,
        "unwished": -5.56,
        "unwished_form": -6.12,
        "asked": 2.02,
        "asked_form": -3.87,
        "about": -1.12,
        "about_form": -3.63,
    },
    -5.11,
)
"""For a message of one sentence …"""
AMONG_OTHERS = Table(
    {
        "score": 6.46,
        "margin": 5.65,
        "likely": 0.68,
        "unlikely": -0.16,
        "named": -1.11,
        "useless": -0.08,
        "article": 0.00,
        "general": 0.00,
        "agreeing": 3.10,
        "disagreeing": -2.67,
        "length": 1.80,
        "personal": 0.36,
        "polite": 2.22,
        "wanted": 2.32,
        "request": 1.46,
        "form": 0.91,
        "answer": -1.51,
        "unwished": 0.15,
        "unwished_form": -2.66,
        "asked": 2.77,
        "asked_form": 0.72,
        "about": 1.62,
        "about_form": -0.94,
    },
    -8.57,
)
"""… and for one of several."""
