"""What comes of a message that may ask for something: an action, a choice of two, one that is asked back, or nothing.

Here is what the nearest actions are, by what is known of whom they are about, and what comes of a message that says
what a saying says, word by word. What only comes near some is weighed (`domain.sayings.weighing`).

Nothing is guessed where a contract is at stake. What is grave is begun by a wish only: not by a question about it, a
negation, a hypothetical or a quotation, all of which are answered by an article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from domain.answers.search import Hit
from domain.sayings.judging import Mood
from domain.sayings.natures import Kind, Nature, Standing
from domain.sayings.slots import NAMES, Slot

CERTAIN = 0.48
"""A score this high tells what a message is about, be it wished for or not."""
ALONE = 0.8
"""Share of the best score that makes another action as near."""
BEFORE_ARTICLE = 2.5
"""Share of an article's score from which a question about an action shows a screen or a figure instead of it …"""
IMPERSONAL = 1.2
"""… or a question that speaks neither of oneself nor of anybody by name …"""
BEFORE_EXACT = 0.91
"""… and one for which an answer is asked in a saying's very words, where the article matches in others."""
NEARLY = 0.38
"""Score of the form that a question may be about …"""
NAMED_ASKED_ABOUT = 0.33
"""… and where there is a name in it."""
UNDECLARED = 0.88
"""What is left of a score for each kind of value in the message that the action has no use for."""
MISPLACED = 0.6
"""What is left of it if the other side is to be a partner already, and is none, or the other way round."""
INSTEAD = 0.98
"""… and what goes to the action that is meant then; what is said word by word for one is so for the other."""
STRANGER = 0.7
"""What is left of an answer, or of what is grave, about somebody with whom one has nothing to do."""
ASKED = 0.86
"""What is left of an answer's score beside a wish."""


class Outcome(Enum):
    """What to do about a message."""

    BEGIN = "begin"
    CHOOSE = "choose"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is known of a message beside what it is like: the slots of the values in it, how it is meant, what the other
    side is already, and whether it speaks of oneself.
    """

    slots: frozenset[Slot]
    mood: Mood
    standing: Standing | None = None
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome, and the actions that it is about, best first: one to begin, two to choose from, or none.

    `hits` are those that were weighed, best first, for the explanation; `because` says in a few words what decided.
    `asked_about` is an action that is clearly named, and not asked for.
    """

    outcome: Outcome
    actions: tuple[str, ...]
    because: str
    hits: tuple[Hit, ...] = ()
    asked_about: str | None = None


def fitting(ranked: Iterable[Hit], natures: Mapping[str, Nature], said: frozenset[Slot]) -> dict[str, float]:
    """The scores of actions, less where values are said that an action has no use for."""
    return {
        hit.topic: hit.score if hit.score >= 1 else hit.score * UNDECLARED ** len(said - natures[hit.topic].slots)
        for hit in ranked
    }


def nearest(ranked: Iterable[Hit], natures: Mapping[str, Nature], spoken: Spoken) -> tuple[Hit, ...]:
    """The actions that a message is like (`fitting`), best first, by what is known of whom it names."""
    weighed = _placed((_weighed(hit, natures[hit.topic], spoken) for hit in ranked), natures, spoken)
    hits = tuple(sorted(weighed, key=lambda hit: -hit.score))
    return _answers_first(hits, natures) if spoken.mood is Mood.DATA else hits


def decide_exact(
    hits: Sequence[Hit], natures: Mapping[str, Nature], spoken: Spoken, article: Callable[[], float]
) -> Decision:
    """What comes of a message that says word by word what the best of `hits` (`nearest`) is asked for with.

    `article` tells the best article's score, at most 1 and 0 without one: it is asked only where something rests on it,
    for the search takes longest of all.
    """
    best, kept = hits[0], tuple(hits)
    if not _is_open(natures[best.topic], spoken):
        because = f"{best.topic} is not begun by what is meant as {spoken.mood.name}"
        return Decision(Outcome.NONE, (), because, kept, asked_about(hits, natures, spoken))
    share = _share(natures[best.topic], spoken)
    if share > 1 and (near := article()) > 1 / share:
        return Decision(Outcome.NONE, (), f"an article comes nearer ({near:.2f})", kept)
    return Decision(Outcome.BEGIN, (best.topic,), "a saying's very words", kept)


