"""`handschlag ask`: what the desk would answer, and why – for editors, and for measuring."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Annotated

import typer

from bot.answers import read_knowledge, read_understanding
from bot.app import LOCALES
from bot.chapters import CHAPTERS
from bot.config import load_settings
from bot.ending import CannotGoOn
from domain.answers.knowledge import Knowledge
from domain.answers.language import spoken
from domain.answers.outcomes import Outcome
from domain.answers.search import Explanation
from domain.answers.weighing import Weighed as Article
from domain.partnerships.rules import Side
from domain.sayings.deciding import Outcome as Decided
from domain.sayings.natures import Nature
from domain.sayings.slots import Slot, Value
from domain.sayings.understanding import Asked, Understanding
from domain.sayings.weighing import Weighed
from handlers.chat.catalogs import languages_in
from handlers.chat.rendering import DEFAULT_LANGUAGE
from handlers.chat.sayings import Audience
from storage.answers.articles import FaultyArticles

MOST_SHOWN = 5
MOST_WORDS = 6
MOST_SHARED = 3

_SLOT = re.compile(r"\{(\w+)\}")
_DECISIONS = {
    Decided.BEGIN: "Asks for",
    Decided.CHOOSE: "Asks first whether it is meant:",
    Decided.NONE: "Asks for nothing that can be done",
}
_OUTCOMES = {
    Outcome.ANSWER: "Answered at once.",
    Outcome.CHOOSE: "Not sure: offered as a choice.",
    Outcome.NONE: "No answer.",
}


def ask(
    question: Annotated[str | None, typer.Argument(help="What a person types.", show_default=False)] = None,
    lang: Annotated[str, typer.Option(help="The language the person reads: de or en.")] = DEFAULT_LANGUAGE,
    speaker: Annotated[
        Side, typer.Option("--as", help="Who types it: client or partner. They ask for different things.")
    ] = Side.CLIENT,
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl", help="Read lines {“lang”, “text”} from standard input, write them with ranking and outcome."
        ),
    ] = False,
) -> None:
    """Show what a message asks for, which articles a question leads to, and why: closest phrasings, words in common.

    Names are read in the chat only, where it is known who may know them: write {other}, {product}, {person} for them.
    """
    if jsonl == (question is not None):
        raise CannotGoOn("Give either a question, in quotes, or --jsonl with the questions on standard input.")
    languages = languages_in(LOCALES)
    if lang not in languages:
        raise CannotGoOn(f"“{lang}” is not one of the languages: {', '.join(languages)}.")
    try:
        knowledge = read_knowledge(LOCALES, load_settings().profile)
    except FaultyArticles as faults:
        raise CannotGoOn(f"The texts cannot be read:\n{faults}") from None
    if question is None:
        for line in answer_lines(knowledge, sys.stdin):
            typer.echo(line)
        return
    understanding = read_understanding(LOCALES, load_settings().profile)
    for line in (
        *explain_action(understanding, knowledge, question, lang, speaker),
        "",
        *explain(knowledge, question, lang),
    ):
        typer.echo(line)


def answer_lines(knowledge: Knowledge, lines: Iterable[str]) -> Iterator[str]:
    """For each line `{"lang", "text"}`, the same with `ranked` (topic ids, best first), `outcome` and `score`."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            language, text = asked["lang"], asked["text"]
        except (ValueError, TypeError, KeyError):
            raise CannotGoOn(f"Line {number} is not an object with “lang” and “text”.") from None
        if language not in languages_in(LOCALES) or not isinstance(text, str):
            raise CannotGoOn(f"Line {number}: “lang” must be one of {', '.join(languages_in(LOCALES))}, “text” a text.")
        found = knowledge.find(text, language)
        answer = {
            "lang": language,
            "text": text,
            "ranked": [hit.topic for hit in knowledge.rank(text, language)],
            "outcome": found.outcome.value,
            "score": round(found.score, 4),
        }
        yield json.dumps(answer, ensure_ascii=False)


