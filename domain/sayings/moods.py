"""In which mood something is said: a wish, a question about it, a negation, a hypothetical, somebody else's words.

The words are data, `locales/<language>/sayings/moods.yaml`; those of both languages are always read. When in doubt, it
is no wish: never guess where a contract is at stake.

Of a message, or a piece of it, the last sentence that wants or asks something decides; a doubt about ending something,
in an earlier one, is not overheard. In a sentence, somebody else's words go first, then questions about an action,
negations, conditions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import NamedTuple

from domain.sayings.phrases import Match, Phrases
from domain.sayings.sentences import Clause, Sentence, sentences
from domain.sayings.signs import ASKING, DOING, WANTED, Sign


class Mood(Enum):
    """How something is meant. Only a wish may begin what is binding."""

    WISH = auto()
    """A statement, or a request that something be done, politely asked or not."""
    ABOUT = auto()
    """A question about an action, or about the programme in general."""
    DATA = auto()
    """A question that may be about one's own data."""
    NEGATED = auto()
    """It is not to be done."""
    HYPOTHETICAL = auto()
    """It may be done, under some condition, or is being thought about."""
    QUOTED = auto()
    """Somebody else has said it, it is quoted, or it is told that it has been done."""


_DISTINCT = "distinct"
LISTS = (*(sign.value for sign in Sign), _DISTINCT)
"""The names of the lists in the tables. In the last one are words whose umlauts matter."""
_SHORTEST_STATEMENT = 3
_LONGEST_DENIAL = 6
"""Words of a sentence that takes back what was said before it, and does not say what."""
_GLADLY = frozenset({"gern", "gerne", "gärn", "gladly"})
_DATA = (Sign.SHOW, Sign.DATA, Sign.DATA_FIRST)
_DONE_ANYWAY = (*DOING, Sign.NO_MORE, Sign.MORE)
"""Beside these words a “not” may be a reason, or “no longer”."""
_PLEASE = frozenset({"bitte", "bitti", "please", "pls", "plz"})
_MAY = frozenset(
    {"kann", "kan", "chan", "cha", "können", "koennen", "chönd", "chönnd", "darf", "dürfen", "can", "could", "may"}
)
_LONGEST_ORDER = 4
"""Words of “Zugang bitte sofort sperren”, which says what is to be done and nothing else."""


class Meant(NamedTuple):
    """How a part of a message is meant. `is_wanted`: it asks for something, in whichever words, “nehmen Sie”, “please
    put it back”; `is_polite`: it asks politely; `is_request`: it tells the reader what to do.
    """

    mood: Mood
    is_wanted: bool = False
    is_polite: bool = False
    is_request: bool = False


@dataclass(frozen=True, slots=True)
class _Judged:
    """`is_telling`: it says more than that something is so."""

    sentence: Sentence
    mood: Mood
    signs: tuple[str, ...]
    is_telling: bool

    @property
    def ends(self) -> bool:
        """Whether it speaks of an end."""
        return self.sentence.has(Sign.ENDING, Sign.NO_MORE)


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

    def signs(self, text: str) -> tuple[str, ...]:
        """The words of the tables by which a message is in its mood; none where it merely states something."""
        judged = self.judge((text,)).decisive(0)
        return () if judged is None else judged.signs

    def judge(self, pieces: Iterable[str]) -> Judgement:
        """How each piece of a message is meant."""
        return Judgement([[_judged(each) for each in sentences(piece, self._phrases)] for piece in pieces])


class Judgement:
    """What is meant by each piece of a message, beside what is said in the others."""

    def __init__(self, pieces: Sequence[Sequence[_Judged]]) -> None:
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
        )

    def says_nothing(self, place: int) -> bool:
        """Whether the piece at this place only thanks or greets."""
        return not self._pieces[place]

    def denies(self, place: int) -> bool:
        """Whether the piece negates something and says no word of what is to be done, as “he isn't leaving, please let
        him in” does: nothing grave comes of it.
        """
        said = [each.sentence for each in self._pieces[place]]
        return any(each.has(Sign.NEGATION) for each in said) and not any(each.has(*_DONE_ANYWAY) for each in said)

    def decisive(self, place: int, *, grave: bool = True) -> _Judged | None:
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
            return replace(last, mood=Mood.NEGATED, signs=first.sentence.of(Sign.RETRACTION) or first.signs)
        if last.ends:
            asked = any(each.sentence.asks for each in behind)  # “… kündigen. Geht das?”
            return replace(last, mood=Mood.ABOUT, signs=("?",)) if asked else last
        if grave and (question := next((each for each in behind if each.mood is Mood.ABOUT), None)):
            return replace(last, mood=Mood.ABOUT, signs=question.signs)  # “… part company. What becomes of the shop?”
        if grave or not last.sentence.has(*DOING):
            before = (each for piece in self._pieces[:place] for each in piece if each.is_telling)
            doubt = next((each for each in reversed([*before, *telling]) if each.ends), last)
            return last if doubt.mood is Mood.DATA else doubt
        return last


