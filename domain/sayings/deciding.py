"""What comes of a message that may ask for something: an action, a choice of two, or nothing.

Nothing is guessed where a contract is at stake. What is grave is begun by a wish only: not by a question about it, a
negation, a hypothetical or a quotation, all of which are answered by an article. Another form is opened by a question
too, where it comes very near (“can I invite a colleague?”). Where an article fits better, it is given.
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
"""An action that scores this high is meant …"""
NEARLY = 0.38
"""… and one that scores this high, if no other comes near it."""
NAMED_CERTAIN = 0.42
"""The same where somebody or something is named that the action is about …"""
NAMED_NEARLY = 0.25
"""… and where no other action comes near."""
GRAVE_UNNAMED = 0.6
"""What is grave must score so high where nobody and nothing is named, and `NAMED_CERTAIN` where somebody is."""
ALONE = 0.8
"""Share of the best score that no other action may reach then."""
RIVAL = 0.94
"""Share of the best score from which another action is offered beside a form …"""
HARMLESS_RIVAL = 0.99
"""… and beside a screen or an answer, of which nothing comes if it is the wrong one."""
BESIDE_ARTICLE = 0.97
"""Share of an article's score that a wish must reach for its action …"""
BEFORE_ARTICLE = 2.5
"""… and that a question about an action must have for a screen or a figure to be shown instead of the article …"""
IMPERSONAL = 1.2
"""… or a question that speaks neither of oneself nor of anybody by name."""
BEFORE_EXACT = 0.91
"""An article's score up to which an answer that is asked for in a saying's very words goes before it, which matches in
others."""
HARMLESS = 0.5
"""Score from which a form with nothing to fill in is opened by a question or a negation, too: “kann mich jemand …?”."""
ASKED_ABOUT = 0.6
"""Score from which a question about an action is answered with a screen or a figure."""
ASKED_POLITELY = 0.6
"""Score from which it begins what is not binding: “kann ich noch eine Kollegin einladen?”."""
NAMED_ASKED_ABOUT = 0.33
"""Score that a form must have to be what a question with a name in it is about, where it comes near the best."""
PRODUCT_SHOWN = 0.76
"""Score from which a product is shown: of products people speak whenever they need support, “the shop is slow”."""
UNDECLARED = 0.88
"""What is left of a score for each kind of value in the message that the action has no use for."""
MISPLACED = 0.6
"""What is left of it if the other side is to be a partner already, and is none, or the other way round."""
INSTEAD = 0.98
"""… and what goes to the action that is meant then."""
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


def decide(
    ranked: Sequence[Hit], natures: Mapping[str, Nature], spoken: Spoken, article: Callable[[], float]
) -> Decision:
    """What comes of a message: `ranked` are the actions that it is like (`fitting`), and `article` tells the best
    article's score, at most 1 and 0 without one: the search takes longest of all, and is spared where nothing rests on
    it.
    """
    weighed = _placed((_weighed(hit, natures[hit.topic], spoken) for hit in ranked), natures, spoken)
    hits = tuple(sorted(weighed, key=lambda hit: -hit.score))
    if spoken.mood is Mood.DATA:
        hits = _answers_first(hits, natures)
    if not hits or not _is_certain(hits, natures[hits[0].topic], spoken):
        return Decision(Outcome.NONE, (), "nothing that can be done comes near enough", hits)
    best = hits[0]
    if _is_product(natures[best.topic]) and best.score < PRODUCT_SHOWN:
        return Decision(Outcome.NONE, (), "a product is named, and more is said of it", hits)
    if not _is_open(best, natures, spoken) or (spoken.mood is Mood.ABOUT and _is_form_near(hits, natures)):
        because = f"{best.topic} is not begun by what is meant as {spoken.mood.name}"
        return Decision(Outcome.NONE, (), because, hits, _asked_about(hits, natures, spoken))
    is_told = best.score >= 1 and natures[best.topic].kind is Kind.ASK
    beside = min(_share(spoken), 1 / BEFORE_EXACT) if is_told else _share(spoken)
    if best.score < beside and best.score < beside * (near := article()):
        return Decision(Outcome.NONE, (), f"an article comes nearer ({near:.2f})", hits)
    share = HARMLESS_RIVAL if natures[best.topic].is_harmless else RIVAL
    rivals = [
        hit
        for hit in hits[1:]
        if hit.score >= share * best.score
        and best.score < 1
        and _is_open(hit, natures, spoken)
        and not _only_tells(hit, best, natures, spoken.mood)
    ]
    if rivals and best.score < article():
        return Decision(Outcome.NONE, (), "two actions come equally near, and an article nearer", hits)
    if rivals:
        return Decision(Outcome.CHOOSE, (best.topic, rivals[0].topic), "two actions come equally near", hits)
    return Decision(Outcome.BEGIN, (best.topic,), "clearly the nearest", hits)