def asked_about(hits: Sequence[Hit], natures: Mapping[str, Nature], spoken: Spoken) -> str | None:
    """The form that a question about an action is about: “do it” then means that one, and its article answers."""
    if spoken.mood not in (Mood.ABOUT, Mood.HYPOTHETICAL) or not hits:
        return None
    enough = NEARLY
    if spoken.slots & NAMES:  # “was würde passieren, wenn …” comes near what tells what has happened, too
        enough = min(NEARLY, max(NAMED_ASKED_ABOUT, ALONE * hits[0].score))
    return next((hit.topic for hit in hits if natures[hit.topic].kind is Kind.DO and hit.score >= enough), None)


def _weighed(hit: Hit, nature: Nature, spoken: Spoken) -> Hit:
    score = hit.score
    if score < 1 and spoken.mood is Mood.WISH and nature.kind is Kind.ASK:
        score *= ASKED
    is_about_own = nature.standing is None and Slot.OTHER in nature.slots and (nature.grave or nature.kind is Kind.ASK)
    if score < 1 and spoken.standing is Standing.NEW and is_about_own:
        score *= STRANGER
    return Hit(hit.topic, score)


def _placed(ranked: Iterable[Hit], natures: Mapping[str, Nature], spoken: Spoken) -> list[Hit]:
    """The actions by what the other side is already: “Alpweb soll den Shop übernehmen” adds a partner, or gives more to
    one.
    """
    scores: dict[str, float] = {}
    for hit in ranked:
        nature, score = natures[hit.topic], hit.score
        if None not in (nature.standing, spoken.standing) and nature.standing is not spoken.standing:
            meant = next((each for each in nature.instead if _takes(each, natures, spoken)), None)
            if meant is not None:
                scores[meant] = max(scores.get(meant, 0.0), score if score >= 1 else INSTEAD * score)
            if meant is not None or score < 1:
                score *= MISPLACED
        scores[hit.topic] = max(scores.get(hit.topic, 0.0), score)
    return [Hit(action, score) for action, score in scores.items()]


def _takes(action: str, natures: Mapping[str, Nature], spoken: Spoken) -> bool:
    """Whether an action is about those of this standing, and about what is said of them."""
    nature = natures.get(action)
    if nature is None or nature.standing is not spoken.standing:
        return False
    return nature.standing is Standing.NEW or bool(nature.slots & spoken.slots - {Slot.OTHER})


def _answers_first(hits: tuple[Hit, ...], natures: Mapping[str, Nature]) -> tuple[Hit, ...]:
    """For a question about data: forms go behind answers and screens that come nearly as near."""
    best = hits[0].score if hits else 0.0
    answers = [hit for hit in hits if natures[hit.topic].kind is not Kind.DO]
    if not answers or answers[0].score < ALONE * best or best >= 1:
        return hits
    return (*answers, *(hit for hit in hits if natures[hit.topic].kind is Kind.DO))


def _is_open(nature: Nature, spoken: Spoken) -> bool:
    """Whether what is said so may begin it. Some things are asked for with a “not” (“our agency is not here yet”); that
    of “keinen vollen Zugriff” is in the value, and nobody asks for anything.
    """
    mood = spoken.mood
    if mood is Mood.WISH or (nature.is_harmless and mood is not Mood.QUOTED):
        return True
    if nature.kind is not Kind.DO:
        return mood in (Mood.DATA, Mood.ABOUT)
    if nature.grave:
        return False
    return mood in (Mood.ABOUT, Mood.DATA) or (mood is Mood.NEGATED and spoken.slots <= NAMES)


def _share(nature: Nature, spoken: Spoken) -> float:
    """How much nearer than an article it must come."""
    if spoken.mood is Mood.ABOUT:
        share = BEFORE_ARTICLE
    elif spoken.mood is Mood.DATA and not (spoken.slots or spoken.is_personal):
        share = IMPERSONAL
    else:
        return 1.0
    return min(share, 1 / BEFORE_EXACT) if nature.kind is Kind.ASK else share
