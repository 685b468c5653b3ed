"""What narrows a search that was just made: “in Zürich?”, “German-speaking”, “nur die mit Schwerpunkt Shop”.

A place takes the place of the one before, and so does a language; other words are added. “Auf Deutsch” alone asks for
another language of the desk; “deutschsprachig” tells of partners.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from domain.directory import tongues
from domain.directory.terms import stop_words
from domain.directory.wanted import AROUND, BEFORE_PLACES, place_at
from domain.names.keys import fold, words_in

LONGEST = 9
"""Words of a message that only narrows a search."""
_NARROWING = frozenset(words_in(fold("nur bloss lediglich ausschliesslich lieber nume only just rather solely")))
_SAYING_NOTHING = frozenset(
    words_in(
        fold("schwerpunkt fokus focus focused focussed spezialisiert specialised specialized specialising those ones")
    )
)
_TELLING_OF_SPEECH = frozenset(words_in(fold("sprechen spricht sprechend sprechende speak speaks speaking spoken")))
_EXCLUDING = frozenset(words_in(fold("nicht kein keine keinen ohne ausser not no without except nöd nid")))
_BEGINNING_ANEW = frozenset(
    words_in(
        fold("wer welche welcher welches such suche suchen finde gibt kennt kennen who which find search is are do")
    )
)
"""Who begins so asks for somebody anew."""
_OF_THE_DESK = frozenset({"de", "en"})


class _Sort(Enum):
    PLACE = auto()
    LANGUAGE = auto()
    NARROWING = auto()
    ASKING = auto()
    OTHER = auto()


class _Said(NamedTuple):
    """Some words as they were typed, and what they are."""

    sort: _Sort
    typed: str
    folded: tuple[str, ...]


def narrows(text: str) -> bool:
    """Whether a message may do nothing but narrow a search, as far as its words tell."""
    if not 0 < len(text.split()) <= LONGEST:
        return False
    said = tuple(_read(text))
    folded = {word for each in said for word in each.folded}
    sorts = {each.sort for each in said}
    if folded & _EXCLUDING or not said or not _BEGINNING_ANEW.isdisjoint(said[0].folded):
        return False
    if _Sort.NARROWING in sorts:
        return bool(sorts & {_Sort.PLACE, _Sort.LANGUAGE, _Sort.OTHER})
    if _Sort.OTHER in sorts or not sorts & {_Sort.PLACE, _Sort.LANGUAGE}:
        return False
    return _Sort.PLACE in sorts or bool(folded & _TELLING_OF_SPEECH) or any(map(_tells_of_partners, said))


def narrowed(before: str, text: str) -> str:
    """The words of a search, narrowed by those of a message; which language it names, `language_named` tells."""
    more = [each for each in _telling(text) if each.sort is not _Sort.LANGUAGE]
    anew = {each.sort for each in _read(text)} & {_Sort.PLACE, _Sort.LANGUAGE}
    kept = [each for each in _telling(before) if each.sort not in anew]
    return " ".join(each.typed for each in (*kept, *more))


def names_place(text: str) -> bool:
    """Whether a message names a place."""
    return any(each.sort is _Sort.PLACE for each in _read(text))


def language_named(text: str) -> str:
    """The code of the language that a message names, if it names one."""
    found = (tongues.language_in(each.folded[0]) for each in _read(text) if each.sort is _Sort.LANGUAGE)
    return next(found, None) or ""


def _telling(text: str) -> Iterator[_Said]:
    """Without words that only ask, or narrow; “in” stays with its place."""
    inside = ""
    for each in _read(text):
        if each.sort is _Sort.PLACE:
            yield each._replace(typed=f"{inside}{each.typed}")
        elif each.sort in (_Sort.LANGUAGE, _Sort.OTHER):
            yield each
        inside = "" if BEFORE_PLACES.isdisjoint(each.folded) else f"{each.typed} "


def _tells_of_partners(said: _Said) -> bool:
    """“Deutschsprachig”, and any language that the desk itself does not speak."""
    if said.sort is not _Sort.LANGUAGE:
        return False
    (word,) = said.folded
    is_name = word in tongues.folded_names()
    return not is_name or tongues.folded_names()[word] not in _OF_THE_DESK


def _read(text: str) -> Iterator[_Said]:
    typed = [(each.strip(AROUND), tuple(words_in(fold(each)))) for each in text.replace("-", " ").split()]
    typed = [(each, folded) for each, folded in typed if folded]
    # A word as it is typed may be several folded ones; a place is looked for among the words as they are typed.
    flat = ["".join(folded) for _, folded in typed]
    at = 0
    while at < len(typed):
        length, _ = place_at(flat, at)
        part = typed[at : at + max(1, length)]
        folded = tuple(word for _, each in part for word in each)
        sort = _Sort.PLACE if length and flat[at] not in stop_words() else _sort_of(folded)
        yield _Said(sort, " ".join(each for each, _ in part), folded)
        at += len(part)


def _sort_of(folded: Sequence[str]) -> _Sort:
    if len(folded) == 1 and tongues.language_in(folded[0]) is not None:
        return _Sort.LANGUAGE
    if not _NARROWING.isdisjoint(folded):
        return _Sort.NARROWING
    return _Sort.ASKING if stop_words() | _SAYING_NOTHING | _TELLING_OF_SPEECH >= set(folded) else _Sort.OTHER
