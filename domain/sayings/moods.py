"""In which mood something is said: a wish, a question about it, a negation, a hypothetical, somebody else's words.

The words are data, `locales/<language>/sayings/moods.yaml`; those of both languages are always read. When in doubt, it
is no wish: never guess where a contract is at stake.

Of a message, or a piece of it, the last sentence that wants or asks something decides; a doubt about ending something,
in an earlier one, is not overheard.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from domain.sayings.cores import Core, core_of
from domain.sayings.judging import Judged, Mood, judge_sentence
from domain.sayings.phrases import Phrases
from domain.sayings.sentences import sentences
from domain.sayings.signs import ASKED_FOR, DOING, Sign
from domain.sayings.spoken import Word

_DISTINCT = "distinct"
LISTS = (*(sign.value for sign in Sign), _DISTINCT)
"""The names of the lists in the tables. In the last one are words whose umlauts matter."""
_LONGEST_DENIAL = 6
"""Words of a sentence that takes back what was said before it, and does not say what."""
_TAKING_BACK = (Sign.RETRACTION, Sign.SETTLED)
_DONE_ANYWAY = (*DOING, Sign.NO_MORE, Sign.MORE)
"""Beside these words a “not” may be a reason, or “no longer”."""


class Meant(NamedTuple):
    """How a part of a message is meant. `is_wanted`: it asks for something, in whichever words, “nehmen Sie”, “please
    put it back”; `is_polite`: it asks politely; `is_request`: it tells the reader what to do; `is_opinion`: it says how
    somebody is found, and nothing beside it asks for anything.
    """

    mood: Mood
    is_wanted: bool = False
    is_polite: bool = False
    is_request: bool = False
    is_opinion: bool = False


class Moods:
    """Tells moods. Never changes; threads may share it."""

    def __init__(self, tables: Iterable[Mapping[str, Sequence[Sequence[str]]]]) -> None:
        """Each table has one language's `LISTS`; an entry of a list is the phrases that it stands for."""
        kept = tuple(tables)
        self._phrases: Phrases[Sign] = Phrases(
            ((sign, text) for sign in Sign for table in kept for text in _texts(table, sign.value)),
            distinct=(text for table in kept for text in _texts(table, _DISTINCT)),
        )

    def of(self, text: str) -> Mood:
        """The mood of a message, in which names may be masked: “kündige {other}”."""
        return self.judge((text,)).of(0).mood

    def is_opinion(self, text: str) -> bool:
        """Whether a message says how somebody is found, “Alpweb ist zu langsam”, and asks for nothing."""
        return self.judge((text,)).is_opinion

    def signs(self, text: str) -> tuple[str, ...]:
        """The words of the tables by which a message is in its mood; none where it merely states something."""
        judged = self.judge((text,)).decisive(0)
        return () if judged is None else judged.signs

    def signs_at(self, words: Sequence[Word]) -> Sequence[frozenset[Sign]]:
        """The signs that begin at each of these words."""
        said = self._phrases.read(words)
        return [frozenset(match.kind for match in self._phrases.at(said, place)) for place in range(len(said))]

    def judge(self, pieces: Iterable[str]) -> Judgement:
        """How each piece of a message is meant."""
        return Judgement([[judge_sentence(each) for each in sentences(piece, self._phrases)] for piece in pieces])


