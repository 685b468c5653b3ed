"""The texts in other languages, `<root>/<language>/LC_MESSAGES/messages.po`: read at the start, and checked.

English is the text in the code, so it has no catalog. Nothing is compiled beforehand: gettext's binary form is made
in memory.
"""

from __future__ import annotations

import gettext
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from domain.answers.knowledge import SOURCE_LANGUAGE
from storage.answers.languages import languages_with

CATALOG = "LC_MESSAGES/messages.po"
"""Where a language's folder has it."""

_TELEGRAMS_TAGS = frozenset({"a", "b", "blockquote", "code", "del", "em", "i", "ins", "pre", "s", "strong", "u"})
"""Those of Telegram's tags that a text may need (Bot API, “HTML style”)."""
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)[^<>]*>")
_SHOWN = 60
"""Characters of a text that are enough to find it."""


@dataclass(frozen=True, slots=True, order=True)
class CatalogFault:
    """Something to put right in a catalog: one sentence about the translation of `text`, with file and line (from 1).

    `text` is the English one; empty where the fault is the file's.
    """

    path: Path
    line: int
    text: str
    sentence: str

    def __str__(self) -> str:
        text = " ".join(self.text.split())
        shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
        about = f" (“{shown}”)" if shown else ""
        return f"{self.path}:{self.line}: {self.sentence}{about}"


class FaultyCatalog(Exception):
    """A catalog that cannot be read; `fault` says why."""

    def __init__(self, fault: CatalogFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def catalog_path(root: Path, language: str) -> Path:
    """Where the catalog of `language` (`de`) stands under `root` (`locales/`)."""
    return root / language / CATALOG


def languages_in(root: Path) -> tuple[str, ...]:
    """The languages that the desk speaks: each that has a catalog under `root` (`locales/`), and the code's own."""
    return languages_with(root, CATALOG)


@cache
def load_translations(root: Path, language: str) -> gettext.NullTranslations:
    """What translates into `language`; a text without translation stays as it is. Raises `FaultyCatalog`.

    Texts are a part of the program, so a process reads them once.
    """
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, _read(catalog_path(root, language)))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def check_catalog(path: Path) -> list[CatalogFault]:
    """Everything that is wrong with the catalog, by line; empty if it is fit to be used.

    Whether its texts are those of the code is not checked here: that takes the source tree.
    """
    try:
        catalog = _read(path)
    except FaultyCatalog as unreadable:
        return [unreadable.fault]
    faults = [
        _fault(path, message, sentence)
        for message in catalog
        if message.id
        for sentence in _wrong_with(message, _language(path))
    ]
    faults += [
        _fault(path, message, "No text of the program is this one any more: remove the entry.")
        for message in catalog.obsolete.values()
    ]
    return sorted(faults)


def _language(path: Path) -> str:
    return path.parents[1].name


def _read(path: Path) -> Catalog:
    try:
        with path.open("rb") as file:
            # The plural's rule is CLDR's for the language; the file needs no header for it.
            return read_po(file, locale=_language(path), abort_invalid=True)
    except FileNotFoundError:
        raise FaultyCatalog(CatalogFault(path, 1, "", "The catalog is missing.")) from None
    except UnicodeDecodeError:
        raise FaultyCatalog(CatalogFault(path, 1, "", "The file is not UTF-8.")) from None
    except UnknownLocaleError:
        sentence = f"“{_language(path)}” is no language: a folder is called by its ISO 639 code, such as “fr”."
        raise FaultyCatalog(CatalogFault(path, 1, "", sentence)) from None
    except PoFileError as error:
        sentence = f"The file is no catalog of gettext’s: {error}."
        raise FaultyCatalog(CatalogFault(path, error.lineno + 1, "", sentence)) from error


def _fault(path: Path, message: Message, sentence: str) -> CatalogFault:
    return CatalogFault(path, message.lineno or 1, _forms(message.id)[0], sentence)


def _forms(text: str | Iterable[str]) -> tuple[str, ...]:
    """One form, or one per number in a plural."""
    return (text,) if isinstance(text, str) else tuple(text)


def _wrong_with(message: Message, language: str) -> Iterator[str]:
    sources, translations = _forms(message.id), _forms(message.string or "")
    if message.fuzzy:
        yield "The translation is marked as fuzzy: check it, and remove the mark."
    if not all(translations):
        yield "The translation is missing." if len(sources) == 1 else "A form of the translation is missing."
        return
    for number, translation in enumerate(translations):
        source = sources[min(number, len(sources) - 1)]
        yield from _wrong_places(source, translation)
        yield from _wrong_tags(source, translation)
        if language == "de" and "ß" in translation:
            yield "The translation has an “ß”: Switzerland writes “ss”."


def _wrong_places(source: str, translation: str) -> Iterator[str]:
    try:
        there = _places(translation)
    except ValueError:
        yield "The translation has a brace without its counterpart."
        return
    if difference := _difference(_places(source), there):
        yield f"The places of the translation differ from the English text’s: {difference}."


def _places(text: str) -> Counter[str]:
    return Counter(f"{{{name}}}" for _, name, _, _ in Formatter().parse(text) if name is not None)


def _wrong_tags(source: str, translation: str) -> Iterator[str]:
    if difference := _difference(_tags(source), _tags(translation)):
        yield f"The tags of the translation differ from the English text’s: {difference}."
    if refused := refused_markup(translation):
        yield f"Telegram would refuse the translation: {refused}."


def _tags(text: str) -> Counter[str]:
    return Counter(tag.group() for tag in _TAG.finditer(text))


def refused_markup(text: str) -> str | None:
    """What Telegram would not take of the text's HTML."""
    opened: list[str] = []
    for tag in _TAG.finditer(text):
        name = tag["name"]
        if name not in _TELEGRAMS_TAGS:
            return f"it has no {tag.group()}"
        if not tag["end"]:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return f"{tag.group()} closes what is not open"
    if opened:
        return f"<{opened[-1]}> is not closed"
    if "<" in _TAG.sub("", text):
        return "a “<” that opens no tag is written &lt;"
    return None


def _difference(wanted: Counter[str], there: Counter[str]) -> str:
    sides = (("missing", wanted - there), ("not in English", there - wanted))
    return ", ".join(f"{what} {' '.join(sorted(items.elements()))}" for what, items in sides if items)