def _is_product(nature: Nature) -> bool:
    """Whether it is the screen of a product."""
    return nature.kind is Kind.SHOW and nature.slots == {Slot.PRODUCT}


def _only_tells(hit: Hit, best: Hit, natures: Mapping[str, Nature], mood: Mood) -> bool:
    """Whether it answers a question or is a screen, and something is wished for that a form does."""
    return mood is Mood.WISH and natures[hit.topic].kind is not Kind.DO and natures[best.topic].kind is Kind.DO


def _asked_about(hits: Sequence[Hit], natures: Mapping[str, Nature], spoken: Spoken) -> str | None:
    """The form that a question about an action is about: “do it” then means that one, and its article answers."""
    if spoken.mood not in (Mood.ABOUT, Mood.HYPOTHETICAL):
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
                scores[meant] = max(scores.get(meant, 0.0), INSTEAD * score)
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


def _is_certain(hits: Sequence[Hit], nature: Nature, spoken: Spoken) -> bool:
    best, named = hits[0].score, bool(spoken.slots & NAMES & nature.slots)
    if nature.grave:
        return best >= (NAMED_CERTAIN if named else GRAVE_UNNAMED)
    certain, nearly = (NAMED_CERTAIN, NAMED_NEARLY) if named else (CERTAIN, NEARLY)
    return best >= certain or (best >= nearly and all(hit.score < ALONE * best for hit in hits[1:]))


def _is_form_near(hits: Sequence[Hit], natures: Mapping[str, Nature]) -> bool:
    """Whether a question about an action may be about one that a form would do."""
    best = hits[0].score
    return best < 1 and any(natures[hit.topic].kind is Kind.DO and hit.score >= ALONE * best for hit in hits[1:])


def _is_open(hit: Hit, natures: Mapping[str, Nature], spoken: Spoken) -> bool:
    """Whether what is said so may begin it. Some things are asked for with a “not” (“our agency is not here yet”); that
    of “keinen vollen Zugriff” is in the value, and nobody asks for anything.
    """
    nature, mood = natures[hit.topic], spoken.mood
    if mood is Mood.WISH or (nature.is_harmless and hit.score >= 1 and mood is not Mood.QUOTED):
        return True
    if nature.kind is not Kind.DO:
        return mood is Mood.DATA or (mood is Mood.ABOUT and hit.score >= ASKED_ABOUT)
    if mood is Mood.QUOTED or nature.grave:
        return False
    if nature.is_harmless and mood is not Mood.ABOUT:
        return hit.score >= HARMLESS
    if mood is Mood.ABOUT:
        return hit.score >= ASKED_POLITELY
    return hit.score >= 1 and (mood is Mood.DATA or (mood is Mood.NEGATED and spoken.slots <= NAMES))


def _share(spoken: Spoken) -> float:
    """Share of the article's score that the action must reach."""
    if spoken.mood is Mood.ABOUT:
        return BEFORE_ARTICLE
    if spoken.mood is Mood.DATA and not (spoken.slots or spoken.is_personal):
        return IMPERSONAL
    return BESIDE_ARTICLE