class Judgement:
    """What is meant by each piece of a message, beside what is said in the others."""

    def __init__(self, pieces: Sequence[Sequence[Judged]]) -> None:
        self._pieces = pieces

    def of(self, place: int, *, grave: bool = True) -> Meant:
        """How the piece at this place is meant.

        A doubt about ending something counts in any piece where the action is a `grave` one, or nothing says in so many
        words that it is to be done.
        """
        judged = self.decisive(place, grave=grave)
        if judged is None:
            return Meant(Mood.WISH)
        sentence = judged.sentence
        return Meant(
            judged.mood,
            is_wanted=sentence.has(Sign.WISHING, Sign.POLITE, Sign.HENCE),
            is_polite=sentence.has(Sign.POLITE),
            is_request=sentence.has(Sign.REQUEST, Sign.REQUEST_FIRST),
            is_opinion=sentence.has(Sign.OPINION) and self.is_opinion,
        )

    @property
    def is_opinion(self) -> bool:
        """Whether the message says how somebody is found, and in no sentence that something is to be done."""
        said = [each.sentence for piece in self._pieces for each in piece]
        return any(each.has(Sign.OPINION) for each in said) and not any(each.has(*DOING, *ASKED_FOR) for each in said)

    def core(self, place: int) -> Core | None:
        """What is asked for in the piece at this place, where reasons for it stand around."""
        here = self._pieces[place]
        last = next((each for each in reversed(here) if each.is_telling), here[-1] if here else None)
        if last is None:
            return None
        core = core_of(last.sentence)
        if core is None and len(here) > 1 and last.mood is Mood.WISH and last.sentence.has(*DOING):
            clauses = last.sentence.clauses
            span = clauses[0].span[0], clauses[-1].span[1]
            return Core(last.sentence, span, is_asked=False, is_plain=True, is_sure=True)
        return core

    def with_core(self, place: int, core: Core) -> Judgement:
        """The same with nothing but the core in the piece at this place."""
        pieces = list(self._pieces)
        pieces[place] = [judge_sentence(core.sentence)]
        return Judgement(pieces)

    def says_nothing(self, place: int) -> bool:
        """Whether the piece at this place only thanks or greets."""
        return not self._pieces[place]

    def denies(self, place: int) -> bool:
        """Whether the piece negates something and says no word of what is to be done, as “he isn't leaving, please let
        him in” does: nothing grave comes of it.
        """
        said = [each.sentence for each in self._pieces[place]]
        return any(each.has(Sign.NEGATION) for each in said) and not any(each.has(*_DONE_ANYWAY) for each in said)

    def decisive(self, place: int, *, grave: bool = True) -> Judged | None:
        """The sentence of the piece that decides, if it has any."""
        here = self._pieces[place]
        telling = [each for each in here if each.is_telling] or here[-1:]
        if not telling:
            return None
        last = telling[-1]
        behind = [*here[here.index(last) + 1 :], *(each for piece in self._pieces[place + 1 :] for each in piece)]
        if last.mood is not Mood.WISH and not grave and last.sentence.requests:
            last = replace(last, mood=Mood.WISH, signs=last.sentence.of(Sign.POLITE))
        if last.mood is not Mood.WISH:
            return last
        if taken_back := [each for each in behind if _takes_back(each, grave=grave)]:
            first = taken_back[0]
            return replace(last, mood=Mood.NEGATED, signs=first.sentence.of(*_TAKING_BACK) or first.signs)
        if last.ends:
            asked = any(each.sentence.asks for each in behind)  # “… kündigen. Geht das?”
            return replace(last, mood=Mood.ABOUT, signs=("?",)) if asked else last
        if grave and (question := next((each for each in behind if each.mood is Mood.ABOUT), None)):
            return replace(last, mood=Mood.ABOUT, signs=question.signs)  # “… part company. What becomes of the shop?”
        if grave or not last.sentence.has(*DOING):
            before = (each for piece in self._pieces[:place] for each in piece if each.is_telling)
            doubt = next((each for each in reversed([*before, *telling]) if each.ends or _is_settled(each)), last)
            return last if doubt.mood is Mood.DATA else doubt
        return last


def _texts(table: Mapping[str, Sequence[Sequence[str]]], name: str) -> Iterator[str]:
    return (text for texts in table.get(name, ()) for text in texts)


def _is_settled(judged: Judged) -> bool:
    """“Dass Nordnet zahlt, ist vom Tisch”: what is said behind it only tells how things stay."""
    return judged.mood is Mood.NEGATED and judged.sentence.has(Sign.SETTLED)


def _takes_back(judged: Judged, *, grave: bool) -> bool:
    """Whether it takes back what was said before it: “nein, doch nicht”, “I don't want that after all”; what is
    `grave`, with any negation of what can be done.
    """
    if judged.sentence.has(*_TAKING_BACK):
        return True
    if not judged.is_telling or judged.mood is not Mood.NEGATED:
        return False
    sentence = judged.sentence
    # “I don't want that” takes back all, “I don't want to deal with their invoices, so they pay” does not.
    is_short = sentence.clauses[-1].end - sentence.clauses[0].begin <= _LONGEST_DENIAL
    return grave or sentence.has(Sign.DENIAL, Sign.STARTING) or (is_short and sentence.has(Sign.WISHING, Sign.POLITE))
