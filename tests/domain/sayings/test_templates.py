"""Templates of sayings: what they stand for, and what is refused."""

from __future__ import annotations

import pytest
from hassil.parse_expression import parse_sentence
from hassil.sample import sample_sentence

from domain.sayings.templates import MOST_EXPANSIONS, TemplateFault, expanded, slots_of

RULES = {"please": "(bitte|gerne)", "add": "(füge|nimm) {other} hinzu", "politely": "<please> <add>"}


@pytest.mark.parametrize(
    ("template", "sentences"),
    [
        ("{other} hinzufügen", ["{other} hinzufügen"]),
        ("(a|b) {other}", ["a {other}", "b {other}"]),
        ("[bitte] kündigen", ["bitte kündigen", "kündigen"]),
        ("<please> {other}", ["bitte {other}", "gerne {other}"]),
        ("(voller Zugriff;{other})", ["voller Zugriff {other}", "{other} voller Zugriff"]),
        ("<politely>", [f"{p} {a} {{other}} hinzu" for p in ("bitte", "gerne") for a in ("füge", "nimm")]),
    ],
)
def test_a_template_stands_for_sentences(template: str, sentences: list[str]) -> None:
    assert list(expanded(template, RULES)) == sentences


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{partner} hinzufügen", "“{partner}” is no slot"),
        ("<nobody> {other}", "“<nobody>” is no rule"),
        ("(a|b {other}", "cannot be read"),
        ("".join(f"({n}|x{n}) " for n in range(8)), f"more than {MOST_EXPANSIONS} sentences"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(template: str, reason: str) -> None:
    with pytest.raises(TemplateFault, match=reason.replace("{", r"\{").replace("(", r"\(")):
        expanded(template, RULES)


@pytest.mark.parametrize(
    "template",
    ["a", "(a|b c) {other}", "[a|b] c[d]", "Mail(s|) (von|für) {other}", "[a] [b]", "(a|) b", "uf (a|b)  [ c | d ] e"],
)
def test_what_is_not_nested_is_read_without_hassil(template: str) -> None:
    sampled = sample_sentence(parse_sentence(template), {}, {}, expand_lists=False)
    assert set(expanded(template, {})) == {" ".join(each.split()) for each in sampled} - {""}


def test_slots_are_what_stands_between_braces() -> None:
    assert slots_of("{other} soll {product} betreuen") == {"other", "product"}
