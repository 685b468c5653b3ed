"""What a sentence asks for, without the reasons that are given around it: “bitte Studio Grün kündigen, texten tut jetzt
meine Tochter”, “our board doesn't want that any longer, so take them out”.

A reason has words of its own – “not”, “she says”, “who knows why” –, and they say nothing of what is asked for. Whoever
takes it back, doubts it, or makes it hang on something is no reason, and then there is no core.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from domain.sayings.phrases import Match
from domain.sayings.sentences import Clause, Sentence
from domain.sayings.signs import DOING, Sign

SHORTEST_REASON = 4
"""Words from which on a clause with a “not” or somebody's words in it may be a reason: “not today” is none."""
_CONTENT = 3
"""Words behind “she says” that are what she says."""
_WITHOUT = frozenset({"ohne", "without"})
"""“…, ohne den können sie nicht arbeiten” may begin a reason."""
_CONDITIONS = frozenset({"if", "whether", "wenn", "wänn", "falls", "ob", "öb"})
"""What a question begins with that may as well be a condition: “if Nordnet leaves, …”."""
_ASKS = (Sign.POLITE, Sign.REQUEST, Sign.REQUEST_FIRST)
_UNSURE = (
    *(Sign.ABOUT, Sign.ABOUT_FIRST, Sign.DATA, Sign.DATA_FIRST, Sign.FRAME),
    *(Sign.NEGATION, Sign.HYPOTHETICAL, Sign.OTHERWISE, Sign.QUOTED, Sign.SUBJUNCTIVE),
)
"""What a core has none of …"""
_UNDOING = (
    *(Sign.RETRACTION, Sign.SETTLED, Sign.DENIAL, Sign.INTENDED),
    *(Sign.HYPOTHETICAL, Sign.CONDITION_FIRST, Sign.SUBJUNCTIVE),
)
"""… and what stands neither in it nor in what is said around it."""


class Core(NamedTuple):
    """The clauses of a sentence that ask for something, and their characters. `is_asked`: they do so in so many words,
    `is_plain`: nothing before them is what others say or want; `is_sure`: nor is anything behind them. `beside` are the
    clauses that give reasons.
    """

    sentence: Sentence
    span: tuple[int, int]
    is_asked: bool
    is_plain: bool
    is_sure: bool
    beside: Sequence[Clause] = ()

    @property
    def shows(self) -> bool:
        """Whether it asks to be shown something: “zeig mir alle, die wir betreuen” asks for no more than it says."""
        return self.sentence.has(Sign.SHOW)

    @property
    def does(self) -> bool:
        """Whether it asks in so many words for something to be done: not “all clients, please”."""
        return self.is_asked and self.sentence.has(*DOING)

    def may_ask(self, *, grave: bool) -> bool:
        """Whether it is enough for what is `grave`, or for anything else."""
        return self.is_asked or (self.is_plain and not grave)


def core_of(sentence: Sentence) -> Core | None:
    """What a sentence asks for, if there is more in it, and nothing of that is against it."""
    clauses = sentence.clauses
    wished = [place for place, clause in enumerate(clauses) if _wishes(clause)]
    if sentence.cited or sentence.cut or not wished:
        return None
    first, last = wished[0], wished[-1]
    if not any(clauses[place].names for place in range(first, last + 1)):
        first, last = _with_name(clauses, first, last)
    inside = clauses[first : last + 1]
    if any(clause.has(*_UNSURE, *_UNDOING) for clause in inside):
        return None
    if sentence.asks and not any(clause.has(Sign.POLITE) for clause in inside):
        return None
    before, behind = clauses[:first], clauses[last + 1 :]
    if not all(map(_is_reason, (*before, *behind))):
        return None
    span = inside[0].core[0], inside[-1].core[1]
    if span == (clauses[0].span[0], clauses[-1].span[1]):
        return None
    is_asked = any(map(_asks, inside))
    # “Nordnet soll den Shop übernehmen” asks for it, too, where nobody else says so.
    is_said = any(clause.names and clause.has(Sign.WISHING) for clause in inside)
    is_plain = not any(map(_is_told, before))
    is_sure = is_plain and not any(map(_is_told, behind))
    return Core(Sentence(inside), span, is_asked or (is_said and is_sure), is_plain, is_sure, (*before, *behind))


def _asks(clause: Clause) -> bool:
    return clause.has(*_ASKS, Sign.SHOW)


def _wishes(clause: Clause) -> bool:
    """Whether it says that something is to be done."""
    if clause.has(Sign.SHOW):
        return not clause.has(*_UNSURE)
    if clause.has(*_UNSURE) or not clause.has(*_ASKS, Sign.WISHING):
        return False
    return clause.has(*DOING) or (
        (clause.has(*_ASKS) or (clause.names and not clause.has(Sign.WANTING)))
        and clause.end - clause.begin >= _CONTENT
    )


def _with_name(clauses: Sequence[Clause], first: int, last: int) -> tuple[int, int]:
    """The places of the clauses, with one beside them that names somebody or something, if it says nothing else: “bitte
    ändern, wer bei Nordnet zahlt”.
    """
    for place in (last + 1, first - 1):
        if 0 <= place < len(clauses) and clauses[place].names and not clauses[place].has(*_UNSURE, Sign.HAVING):
            return min(first, place), max(last, place)
    return first, last


def _is_told(clause: Clause) -> bool:
    """Whether it is what others say or want."""
    return clause.has(Sign.QUOTED) or (clause.has(Sign.WANTING) and (clause.names or clause.has(Sign.OTHERS)))


def _is_condition(match: Match[Sign]) -> bool:
    return match.kind in (Sign.DATA, Sign.ABOUT) and match.phrase.partition(" ")[0] in _CONDITIONS


def _is_reason(clause: Clause) -> bool:
    """Whether it may be why something is asked for, and takes back nothing of it."""
    if clause.has(*_UNDOING) or any(_is_condition(match) for match in clause.signs):
        return False
    if clause.has(Sign.NEGATION, Sign.NO_MORE, Sign.QUOTED) and clause.end - clause.begin < SHORTEST_REASON:
        return False
    if clause.negates_first and clause.signs[0].phrase not in _WITHOUT:
        return False  # “…, nicht bevor ich zurück bin”
    quoted = [match for match in clause.signs if match.kind is Sign.QUOTED]
    return all(
        clause.end - match.end >= _CONTENT and (match.begin > clause.begin or match.end > match.begin + 1)
        for match in quoted
    )
