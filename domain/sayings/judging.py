"""In which mood one sentence is said, by the signs in it: somebody else's words go first, then questions about an
action, negations, conditions. What the sentences beside it change stands in `domain.sayings.moods`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from domain.sayings.phrases import Match
from domain.sayings.sentences import Clause, Sentence
from domain.sayings.signs import ASKING, DOING, WANTED, Sign

_SHORTEST_STATEMENT = 3
_GLADLY = frozenset({"gern", "gerne", "gärn", "gladly"})
_DATA = (Sign.SHOW, Sign.DATA, Sign.DATA_FIRST)
_PLEASE = frozenset({"bitte", "bitti", "please", "pls", "plz"})
_MAY = frozenset(
    {"kann", "kan", "chan", "cha", "können", "koennen", "chönd", "chönnd", "darf", "dürfen", "can", "could", "may"}
)
_LONGEST_ORDER = 4
"""Words of “Zugang bitte sofort sperren”, which says what is to be done and nothing else."""


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


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence with its mood, and the words of the tables that tell it. `is_telling`: it says more than that
    something is so.
    """

    sentence: Sentence
    mood: Mood
    signs: tuple[str, ...]
    is_telling: bool

    @property
    def ends(self) -> bool:
        """Whether it speaks of an end."""
        return self.sentence.has(Sign.ENDING, Sign.NO_MORE)


def judge_sentence(sentence: Sentence) -> Judged:
    """How the sentence alone is meant."""
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
            return Judged(sentence, mood, signs, is_telling)
    if sentence.cut and sentence.has(*WANTED):
        return Judged(sentence, Mood.HYPOTHETICAL, ("…",), is_telling=True)  # who knows what stands there
    wished = sentence.of(*DOING, Sign.POLITE, Sign.WISHING)
    return Judged(sentence, Mood.WISH, wished, sentence.has(*DOING, Sign.HENCE))


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
            if any(map(_asks_for, sentence.clauses[:place])):
                return ()  # “write to this address, the old ones have been deleted”
            behind = sentence.clauses[place:]
            wanted = any(each.has(Sign.WISHING, Sign.POLITE) for each in behind) or any(map(_orders, behind[1:]))
            return () if wanted else clause.of(Sign.HAVING, Sign.DONE)
    return ()


def _asks_for(clause: Clause) -> bool:
    """Whether a clause asks for something, and says nothing against it."""
    return clause.has(Sign.POLITE, Sign.REQUEST, Sign.REQUEST_FIRST) and not clause.has(
        Sign.ABOUT, Sign.DATA, Sign.HYPOTHETICAL, Sign.NEGATION, Sign.QUOTED
    )


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
    conditions += _otherwise(sentence)
    if sentence.has(Sign.ENDING):
        conditions += sentence.of(Sign.INTENDED)
    if len(sentence.clauses) > 1 and not sentence.asks:
        conditions += sentence.of(Sign.CONDITION_FIRST)
    is_polite = sentence.has(Sign.POLITE) or any(map(_is_gladly, sentence.clauses))
    return conditions if conditions or is_polite else sentence.of(Sign.SUBJUNCTIVE)


def _otherwise(sentence: Sentence) -> tuple[str, ...]:
    """The words that threaten: not those of a reason for what is asked for, “…, sonst bekommt er noch Meldungen”."""
    for place, clause in enumerate(sentence.clauses):
        if clause.has(Sign.OTHERWISE):
            does = any(each.has(Sign.ENDING, Sign.STARTING, Sign.NO_MORE) for each in sentence.clauses[place:])
            if does or not any(map(_asks_for, sentence.clauses[:place])):
                return clause.of(Sign.OTHERWISE)
    return ()


def _is_gladly(clause: Clause) -> bool:
    """“Würden wir den Auftrag gerne ausschreiben”, with anything between."""
    return clause.has(Sign.SUBJUNCTIVE) and any(phrase in _GLADLY for phrase in clause.of(Sign.WISHING))


def _negated(sentence: Sentence) -> tuple[str, ...]:
    """The words that negate what is wanted: “ich will nicht kündigen”, not “er antwortet nicht, bitte kündigen”."""
    if denied := sentence.of(Sign.DENIAL):
        return denied
    if taken_back := _taken_back(sentence):
        return taken_back
    wants = any(clause.has(*WANTED) for clause in sentence.clauses)
    for clause in sentence.clauses:
        if clause.has(Sign.NO_MORE) or _is_no_more(clause):
            if clause.has(Sign.ENDING, Sign.STARTING):
                return clause.of(Sign.NO_MORE, Sign.NEGATION, Sign.MORE, Sign.ENDING, Sign.STARTING)
        elif clause.has(Sign.NEGATION) and (not wants or not _states(clause)):
            return clause.of(Sign.NEGATION)
    return ()


def _taken_back(sentence: Sentence) -> tuple[str, ...]:
    """The words that take back what the sentence has said before them is to be done."""
    found = []
    is_doing = is_settled = False
    for match in sentence.signs:
        if (is_doing and match.kind is Sign.RETRACTION) or (is_settled and match.kind is Sign.SETTLED):
            found.append(match.phrase)
        is_doing = is_doing or match.kind in DOING
        # “Die Anfrage hat sich erledigt” says that it may go.
        is_settled = is_settled or match.kind in (Sign.ENDING, Sign.ACTING)
    return tuple(found)


def _is_no_more(clause: Clause) -> bool:
    """“Kein Zugriff mehr”."""
    kinds = [match.kind for match in clause.signs]
    return Sign.NEGATION in kinds and Sign.MORE in kinds[kinds.index(Sign.NEGATION) :]


def _states(clause: Clause) -> bool:
    """Whether a clause says how things are, and not what is wanted."""
    return clause.end - clause.begin >= _SHORTEST_STATEMENT and not clause.negates_first and not clause.has(*WANTED)
