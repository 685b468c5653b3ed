"""Templates of what people say: “[bitte] (füge|nimm) {other} [als Partner] hinzu”.

The language is Home Assistant's (hassil reads it): `(a|b)` is one of several, `[a]` may be missing, `{other}` is a
slot, `<please>` a rule of the same language, and `(a;b)` both in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice, product
from typing import TYPE_CHECKING

from domain.sayings.slots import Slot

if TYPE_CHECKING:
    from hassil import Sentence

MOST_EXPANSIONS = 96
"""Sentences that a template may stand for: of one with more, nobody can see what they are."""

_CHOICE = r"[^()\[\]<>;:\\]+"
_TEXT = r"[^()\[\]<>;:\\|]"
_PART = re.compile(rf"\(({_CHOICE})\)|\[({_CHOICE})\]|({_TEXT}+)")
_FLAT = re.compile(rf"(?:\({_CHOICE}\)|\[{_CHOICE}\]|{_TEXT})+")
_SLOT = re.compile(r"\{([^{}]*)\}")
_RULE = re.compile(r"<([^<>]*)>")
_SLOTS = frozenset(Slot)


class TemplateFault(ValueError):
    """A template cannot be read; the sentence says why."""


def slots_of(template: str) -> frozenset[str]:
    """The names between braces, be they slots or not."""
    return frozenset(_SLOT.findall(template))


def expanded(template: str, rules: Mapping[str, str], most: int = MOST_EXPANSIONS) -> tuple[str, ...]:
    """The sentences that it stands for, each once, with slots as they are. Raises `TemplateFault`, also if there are
    more than `most`.
    """
    for name in slots_of(template) - _SLOTS:
        raise TemplateFault(f"“{{{name}}}” is no slot: {', '.join(sorted(_SLOTS))}.")
    for name in _RULE.findall(template):
        if name not in rules:
            raise TemplateFault(f"“<{name}>” is no rule of this language.")
    sentences = _sampled(template, rules) if _FLAT.fullmatch(template) is None else _combined(template)
    found = list(islice(dict.fromkeys(" ".join(each.split()) for each in sentences), 1 + most))
    if len(found) > most:
        raise TemplateFault(f"“{template}” stands for more than {most} sentences: write it as several.")
    return tuple(each for each in found if each)


def _combined(template: str) -> Iterator[str]:
    """The sentences of a template in which nothing is nested: hassil reads a thousand of them in half a second, and
    the bot waits for it at every start.
    """
    choices = (
        one.split("|") if one else [*some.split("|"), ""] if some else [text]
        for one, some, text in _PART.findall(template)
    )
    return map("".join, product(*choices))


def _sampled(template: str, rules: Mapping[str, str]) -> Iterator[str]:
    # It costs a tenth of a second to import, and only those who read such templates need it.
    from hassil.parse_expression import parse_sentence
    from hassil.parser import ParseError
    from hassil.sample import sample_sentence

    try:
        parsed = {name: _parsed(rules[name]) for name in _needed(template, rules)}
        yield from sample_sentence(parse_sentence(template), {}, parsed, expand_lists=False)
    except ParseError as fault:
        raise TemplateFault(f"“{template}” cannot be read: {fault}") from None


def _needed(template: str, rules: Mapping[str, str]) -> set[str]:
    """The rules that it uses, and those that these use."""
    needed: set[str] = set()
    ahead = _RULE.findall(template)
    while ahead:
        name = ahead.pop()
        if name in needed:
            continue
        if name not in rules:
            raise TemplateFault(f"“<{name}>” is no rule of this language.")
        needed.add(name)
        ahead += _RULE.findall(rules[name])
    return needed


@cache
def _parsed(rule: str) -> Sentence:
    from hassil.parse_expression import parse_sentence

    return parse_sentence(f"({rule})")