def _texts(table: Mapping[str, Sequence[Sequence[str]]], name: str) -> Iterator[str]:
    return (text for texts in table.get(name, ()) for text in texts)


def _takes_back(judged: _Judged, *, grave: bool) -> bool:
    """Whether it takes back what was said before it: “nein, doch nicht”, “I don't want that after all”; what is
    `grave`, with any negation of what can be done.
    """
    if judged.sentence.has(Sign.RETRACTION):
        return True
    if not judged.is_telling or judged.mood is not Mood.NEGATED:
        return False
    sentence = judged.sentence
    # “I don't want that” takes back all, “I don't want to deal with their invoices, so they pay” does not.
    is_short = sentence.clauses[-1].end - sentence.clauses[0].begin <= _LONGEST_DENIAL
    return grave or sentence.has(Sign.DENIAL, Sign.STARTING) or (is_short and sentence.has(Sign.WISHING, Sign.POLITE))


def _judged(sentence: Sentence) -> _Judged:
    for mood, signs_of in (
        (Mood.QUOTED, _quoted),
        (Mood.ABOUT, _about),
        (Mood.DATA, _data),
        (Mood.NEGATED, _negated),
        (Mood.HYPOTHETICAL, _hypothetical),
        (Mood.QUOTED, _told),
    ):
        if signs := signs_of(sentence):
            is_telling = mood is not Mood.NEGATED or sentence.has(*WANTED, Sign.DENIAL, Sign.JOINT)
            return _Judged(sentence, mood, signs, is_telling)
    if sentence.cut and sentence.has(*WANTED):
        return _Judged(sentence, Mood.HYPOTHETICAL, ("…",), is_telling=True)  # who knows what stands there
    wished = sentence.of(*DOING, Sign.POLITE, Sign.WISHING)
    return _Judged(sentence, Mood.WISH, wished, sentence.has(*DOING, Sign.HENCE))


def _quoted(sentence: Sentence) -> tuple[str, ...]:
    if sentence.cited:
        return (sentence.cited,)
    signs = sentence.signs
    first = signs[0] if signs else None
    if first is not None and (first.kind in ASKING or (first.kind is Sign.QUOTED and _opens(first, sentence))):
        return ()  # “verlangt die Agentur Geld?”
    if said := sentence.of(Sign.QUOTED):
        return said
    for clause in sentence.clauses:
        kinds = [match.kind for match in clause.signs]
        if Sign.OTHERS in kinds and Sign.WANTING in kinds[kinds.index(Sign.OTHERS) :]:
            return clause.of(Sign.OTHERS, Sign.WANTING)
    return ()


def _told(sentence: Sentence) -> tuple[str, ...]:
    """“Nordnet hat gekündigt” tells of it, and wants nothing, unless a wish follows, or what is to be done: “…, Zugang
    sperren”.
    """
    for place, clause in enumerate(sentence.clauses):
        if clause.has(Sign.HAVING) and clause.has(Sign.DONE):
            behind = sentence.clauses[place:]
            wanted = any(each.has(Sign.WISHING, Sign.POLITE) for each in behind) or any(map(_orders, behind[1:]))
            return () if wanted else clause.of(Sign.HAVING, Sign.DONE)
    return ()


def _orders(clause: Clause) -> bool:
    """Whether it says in few words what is to be done, and not what was: “Zugang sperren”."""
    last = clause.signs[-1]
    done = clause.has(Sign.DONE, Sign.HAVING)
    return last.kind in DOING and last.end == clause.end and clause.end - clause.begin <= _LONGEST_ORDER and not done


