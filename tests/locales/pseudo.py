"""A language that nobody speaks, made of the English texts: every letter has an accent, every text is 40 % longer.

Whatever is read without accents was not marked as a text; whatever is cut has no room for longer languages. It goes by
the code of a language that is written in other letters, so that dates, countries and amounts have none of ours either.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from handlers.chat.catalogs import catalog_path

CODE = "el"
NOT_WRITTEN = "affiliate-programme"
"""The topic that has no article in the language."""
LONGER_BY = 0.4
_ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀćďéƒĝĥíĵķľɱńőƥɋřšťúṽŵẋýžÁƁĆĎÉƑĜĤÍĴĶĽṀŃŐƤɊŘŠŤÚṼŴẊÝŽ",
)
_KEPT = re.compile(r"\{[^}]*\}|<[^>]*>|https?://\S+|(?<![\w<])/\w+|@\w+|&\w+;|[\w.-]+\.(?:example|com|ch)\b")
"""What stays as it is: places, tags, addresses, commands, names in Telegram."""


def accented(text: str) -> str:
    """The text in the language, as long as the English one."""
    pieces, end = [], 0
    for kept in _KEPT.finditer(text):
        pieces += [text[end : kept.start()].translate(_ACCENTS), kept.group()]
        end = kept.end()
    return "".join([*pieces, text[end:].translate(_ACCENTS)])


def lengthened(text: str) -> str:
    """The text in the language, longer by its share of what is read of it."""
    shown = len(_KEPT.sub("", text).strip())
    more = round(shown * LONGER_BY)
    return f"{accented(text)} {'~' * (more - 1)}" if more > 1 else accented(text)


def add_language(root: Path, locales: Path) -> Path:
    """Makes `root` a folder like `locales`, with one more folder in it: that of the language. Returns `root`."""
    root.mkdir()
    for language in ("de", "en"):
        (root / language).symlink_to(locales / language)
    path = catalog_path(root, CODE)
    path.parent.mkdir(parents=True)
    with catalog_path(locales, "de").open("rb") as file:
        german = read_po(file)
    made = Catalog(locale=CODE)
    for message in german:
        if isinstance(message.id, str) and message.id:
            made.add(message.id, lengthened(message.id))
        elif message.id:
            made.add(message.id, tuple(map(lengthened, message.id)))
    with path.open("wb") as file:
        write_po(file, made, omit_header=True)
    _add_articles(root / CODE / "articles", locales / "en" / "articles")
    return root


def _add_articles(folder: Path, english: Path) -> None:
    """All articles but one, with few phrasings: what is not written yet is read in English."""
    folder.mkdir()
    for path in sorted(english.glob("*.md")):
        if path.stem == NOT_WRITTEN:
            continue
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        fields = yaml.safe_load(front)
        fields["question"], fields["title"] = (
            accented(fields["question"]),
            accented(fields.get("title", fields["question"])),
        )
        fields["aliases"] = [accented(alias) for alias in fields["aliases"][:3]]
        head = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
        (folder / path.name).write_text(f"---\n{head}---\n{accented(body)}", "utf-8")
