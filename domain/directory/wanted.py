"""What somebody wants who types “jemand für Shopware in Bern” or “French-speaking WordPress agency”.

Places, languages and all other words are told apart; words that only ask fall away; typos are forgiven where nothing is
called exactly so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.directory import places, tongues
from domain.directory.places import country_of, region_of
from domain.directory.terms import parts_of, read_words, spellings, stop_words
from domain.names.keys import fold, words_in

MOST_READ = 200
"""Characters of what is typed."""
MOST_CONCEPTS = 8
_PLACE, _LANGUAGE = 4.0, 4.0
_WIDER, _NARROWER = 0.6, 0.9
"""An entry for all of a country where a canton is wanted; one in a city of the wanted canton."""
_SHORTEST_MISTYPED, _TWO_TYPOS = 4, 8
_SHORTEST_BEGINNING = 4
AROUND = ".,;:!?…«»“”„\"'()[]"
_LIKE_WORDS = frozenset({"nice", "tours", "essen", "halle", "baden", "brest", "brig", "como", "wil"})
"""Places that are ordinary words, too: they are meant behind “in” and the like only."""
BEFORE_PLACES = frozenset({"in", "im", "aus", "bei", "um", "nahe", "near", "around", "from", "region", "raum"})


@dataclass(frozen=True, slots=True)
class Filters:
    """What was tapped: codes, empty for any."""

    shelf: str = ""
    language: str = ""
    place: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """What an entry must have, as it is indexed."""
        chosen = ((self.shelf, "#"), (self.language, "@"), (self.place, "/"))
        return tuple(f"{mark}{code}" for code, mark in chosen if code)


@dataclass(frozen=True, slots=True)
class Concept:
    """One wanted thing: the terms that say it, with what each counts. A facet counts the same however many have it."""

    terms: Mapping[str, float]
    is_facet: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that is wanted, and the words, as they were typed, that nothing is called."""

    concepts: tuple[Concept, ...]
    unknown: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    known: Mapping[str, object]
    concepts: list[Concept] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read_wanted(text: str, known: Mapping[str, object]) -> Wanted:
    """What is wanted; `known` are the terms that entries have."""
    reading = _Reading(known)
    words = words_in(fold(text[:MOST_READ]))
    rest: list[str] = []
    place = 0
    while place < len(words):
        length = _place_at(reading, words, place) or _language_at(reading, words, place)
        if length:
            _read_rest(reading, rest)
            rest = []
        else:
            rest.append(words[place])
            length = 1
        place += length
    _read_rest(reading, rest)
    return Wanted(tuple(reading.concepts[:MOST_CONCEPTS]), _as_typed(reading.unknown, text) if reading.unknown else ())


def _as_typed(unknown: Sequence[str], text: str) -> tuple[str, ...]:
    """The words as they stand in the text, each once."""
    typed = {word: each.strip(AROUND) for each in reversed(text[:MOST_READ].split()) for word in words_in(fold(each))}
    return tuple(dict.fromkeys(typed.get(word, word) for word in unknown))


def place_at(words: Sequence[str], place: int) -> tuple[int, Sequence[str]]:
    """How many folded words from here on name a place, and its codes."""
    for length in range(min(places.longest_name(), len(words) - place), 0, -1):
        name = words[place : place + length]
        found = places.find_place(name)
        if found is None:
            continue
        if length == 1 and name[0] in _LIKE_WORDS and (place == 0 or words[place - 1] not in BEFORE_PLACES):
            continue
        if length == 1 and len(name[0]) < 3 and name[0] != "ch":
            continue
        return length, found.codes
    return 0, ()


def _place_at(reading: _Reading, words: Sequence[str], place: int) -> int:
    """The same; the place is noted then."""
    length, codes = place_at(words, place)
    if length:
        reading.concepts.append(_place(codes))
    return length


def _place(codes: Sequence[str]) -> Concept:
    terms: dict[str, float] = {}
    for code in codes:
        region = region_of(code)
        # Whoever says so much more than is wanted works there as well, but is not from there.
        _note(terms, f"={country_of(code)}", _PLACE * _WIDER)
        if region != code:
            _note(terms, f"={region}", _PLACE * _NARROWER)
            _note(terms, f"/{region}", _PLACE * _WIDER)
        _note(terms, f"/{code}", _PLACE)
    return Concept(terms, is_facet=True)


def _language_at(reading: _Reading, words: Sequence[str], place: int) -> int:
    code = tongues.language_in(words[place])
    if code is None:
        return 0
    reading.concepts.append(Concept({f"@{code}": _LANGUAGE}, is_facet=True))
    return 1


def _note(terms: dict[str, float], term: str, weight: float) -> None:
    terms[term] = max(weight, terms.get(term, 0))


def _read_rest(reading: _Reading, words: Sequence[str]) -> None:
    """Words that name neither a place nor a language."""
    for word, term in read_words(words):
        if term in reading.known:
            reading.concepts.append(Concept({term: 1.0}))
        elif (parts := parts_of(word, reading.known)) is not None:
            reading.concepts += [Concept({part: 1.0}) for part in parts]
        elif not _mistyped(reading, word, term):
            reading.unknown.append(word)


def _mistyped(reading: _Reading, word: str, term: str) -> bool:
    """Whether the word is a beginning of something known, or some typos away from it; that is noted then."""
    if len(word) >= _SHORTEST_BEGINNING:
        begun = [each for each in reading.known if each.startswith(term) and each[0] not in "@#/=~"]
        if begun:
            reading.concepts.append(Concept(dict.fromkeys(begun, 1.0)))
            return True
    near = _nearest(word, reading.known)
    if near is None:
        return False
    if near in stop_words():
        return True
    if near in tongues.folded_names():
        reading.concepts.append(Concept({f"@{tongues.folded_names()[near]}": _LANGUAGE}, is_facet=True))
    elif near not in reading.known and (found := places.find_place((near,))) is not None:
        reading.concepts.append(_place(found.codes))
    else:
        reading.concepts.append(Concept({near: 1.0}))
    return True


def _nearest(word: str, known: Mapping[str, object]) -> str | None:
    """What the word was meant to be: a place, a language, or a term that entries have."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(word) < _SHORTEST_MISTYPED:
        return None
    most = 2 if len(word) >= _TWO_TYPOS else 1
    candidates = [each for each in known if each[0] not in "@#/=~"]
    candidates += [spelling for spelling, term in spellings().items() if term in known]
    candidates += [*places.folded_names(), *tongues.folded_names()]
    found = process.extractOne(word, candidates, scorer=OSA.distance, score_cutoff=most)
    if found is None:
        return None
    name = str(found[0])
    return spellings().get(name, name) if name not in known else name
