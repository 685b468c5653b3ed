"""Understands what people ask for: the values in a message, how it is meant, and which action it asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from domain.answers.search import Hit
from domain.answers.spelling import MOST_CHARACTERS
from domain.partnerships.rules import Side
from domain.sayings.contrasts import SLOTS, Contrasts, contrasts
from domain.sayings.deciding import Decision, Outcome, Spoken, asked_about, decide_exact, nearest
from domain.sayings.follow_ups import FollowUps
from domain.sayings.in_forms import InForms
from domain.sayings.judging import Mood
from domain.sayings.matching import EXACT, Matcher, Said
from domain.sayings.moods import Moods
from domain.sayings.names.ordinary import NameWords
from domain.sayings.natures import Kind, Nature, Standing
from domain.sayings.parts import Part, Ranked, ranked
from domain.sayings.pieces import pieces, told
from domain.sayings.pointing import Pointing
from domain.sayings.questions import Questions
from domain.sayings.reasons import feasible, in_reasons
from domain.sayings.replies import Replies
from domain.sayings.slots import Slot, Value, disjoint, masked, unmasked
from domain.sayings.values.reader import Values
from domain.sayings.weighing import Told, Weighed, decided, weighed

STORY = 2
"""Pieces from which on a message is a story: each piece is compared on its own."""
MOST_PIECES = 6
"""Pieces that are: the last ones, for the wish mostly stands at the end."""
MOST_COMPARED = 2 * MOST_CHARACTERS
"""Characters of all these pieces together, of each no more than are read of a message."""
MOST_JUDGED, MOST_CHARACTERS_JUDGED = 30, 4 * MOST_CHARACTERS
"""Pieces in which a doubt is looked for, and their characters: what was said long before is no part of the wish."""
ALL_BUT_EXACT = 0.95
"""Score from which a question is about somebody whom nobody here knows: “wer sieht die Rechnungen von Zorbax?”."""

_ASKING = frozenset({Mood.ABOUT, Mood.DATA})
_WITHOUT_BRACES = str.maketrans("{}", "()")


@dataclass(frozen=True, slots=True)
class Asked:
    """A message by somebody: who reads `language`, speaks for this `side`, and can ask for the actions in `natures`.

    `names` are the values that names in it stand for; `unclear` stand in the place of names that several have, and each
    of the `strangers` in that of what may be the name of somebody who is not here. With the others in `own` one has to
    do already. Names in the message that are `denied` are no values.
    """

    text: str
    language: str
    side: Side
    day: dt.date
    natures: Mapping[str, Nature]
    names: Sequence[Value] = ()
    unclear: Sequence[Value] = ()
    own: frozenset[int] = frozenset()
    strangers: Sequence[Value] = ()
    denied: Sequence[Value] = ()

    @property
    def all_names(self) -> tuple[Value, ...]:
        """The names in it, those that are denied included."""
        return *self.names, *self.denied


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a message; `masked` is what it was compared by. `unclear` are places of names, `story` the
    sentences of a message of several. `stranger` is the place of whom the action is about, if that is nobody here.
    """

    values: tuple[Value, ...]
    unclear: tuple[Value, ...]
    mood: Mood
    masked: str
    decision: Decision
    story: tuple[Weighed, ...] = ()
    stranger: Value | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """Sayings, the words for values, how a wish differs from a question about it, which words are no names, how people
    point at what was shown, follow up, speak to a form, answer a request, and ask which of many: read from the texts
    once.

    Threads may share it.
    """

    matcher: Matcher
    values: Values
    moods: Moods
    follow_ups: FollowUps
    name_words: NameWords
    pointing: Pointing
    in_forms: InForms
    replies: Replies
    questions: Questions

    def read(self, asked: Asked, article: Callable[[], float]) -> Reading:
        """What the message says. `article` tells how near the best article comes, and is asked where that matters."""
        reading = self._read(asked, article)
        return replace(reading, values=self.values.meant(asked.text, reading.values))

    def _read(self, asked: Asked, article: Callable[[], float]) -> Reading:
        values, contrasted = self._all_values(asked)
        # “Neustart” and “Rechnungshof” are names: what they are called says nothing about what is wanted.
        names = [value for value in asked.names if value not in contrasted.old]
        named, spoken = (disjoint((*found, *asked.unclear)) for found in (names, values))
        typed = self.values.without_corrections(asked.text.translate(_WITHOUT_BRACES), spoken)
        typed = contrasted.left_out(typed)
        message = Part.of(typed, named, spoken, tuple(asked.strangers))
        standing = _standing(values, asked.own)
        known = Spoken(message.slots, Mood.WISH, standing, self.matcher.is_personal(message.shown))
        unclear = tuple(asked.unclear)
        spans = pieces(typed, spoken)
        found = tuple(self._found(asked, message, spans, known))
        story = tuple(each for each, _, _ in found)
        if len(spans) < STORY and found:
            ((alone, ranks, _),) = found
            mood = alone.meant_for(asked.natures[alone.best.topic]).mood
            if alone.best.score >= EXACT:
                decision = decide_exact(alone.hits, asked.natures, replace(known, mood=mood), article)
                return Reading(values, unclear, mood, message.shown, decision, stranger=ranks.stranger(decision))
            if mood in _ASKING and not alone.article:
                story = (replace(alone, article=article()),)
        among = weighed(story, asked.natures)
        decision, best = decided(among)
        if best is None:
            return Reading(values, unclear, self.moods.of(message.named), message.shown, decision, among)
        mood = best.meant.mood
        if decision.outcome is Outcome.NONE:
            about = asked_about(decision.hits, asked.natures, replace(known, mood=mood))
            decision = replace(decision, asked_about=about)
        stranger = found[0][1].stranger(decision) if len(spans) < STORY else None
        old = set(values).difference(self.values.meant(asked.text, values))  # “Den Server. Quatsch, den Shop”
        reasons = next(told_of for each, _, told_of in found if each.place == best.told.place)
        meant: Sequence[Value] = [value for value in spoken if value not in old and value not in reasons]
        if decision.outcome is Outcome.BEGIN:
            meant = feasible(meant, typed, best.nature, asked.own, asked.day)
        place = best.told.place
        # Only days that were told long before make a difference to what is asked.
        asks = (
            place > 1 and best.nature.kind is Kind.ASK and self.values.asks_back(typed[slice(*spans[place])], asked.day)
        )
        kept = told(meant, spans, place, asks=asks)
        values = tuple(value for value in values if value in kept)
        unclear = tuple(value for value in unclear if value in kept)
        return Reading(values, unclear, mood, message.shown, decision, among, stranger)

    def _found(
        self,
        asked: Asked,
        message: Part,
        spans: Sequence[tuple[int, int]],
        known: Spoken,
    ) -> Iterator[tuple[Told, Ranked, Sequence[Value]]]:
        """The last sentences of a message that are like something, each with what it is like, and the values in it that
        only stand in a reason.

        What a sentence asks for (`domain.sayings.cores`) is compared beside all of it, and tells how it is meant where
        that is nearer to the same action, or all of it is no wish.
        """
        first = _first_of(spans, MOST_JUDGED, MOST_CHARACTERS_JUDGED)
        is_story = len(spans) >= STORY
        parts = [message.piece(span) for span in spans[first:]] if is_story else [message]
        judged = self.moods.judge(part.named for part in parts)
        last = range(_first_of(spans[first:], MOST_PIECES, MOST_COMPARED) if is_story else 0, len(parts))
        places = [place for place in last if not (is_story and judged.says_nothing(place))]
        before = tuple(accumulate((part.shown for part in parts), "{} {}".format, initial=""))
        told_before = [before[place] for place in places]
        compared = [parts[place] for place in places]
        cores = {place: core for place in places if (core := judged.core(place)) is not None}
        compared += [parts[place].piece(unmasked(core.span, parts[place].names)) for place, core in cores.items()]
        told_before += [before[place] for place in cores]
        every = ranked(self.matcher, asked.language, asked.natures, compared, told_before, message.shown)
        by_core = dict(zip(cores, zip(compared[len(places) :], every[len(places) :], strict=True), strict=True))
        for place, found in zip(places, every, strict=False):
            part, means, core = parts[place], judged, cores.get(place)
            names = part.names
            if core is not None and core.may_ask(grave=_is_grave(by_core[place][1].hits, asked.natures)):
                shorter, nearer = by_core[place]
                is_wish = judged.of(place).mood is Mood.WISH and not judged.denies(place)
                if found.agrees(nearer):
                    found, means = found.raised_by(nearer), judged.with_core(place, core)
                elif (
                    nearer.comes_nearer_than(found)
                    and not core.shows
                    and (not is_wish or (core.does and nearer.is_clear and part.slots <= shorter.slots))
                ):
                    part, found, means = shorter, nearer, judged.with_core(place, core)
            if not found.hits:
                continue
            meant = means.of(place, grave=False)
            gravely = (means if core is None or core.is_asked else judged).of(place)
            if means.denies(place):
                gravely = gravely._replace(mood=Mood.NEGATED)
            # “Webwerk was slow. Agentur Morgenrot does it well: give it to them.” is about somebody who is new.
            values = told(message.spoken, spans, first + place) if is_story else message.spoken
            mood = (gravely if _is_grave(found.hits, asked.natures) else meant).mood
            slots = frozenset(value.slot for value in values)
            spoken = Spoken(slots, mood, _standing(values, asked.own), known.is_personal)
            hits = nearest(found.hits, asked.natures, spoken)
            is_personal = self.matcher.is_personal(part.shown)
            words = len(part.shown.split())
            article = float(found.is_question and hits[0].score < EXACT)
            sure = means is judged or core is None or core.is_sure
            begin, nature = spans[first + place][0] if is_story else 0, asked.natures[hits[0].topic]
            yield (
                Told(first + place, words, is_personal, meant, gravely, hits, found.likely, slots, article, sure),
                found,
                () if core is None else in_reasons(values, core, begin, names, nature, asked.day),
            )

    def asked_of(
        self, action: str, language: str, text: str, strangers: Sequence[Value], values: Sequence[Value]
    ) -> Value | None:
        """Of whom a question is, if that is one of the `strangers`: around them it is word for word, or near to it for
        the first one, which looks most like a name.
        """
        shown = [masked(text, disjoint((stranger, *values))) for stranger in strangers]
        compared = self.matcher.compare_all([(each, frozenset((action,))) for each in shown], language)
        for place, (stranger, found) in enumerate(zip(strangers, compared, strict=True)):
            score = max((hit.score for hit in found.hits if hit.topic == action), default=0.0)
            if score >= (EXACT if place else ALL_BUT_EXACT):
                return stranger
        return None

    def values_in(self, asked: Asked) -> tuple[Value, ...]:
        """The values of the message, those of its names included, and those that are contrasted with others: a form
        has use for them.
        """
        return self.values.meant(asked.text, self._said(asked)[0])

    def _said(self, asked: Asked) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
        """All values that are said, and those that another one takes the place of."""
        found, gone = self.values.read(asked.text, asked.day, asked.all_names, asked.side)
        return disjoint((*asked.names, *found)), disjoint((*asked.denied, *gone))

    def _all_values(self, asked: Asked) -> tuple[tuple[Value, ...], Contrasts]:
        """The values without those that are contrasted with others, and what is."""
        values, gone = self._said(asked)
        apart = [value for value in (*values, *gone) if value.slot in SLOTS]
        several = len(apart) > len({value.slot for value in apart})
        if not (gone or self.values.may_contrast(asked.text, asked.all_names, several=several)):
            return values, Contrasts()
        message = self.values.marked(asked.text, apart)
        signs = self.moods.signs_at([each.word for each in message.said])
        contrasted = contrasts(message, signs, values, gone)
        return tuple(value for value in values if value not in contrasted.old), contrasted

    def learning(self, said: Iterable[tuple[str, str, str]]) -> Understanding:
        """The same with more sayings: action, language and sentence of each."""
        more = tuple(Said(action, language, (sentence,)) for action, language, sentence in said)
        return replace(self, matcher=self.matcher.learning(more)) if more else self

    def prepare(self, words: int = 0) -> None:
        """Makes the index ready, and so many words that no message has needed yet."""
        self.matcher.prepare(words)
        self.name_words.prepare()


def _is_grave(found: Sequence[Hit], natures: Mapping[str, Nature]) -> bool:
    """Whether the nearest action is one that binds."""
    return bool(found) and natures[max(found, key=lambda hit: hit.score).topic].grave


def _standing(values: Iterable[Value], own: frozenset[int]) -> Standing | None:
    """What the one other side that is named is already, if it is one."""
    others = {value.value for value in values if value.slot is Slot.OTHER and value.value is not None}
    if len(others) != 1:
        return None
    return Standing.OWN if others <= own else Standing.NEW


def _first_of(spans: Sequence[tuple[int, int]], most: int, room: int) -> int:
    """The place from which on pieces are looked at: the last ones, so many and with so many characters at most."""
    first = len(spans)
    while first > max(0, len(spans) - most) and room > 0:
        first -= 1
        begin, end = spans[first]
        room -= min(end - begin, MOST_CHARACTERS)
    return first