def explain_action(
    understanding: Understanding, knowledge: Knowledge, text: str, language: str, side: Side
) -> Iterator[str]:
    """What the message asks for, as far as this can be told without names: values, mood, and the nearest actions."""
    reading = understanding.read(
        Asked(text, language, side, dt.datetime.now(dt.UTC).date(), _natures(side), unclear=tuple(_names_in(text))),
        lambda: knowledge.nearness(text, language),
    )
    decision = reading.decision
    yield f"{_DECISIONS[decision.outcome]} {', '.join(decision.actions)}".strip() + f" – {decision.because}."
    signs = ", ".join(understanding.moods.signs(text)) or "no sign of anything else"
    yield f"Meant as: {reading.mood.name.lower()} ({signs})."
    places = groupby(reading.story, key=lambda each: each.told.place)
    yield from (_explain_sentence(max(each, key=lambda one: one.likelihood)) for _, each in places)
    for value in reading.values:
        yield f"   {value.slot} = {value.value}  “{text[value.start : value.end]}”"
    reasons = {reason.topic: reason for reason in understanding.matcher.explain(reading.masked, language).reasons}
    for place, hit in enumerate(decision.hits[:MOST_SHOWN], 1):
        yield f"{place}. {hit.topic}  {hit.score:.2f}"
        if hit.topic in reasons:
            for sentence, cosine in reasons[hit.topic].phrasings:
                yield f"   {cosine:.2f}  “{sentence}”"


def _explain_sentence(sentence: Weighed) -> str:
    """How likely it is that a sentence of a story asks for an action, with what speaks most for it and against it."""
    terms = sorted(sentence.terms.items(), key=lambda term: -abs(term[1]))[:MOST_SHOWN]
    weighed = ", ".join(f"{name} {term:+.1f}" for name, term in terms if term)
    return f"Sentence {sentence.told.place + 1}: {sentence.action} {sentence.likelihood:.0%} ({weighed})"


def _names_in(text: str) -> Iterator[Value]:
    """Where a slot is written in the place of a name."""
    for place in _SLOT.finditer(text):
        if place[1] in frozenset(Slot):
            yield Value(place.start(), place.end(), Slot(place[1]), None)


def _natures(side: Side) -> Mapping[str, Nature]:
    audience = Audience.PARTNER if side is Side.PARTNER else Audience.CLIENT
    return {each.name: each.nature for chapter in CHAPTERS for each in chapter.sayings if each.audience & audience}


def explain(knowledge: Knowledge, question: str, language: str) -> Iterator[str]:
    """The outcome, and for the best topics why they came up."""
    found = knowledge.find(question, language)
    explanation = knowledge.explain(question, language)
    yield f"{_OUTCOMES[found.outcome]} {_languages(explanation)}"
    if found.silent:
        signs = ", ".join(knowledge.signs(question)) or "only by what it is like"
        yield f"May be about misconduct ({signs}): nothing is kept."
    likely = {each.topic: each for each in knowledge.weighed(question, language)}
    nothing = 1 - sum(each.likelihood for each in likely.values())
    reasons = sorted(
        explanation.reasons,
        key=lambda each: -likely[each.topic].likelihood if each.topic in likely else -nothing * each.score,
    )
    for place, reason in enumerate(reasons[:MOST_SHOWN], 1):
        kind = "" if reason.topic in likely else " (elsewhere: no article)"
        yield ""
        evidence = f", what speaks for it {reason.evidence:+.2f}" if reason.evidence else ""
        yield f"{place}. {reason.topic}{kind}  {reason.score:.2f}  – the whole entry {reason.whole:.2f}{evidence}"
        if reason.topic in likely:
            yield f"   {_likely(likely[reason.topic])}"
            if taught := knowledge.speaks_for(reason.topic, question)[:MOST_WORDS]:
                yield f"   examples have taught: {', '.join(f'{_trait(sign)} {worth:+.0f}' for sign, worth in taught)}"
        for text, cosine in reason.phrasings:
            yield f"   {cosine:.2f}  “{text}”"
        for typed, known, shared in reason.words[:MOST_WORDS]:
            yield f"   {typed} ~ {known}: {', '.join(_trait(trait) for trait in shared[:MOST_SHARED])}"


def _likely(article: Article) -> str:
    """How likely it is that the article is meant, with what speaks most for it and against it."""
    terms = sorted(article.evidence.terms.items(), key=lambda term: -abs(term[1]))[:MOST_SHOWN]
    weighed = ", ".join(f"{name} {term:+.1f}" for name, term in terms if term)
    return f"{article.likelihood:.0%} likely ({weighed})"


def _languages(explanation: Explanation) -> str:
    shares = explanation.languages
    return "Language: " + ", ".join(f"{language} {shares[language]:.0%}" for language in spoken(shares)) + "."


def _trait(trait: str) -> str:
    """A meaning, or letters in common with “·” for a word's end."""
    return f"means {trait[1:]}" if trait.startswith("=") else trait.replace(" ", "·")
