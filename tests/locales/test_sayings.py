"""The files of sayings: complete in both languages, and each saying understood as what it stands for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

import pytest

from bot.answers import read_understanding
from bot.app import LOCALES
from bot.chapters import CHAPTERS
from domain.answers.knowledge import LANGUAGES
from domain.partnerships.rules import Access, Payer, Side
from domain.people import Role
from domain.sayings.deciding import Decision
from domain.sayings.natures import Standing
from domain.sayings.slots import Days, Slot, Value
from domain.sayings.templates import MOST_EXPANSIONS, slots_of
from domain.sayings.understanding import Asked
from domain.words import Money
from handlers.chat.sayings import Audience, Saying
from storage.answers.sayings import Template, load_templates

DAY = dt.date(2026, 3, 16)
SAYINGS: Mapping[str, Saying] = {each.name: each for chapter in CHAPTERS for each in chapter.sayings}
SIDES = {Side.CLIENT: Audience.CLIENT, Side.PARTNER: Audience.PARTNER}

FILLED: Mapping[Slot, tuple[str, object]] = {
    Slot.OTHER: ("Zirbelwald", 7),
    Slot.PRODUCT: ("Quellhof", 8),
    Slot.PERSON: ("Xaver", 9),
    Slot.ACCESS: ("QQ1", Access.FULL),
    Slot.PAYER: ("QQ2", Payer.CLIENT),
    Slot.WHEN: ("QQ3", Days(DAY, DAY)),
    Slot.VAT: ("QQ4", "DE136695976"),
    Slot.NUMBER: ("QQ5", "CHE116281710"),
    Slot.EMAIL: ("QQ6", "mia@seegarten.example"),
    Slot.AMOUNT: ("QQ7", Money(Decimal(500), "CHF")),
    Slot.COUNTRY: ("QQ8", "AT"),
    Slot.LANGUAGE: ("QQ9", "de"),
    Slot.ROLE: ("QQ0", Role.EMPLOYEE),
}
"""What stands in the place of a slot, and means a value."""


@cache
def templates() -> tuple[Template, ...]:
    """All of them; that they are read at all is a test: each parses, and stands for few sentences."""
    return load_templates(LOCALES)


def said(action: str, language: str) -> list[Template]:
    """How people ask for it."""
    return [each for each in templates() if (each.action, each.language) == (action, language)]


def place(template: Template) -> str:
    """Where an editor finds it."""
    return f"{template.path.relative_to(LOCALES)}:{template.line}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_can_be_asked_for_is_asked_for_in_both_languages(language: str) -> None:
    assert [name for name in SAYINGS if not said(name, language)] == []


def test_files_ask_for_nothing_else() -> None:
    assert [f"{place(each)}: {each.action}" for each in templates() if each.action not in SAYINGS] == []


def test_a_saying_says_only_what_its_action_has_a_use_for() -> None:
    foreign = {place(each): slots_of(each.text) - SAYINGS[each.action].nature.slots for each in templates()}

    assert {where: slots for where, slots in foreign.items() if slots} == {}


def test_every_value_that_an_action_has_a_use_for_can_be_said() -> None:
    missing = {
        (name, language): slots
        for name, saying in SAYINGS.items()
        for language in LANGUAGES
        if (slots := saying.slots - {slot for each in said(name, language) for slot in slots_of(each.text)})
    }

    assert missing == {}


def test_a_template_stands_for_few_sentences() -> None:
    assert [place(each) for each in templates() if not 1 <= len(each.sentences) <= MOST_EXPANSIONS] == []


def test_no_two_actions_are_asked_for_in_the_same_words() -> None:
    """Nobody could tell which of them is meant, where both are open to the same people."""
    matcher = read_understanding(LOCALES).matcher
    ambiguous = {
        f"{place(template)}: “{sentence}” is {template.action}, and {other}"
        for template in templates()
        for sentence in template.sentences
        for other in matcher.same_as(sentence) - {template.action}
        if SAYINGS[template.action].audience & SAYINGS[other].audience
    }

    assert ambiguous == set()


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_saying_is_understood_as_what_it_stands_for(language: str, side: Side) -> None:
    """The first sentence of each template, by everybody who can say it, with values in the place of slots."""
    misunderstood = {
        f"{place(template)}: “{template.sentences[0]}”": (decision.outcome, *decision.actions)
        for template in templates()
        if template.language == language and SAYINGS[template.action].audience & SIDES[side]
        if (decision := decision_on(template, side)).actions != (template.action,)
    }

    assert misunderstood == {}


def decision_on(template: Template, side: Side) -> Decision:
    """What comes of the template's first sentence, said of whom it can be said, while no article is about it."""
    text, values = filled(template.sentences[0])
    natures = {name: each.nature for name, each in SAYINGS.items() if each.audience & SIDES[side]}
    is_new = SAYINGS[template.action].nature.standing is Standing.NEW
    own = frozenset(() if is_new else {7})  # the other side is a partner already, or a client
    asked = Asked(text, template.language, side, DAY, natures, values, own=own)
    return read_understanding(LOCALES).read(asked, lambda: 0.0).decision


def filled(sentence: str) -> tuple[str, tuple[Value, ...]]:
    """The sentence with something in the place of each slot, and what that means."""
    text, values = "", []
    for part in re.split(r"(\{\w+\})", sentence):
        if part.startswith("{"):
            words, value = FILLED[Slot(part[1:-1])]
            values.append(Value(len(text), len(text) + len(words), Slot(part[1:-1]), value))
            text += words
        else:
            text += part
    return text, tuple(values)
