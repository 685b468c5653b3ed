"""What a message costs is measured for every reader of the domain, and every text leads to an answer or a reason."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator

import domain
from benchmarks.readers import LENGTH, TEXTS, Reader, readers
from domain.accounts import values
from domain.accounts.values import read_exact_amount, read_moment
from domain.answers.knowledge import Knowledge
from domain.answers.language import Languages
from domain.answers.talk import TalkTable
from domain.names.reading import read_given_name
from domain.sayings.moods import Moods
from domain.sayings.values.reader import Values
from domain.support import read_hours
from domain.words import Refused

_QUICK = 500
FROM_SETTINGS = {read_hours}
"""Read from settings when the program starts, never from a message."""
FROM_PROVIDER = {read_exact_amount, read_moment, values.read_day, read_given_name}
"""Read from the provider's records, whose fields have a length."""


def functions() -> Iterator[Callable[..., object]]:
    """All public functions of the domain that read or find something in a text."""
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            parameters = inspect.signature(function).parameters
            if name.startswith(("read_", "find_")) and "text" in parameters and function.__module__ == module.name:
                yield function


def test_the_table_has_every_reader() -> None:
    measured = {reader.function for reader in readers()}

    of_answers = {Knowledge.find, Knowledge.find_after, Knowledge.language_of, Languages.shares, TalkTable.kind}
    of_sayings = {Values.found, Moods.of}
    assert measured == {*functions(), *of_answers, *of_sayings} - FROM_SETTINGS - FROM_PROVIDER


def test_texts_are_as_long_as_a_message_can_be_and_no_longer() -> None:
    assert max(map(len, TEXTS.values())) <= LENGTH + 200
    assert sum(len(text) >= LENGTH - 2 for text in TEXTS.values()) > len(TEXTS) * 0.8


def test_every_text_is_answered_or_refused_by_every_reader_of_numbers() -> None:
    for reader in readers():
        if reader.column not in {"search", "language", "small talk"}:
            for text in TEXTS.values():
                reads(reader, text[:_QUICK])


def reads(reader: Reader, text: str) -> None:
    """Nothing but an answer or a refusal comes of a text."""
    try:
        assert reader.read(text) is not None
    except Refused:
        return
