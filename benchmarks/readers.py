"""`python -m benchmarks.readers`: what a message costs every reader that may get it, whatever its characters.

Nobody may keep the desk busy with a text. Each text of the table is as long as a message can be; each cell is the worst
processor time, in milliseconds, of the readers that its column stands for.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import string
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from bot.answers import read_knowledge
from bot.app import LOCALES
from domain.amounts import read_amount
from domain.answers.knowledge import LANGUAGES, Knowledge
from domain.answers.language import Languages
from domain.answers.spelling import words
from domain.answers.talk import TalkTable
from domain.clients import read_note
from domain.countries import find_country
from domain.dates import read_day
from domain.directory.entries import read_certificates, read_skills, read_text
from domain.directory.places import read_places
from domain.directory.terms import spellings
from domain.directory.wanted import read_wanted
from domain.mail import read_email
from domain.names.addresses import read_address
from domain.names.keys import near_keys, read_search
from domain.names.reading import read_organisation_name, read_product_name
from domain.organisations.client_codes import read_client_code
from domain.organisations.register_rules import REGISTER_RULES
from domain.organisations.registers import read_register_number
from domain.sayings.moods import Moods
from domain.sayings.values.reader import Values
from domain.tenders.budgets import read_budget
from domain.tenders.deadlines import read_deadline
from domain.tenders.prices import read_price
from domain.tenders.regions import read_region
from domain.tenders.screening import LONGEST_TEXT, read_description, read_subject
from domain.vat.formats import DOMESTIC_PREFIX
from domain.vat.reading import read_vat_number
from domain.websites import read_website
from domain.words import Country, Refused
from domain.zones import read_zone
from storage.answers.articles import load_articles
from storage.answers.saying_words import load_moods, load_values
from storage.answers.wording import load_talk

LIMIT_MS = 10
LENGTH = 4096
"""Characters that a message in Telegram has at most."""
RUNS = 3
_NOON = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Reader:
    """Something that reads what people type: `function` is what the domain calls it, `read` is one way to call it."""

    column: str
    name: str
    function: Callable[..., object]
    read: Callable[[str], object]


def _filled(*parts: str) -> str:
    return "".join(itertools.islice(itertools.cycle("".join(parts)), LENGTH))


def _each(characters: range) -> str:
    return _filled("".join(map(chr, characters)))


def _accented(*accents: str) -> str:
    return _filled(*("a" + "".join(accents) * 30))


# Accents of different classes, which normalisation sorts; a character that becomes eighteen; people joined by ZWJ.
TEXTS: Mapping[str, str] = {
    "one word": _filled(string.ascii_lowercase),
    "one letter": _filled("a"),
    "many words": _filled(*(f"{a}{b}{c} " for a, b, c in itertools.product("prstl", "aeiou", "kmnxz"))),
    "short words": _filled(*(f"{letter} " for letter in string.ascii_lowercase)),
    "question marks": _filled("wer? was? wie? "),
    "digits": _filled("1234567890"),
    "ones": _filled("1"),
    "blanks": _filled(" "),
    "line breaks": _filled("\n"),
    "words, wide apart": _filled("wo", " " * 200, "ist", "\t" * 200),
    "accents": _accented("\u0301", "\u0323"),
    "accents in disorder": _filled("\u0315\u0300\u0327\u0334"),
    "Zalgo": _filled("Z\u0321\u031b\u0348\u034a\u0338 "),
    "emoji": _filled("👨\u200d👩\u200d👧\u200d👦"),
    "flags": _filled("🇨🇭🇩🇪"),
    "full-width": _filled("ＤＥ１２３４５６７８８　"),
    "other digits": _filled("٣٤٥٦"),
    "circled numbers": _filled("⑩⑪"),
    "ligatures": _filled("\ufdfa"),
    "right to left": _filled("\u202eשלום عليكم\u202c "),
    "invisible": _filled("\u200b\u00ad\u2060\u200f"),
    "letters and digits": _filled("a1B2"),
    "Cyrillic and digits": _filled("А1Е2"),
    "Greek": _filled("Αριθμός ΦΠΑ "),
    "Cyrillic": _filled("Как добавить партнёра "),
    "Chinese": _each(range(0x4E00, 0x5E00)),
    "Korean": _each(range(0xAC00, 0xBC00)),
    "Thai": _filled("วิธีเพิ่มพาร์ทเนอร์"),
    "private use": _each(range(0xE000, 0xF000)),
    "lone surrogates": _filled("\ud800a"),
    "sharp s": _filled("ß"),
    "dotted I": _filled("İ"),
    "brackets": "(" * (LENGTH // 2) + ")" * (LENGTH // 2),
    "quotes": _filled("«“'’\""),
    "separators": _filled(".,:;/-_ "),
    "dashes": _filled("–—-"),
    "many numbers": _filled("123456788 136695977 "),
    "many digits, apart": _filled("1 2 3 4 5 6 7 8 9 0 "),
    "groups of three": _filled("404 833 049 "),
    "many VAT numbers": _filled("DE123456789 FR83404833049 "),
    "prefixes": _filled("DE FR IT AT "),
    "prefixes, one digit": _filled("DE1 ES1 IE1 FR1 "),
    "prefixes, glued": _filled("FRDE1ATU1"),
    "labels": _filled("TVA 1 BTW 2 NIP 3 SIRET 4 "),
    "labels with colons": _filled("USt-IdNr: "),
    "one long label": "a" + _filled("b ")[:-2] + ":",
    "old Irish numbers": _filled("8+79739I "),
    "accounts": _filled("DE89 3704 0044 0532 0130 00 "),
    "accounts, glued": _filled("DE89370400440532013000 "),
    "accounts, nearly": _filled("AB12 ABCD "),
    "days": _filled("25.11.2026 "),
    "days, nearly": _filled("1.1.1.1."),
    "letters apart": _filled("D E 1 2 "),
    "court entries": _filled("RCS"),
    "court entries, letters": "RCS" + _filled("b"),
    "sections": _filled("HRB 1 "),
    "section, zeros": ("HRB " + _filled("0"))[:LENGTH],
    "section, long court": "HRB 1 " + _filled("freiburgimbreisgau")[:110],
    "section, many words": "HRB 1 " + _filled("bad ")[:110],
    "court words": _filled("amtsgericht der "),
    "Firmenbuch": _filled("FN 0000000"),
    "tax additions": _filled("MWSTTVAIVAHR"),
    "amounts": _filled("1'234.50 CHF "),
    "amount, grouped": _filled("1'000")[:60],
    "amount, currencies": _filled("fr. ")[:60],
    "amount, years": _filled("per annum ")[:60],
    "price, dashes": _filled("1–")[:80],
    "price, words": _filled("pro ab fix ")[:80],
    "country, nearly": _filled("schweizerische eidgenossenschaft")[:60],
    "country, one letter": _filled("a")[:60],
    "address": _filled("a")[:60] + "@gmial.com",
    "addresses": _filled("a@b.cc "),
    "addresses, nearly": _filled("a@"),
    "address, many labels": "a@" + _filled("a.")[:250] + "ch",
    "address, in brackets": _filled("<a@"),
    "links": _filled("a.bb/"),
    "links, nearly": _filled("www.t.me:"),
    "protocol, nearly": _filled("a")[:-1] + ":",
    "mentions": _filled("@a "),
    "commands": _filled("/a "),
}


KNOWN = dict.fromkeys(spellings().values())
"""Terms that entries of the directory have."""


def readers() -> Sequence[Reader]:
    """Every reader, ready and warm."""
    knowledge = read_knowledge(LOCALES)
    knowledge.prepare()
    values, moods = load_values(LOCALES), load_moods(LOCALES)
    languages = Languages((each.language, words(f"{each.question} {each.body}")) for each in load_articles(LOCALES))
    found = [
        *(
            Reader("search", f"search, {language}", Knowledge.find, partial(knowledge.find, language=language))
            for language in LANGUAGES
        ),
        Reader("search", "follow-up", Knowledge.find_after, partial(knowledge.find_after, "invoices", language="de")),
        Reader("language", "language", Languages.shares, languages.shares),
        Reader(
            "language", "language of a question", Knowledge.language_of, partial(knowledge.language_of, reader="de")
        ),
        Reader("small talk", "small talk", TalkTable.kind, load_talk(LOCALES).kind),
        *(
            Reader("VAT", f"VAT, {code}", read_vat_number, partial(read_vat_number, country=Country(code)))
            for code in (*DOMESTIC_PREFIX, "CH", "NO", "US")
        ),
        *(
            Reader(
                "register", f"register of {code}", read_register_number, partial(read_register_number, Country(code))
            )
            for code in (*REGISTER_RULES, "US")
        ),
        Reader("name", "organisation name", read_organisation_name, read_organisation_name),
        Reader("name", "product name", read_product_name, read_product_name),
        Reader("name", "address of a partner", read_address, lambda text: read_address(text) or "none"),
        Reader("name", "partner that is looked for", read_search, lambda text: near_keys(read_search(text).joined)),
        Reader("name", "note about a client", read_note, read_note),
        Reader("amount", "amount", read_amount, partial(read_amount, currency="CHF")),
        Reader("amount", "budget", read_budget, partial(read_budget, currency="CHF")),
        Reader("amount", "price of an offer", read_price, partial(read_price, currency="CHF")),
        Reader("country", "country", find_country, find_country),
        Reader("day", "day", read_day, lambda text: read_day(text, dt.date(2026, 11, 28))),
        Reader("day", "deadline", read_deadline, lambda text: read_deadline(text, _NOON, dt.UTC)),
        Reader("saying", "values", Values.found, lambda text: values.found(text, dt.date(2026, 11, 28))),
        Reader("saying", "mood", Moods.of, moods.of),
        Reader("tender", "subject", read_subject, read_subject),
        Reader("tender", "what is wanted", read_description, read_description),
        Reader(
            "tender",
            "a text as long as it may be",
            read_description,
            lambda text: read_description(text[:LONGEST_TEXT]),
        ),
        Reader("tender", "region", read_region, read_region),
        Reader("client code", "client code", read_client_code, lambda text: read_client_code(text) or "none"),
        Reader("website", "website", read_website, read_website),
        Reader("e-mail", "e-mail address", read_email, read_email),
        Reader("time zone", "time zone", read_zone, read_zone),
        Reader("directory", "entry's text", read_text, read_text),
        Reader("directory", "entry's specialities", read_skills, read_skills),
        Reader("directory", "entry's certificates", read_certificates, read_certificates),
        Reader("directory", "entry's places", read_places, read_places),
        Reader("directory", "partner that is wanted", read_wanted, lambda text: read_wanted(text, KNOWN).unknown),
    ]
    for reader in found:
        _cost_ms(reader, "Wer bezahlt die Rechnungen? 123456788 HRB 1 Ulm")
    return found


def _cost_ms(reader: Reader, text: str) -> float:
    """The best of a few runs, each with another character in the middle: a word that is remembered costs nothing."""
    best = float("inf")
    middle = len(text) // 2
    for run in range(RUNS):
        other = "567"[run] if text[middle].isdecimal() else "xyz"[run] if text[middle].isalpha() else text[middle]
        variant = text[:middle] + other + text[middle + 1 :]
        began = time.process_time()
        with suppress(Refused):
            reader.read(variant)
        best = min(best, time.process_time() - began)
    return best * 1000


def measure(found: Sequence[Reader], texts: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, tuple[float, str]]]]:
    """By text and column: the worst reader's cost, and its name."""
    for name, text in texts.items():
        worst: dict[str, tuple[float, str]] = {}
        for reader in found:
            cost = _cost_ms(reader, text), reader.name
            worst[reader.column] = max(worst.get(reader.column, cost), cost)
        yield name, worst


def main() -> None:
    argparse.ArgumentParser(prog="python -m benchmarks.readers", description=__doc__).parse_args()
    found = readers()
    columns = list(dict.fromkeys(reader.column for reader in found))
    print(f"\nWorst processor time, ms{'':4}" + "".join(f"{column:>10}" for column in columns))
    above: list[str] = []
    highest = dict.fromkeys(columns, 0.0)
    for text, worst in measure(found, TEXTS):
        cells = ""
        for column in columns:
            cost, reader = worst[column]
            cells += f"{cost:9.2f}{'!' if cost > LIMIT_MS else ' '}"
            highest[column] = max(highest[column], cost)
            if cost > LIMIT_MS:
                above.append(f"{reader}: {text}, {cost:.1f} ms")
        print(f"    {text:24}{cells}", flush=True)
    print(f"    {'highest':24}" + "".join(f"{highest[column]:9.2f} " for column in columns))
    print(f"\n    {len(TEXTS)} texts × {len(found)} readers; above {LIMIT_MS} ms: {len(above) or 'none'}")
    for line in above:
        print(f"        {line}")


if __name__ == "__main__":
    main()