def _opens(match: Match[Sign], sentence: Sentence) -> bool:
    """Whether a question with a verb in front begins with it."""
    return match.begin == sentence.clauses[0].begin and match.end == match.begin + 1


def _about(sentence: Sentence) -> tuple[str, ...]:
    asking = next((match for match in sentence.signs if match.kind in ASKING), None)
    if _begs(sentence, asking):
        return ()
    if asking is not None and asking.kind in (Sign.ABOUT, Sign.ABOUT_FIRST):
        return sentence.of(Sign.ABOUT, Sign.ABOUT_FIRST)
    if asking is not None:
        # “Who is told if I end it?” is about ending, “who pays if they renew it?” about what is settled.
        conditions = sentence.of(Sign.HYPOTHETICAL) if sentence.has(Sign.ENDING, Sign.STARTING) else ()
        general = (*sentence.of(Sign.GENERAL), *conditions)
        return (asking.phrase, *general) if general else ()
    wants = sentence.has(*DOING)
    return ("?",) if sentence.asks and wants and not sentence.has(Sign.POLITE, Sign.SHOW) else ()


def _begs(sentence: Sentence, asking: Match[Sign] | None) -> bool:
    """“Können wir Alpweb kündigen bitte”: nobody says “please” at the end of what they only ask."""
    last = sentence.signs[-1] if sentence.signs else None
    if asking is None or last is None or asking.kind is not Sign.ABOUT_FIRST:
        return False
    ends = last.phrase in _PLEASE and last.end == sentence.clauses[-1].end
    return ends and asking.phrase.partition(" ")[0] in _MAY and sentence.has(*DOING)


def _data(sentence: Sentence) -> tuple[str, ...]:
    if found := sentence.of(*_DATA):
        return found
    silent = sentence.has(Sign.POLITE, Sign.NEGATION, Sign.HYPOTHETICAL, Sign.CLOSING, Sign.ABOUT_FIRST)
    return ("?",) if sentence.asks and not silent else ()


def _hypothetical(sentence: Sentence) -> tuple[str, ...]:
    conditions = sentence.of(Sign.HYPOTHETICAL)
    is_polite = sentence.has(Sign.POLITE) or any(map(_is_gladly, sentence.clauses))
    return conditions if conditions or is_polite else sentence.of(Sign.SUBJUNCTIVE)


def _is_gladly(clause: Clause) -> bool:
    """“Würden wir den Auftrag gerne ausschreiben”, with anything between."""
    return clause.has(Sign.SUBJUNCTIVE) and any(phrase in _GLADLY for phrase in clause.of(Sign.WISHING))


def _negated(sentence: Sentence) -> tuple[str, ...]:
    """The words that negate what is wanted: “ich will nicht kündigen”, not “er antwortet nicht, bitte kündigen”."""
    if denied := sentence.of(Sign.DENIAL):
        return denied
    done = next((match.end for match in sentence.signs if match.kind in DOING), None)
    if done is not None:
        taken_back = (match for match in sentence.signs if match.kind is Sign.RETRACTION and match.begin >= done)
        if retractions := tuple(match.phrase for match in taken_back):
            return retractions
    wants = any(clause.has(*WANTED) for clause in sentence.clauses)
    for clause in sentence.clauses:
        if clause.has(Sign.NO_MORE) or _is_no_more(clause):
            if clause.has(Sign.ENDING, Sign.STARTING):
                return clause.of(Sign.NO_MORE, Sign.NEGATION, Sign.MORE, Sign.ENDING, Sign.STARTING)
        elif clause.has(Sign.NEGATION) and (not wants or not _states(clause)):
            return clause.of(Sign.NEGATION)
    return ()


def _is_no_more(clause: Clause) -> bool:
    """“Kein Zugriff mehr”."""
    kinds = [match.kind for match in clause.signs]
    return Sign.NEGATION in kinds and Sign.MORE in kinds[kinds.index(Sign.NEGATION) :]


def _states(clause: Clause) -> bool:
    """Whether a clause says how things are, and not what is wanted."""
    return clause.end - clause.begin >= _SHORTEST_STATEMENT and not clause.negates_first and not clause.has(*WANTED)
