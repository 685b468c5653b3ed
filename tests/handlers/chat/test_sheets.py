"""Tables as files: what Excel finds in them, read back from the files themselves."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from defusedxml import ElementTree

from domain.words import Country, Literal, Money, Msg, Plural
from handlers.chat.rendering import Renderer
from handlers.chat.sheets import Cell, Column, Kind, SheetWriter, Table

CATALOGS = Path(__file__).parents[3] / "locales"
NOW = dt.datetime(2026, 3, 4, 23, 30, tzinfo=dt.UTC)  # half past midnight in Zurich
RENDERER = Renderer(CATALOGS, ZoneInfo("Europe/Zurich"))
GERMAN, ENGLISH = (SheetWriter(RENDERER, language, NOW) for language in ("de", "en"))
COLUMNS = (
    Column(Literal("Client")),
    Column(Literal("Products"), Kind.WHOLE),
    Column(Literal("Worth"), Kind.AMOUNT),
    Column(Literal("Expires"), Kind.DAY),
)
TABLE = Table(
    Literal("Clients"),
    COLUMNS,
    (
        ("Zürich & Söhne <AG>", 1200, Money(Decimal("1234.5"), "CHF"), dt.date(2026, 12, 31)),
        ("Seegarten", 2, Money(Decimal("-80"), "EUR"), NOW),
        ("山", None, Money(Decimal(5000), "JPY"), None),
        (None, None, None, None),
    ),
)
_SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@dataclass(frozen=True)
class _Sheet:
    """What an XLSX says of one sheet: rows of (type, what is written), and its parts as they stand."""

    name: str
    rows: list[list[tuple[str, str]]]
    xml: str


def _sheets(content: bytes) -> list[_Sheet]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = [
            each.get("name", "")
            for each in ElementTree.fromstring(book.read("xl/workbook.xml")).iterfind(".//m:sheet", _SPACE)
        ]
        strings = [
            "".join(each.itertext())
            for each in ElementTree.fromstring(book.read("xl/sharedStrings.xml")).iterfind("m:si", _SPACE)
        ]
        found = []
        for number, name in enumerate(names, start=1):
            xml = book.read(f"xl/worksheets/sheet{number}.xml")
            rows = [
                [
                    _cell(cell.get("t", "n"), cell.findtext("m:v", "", _SPACE), strings)
                    for cell in row.iterfind("m:c", _SPACE)
                ]
                for row in ElementTree.fromstring(xml).iterfind(".//m:row", _SPACE)
            ]
            found.append(_Sheet(name, rows, xml.decode()))
        return found


def _cell(kind: str, value: str, strings: list[str]) -> tuple[str, str]:
    return ("text", strings[int(value)]) if kind == "s" else (kind, value)


def _lines(writer: SheetWriter, *rows: tuple[Cell, ...]) -> list[list[str]]:
    content = writer.csv(Literal("x"), Table(Literal("x"), COLUMNS[:1], rows)).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";" if writer is GERMAN else ","))


def test_a_workbook_holds_numbers_and_days_as_numbers() -> None:
    made = GERMAN.xlsx(Literal("Clients 2026"), [TABLE])
    (sheet,) = _sheets(made.content)

    assert made.file_name == "Clients-2026.xlsx"
    assert sheet.name == "Clients"
    assert sheet.rows == [
        [("text", "Client"), ("text", "Products"), ("text", "Worth"), ("text", "Währung"), ("text", "Expires")],
        [("text", "Zürich & Söhne <AG>"), ("n", "1200"), ("n", "1234.5"), ("text", "CHF"), ("n", "46387")],
        [("text", "Seegarten"), ("n", "2"), ("n", "-80"), ("text", "EUR"), ("n", "46086")],
        [("text", "山"), ("n", "5000"), ("text", "JPY")],
    ]
    assert 'state="frozen"' in sheet.xml
    assert '<autoFilter ref="A1:E5"/>' in sheet.xml
    assert sheet.xml.count("<col ") == 5


def test_a_file_with_separators_opens_in_the_readers_excel() -> None:
    german = GERMAN.csv(Literal("Kunden"), TABLE).content
    english = ENGLISH.csv(Literal("Clients"), TABLE).content

    assert german.startswith(b"\xef\xbb\xbf")
    assert german.decode("utf-8-sig").splitlines() == [
        "Client;Products;Worth;Währung;Expires",
        "Zürich & Söhne <AG>;1200;1234.50;CHF;31.12.2026",
        "Seegarten;2;-80.00;EUR;05.03.2026",
        "山;;5000;JPY;",
        ";;;;",
    ]
    assert english.decode("utf-8-sig").splitlines()[1:3] == [
        "Zürich & Söhne <AG>,1200,1234.50,CHF,2026-12-31",
        "Seegarten,2,-80.00,EUR,2026-03-05",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("https://evil.example","x")',
        "+41 44 123 45 67",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =cmd|' /C calc'!A0",
        "＝1+1",
        "＠SUM(A1)",
    ],
)
def test_no_text_is_ever_a_formula(text: str) -> None:
    for writer in (GERMAN, ENGLISH):
        assert _lines(writer, (text,))[1][0].startswith("'")
        (sheet,) = _sheets(writer.xlsx(Literal("x"), [Table(Literal("x"), COLUMNS[:1], ((text,),))]).content)
        assert sheet.rows[1][0][0] == "text"
        assert "<f>" not in sheet.xml


@pytest.mark.parametrize(
    ("text", "written"), [("Hotel;=1+1", "Hotel;'=1+1"), ("a, @SUM(A1)", "a, '@SUM(A1)"), ('a;"-2+3', "a;\"'-2+3")]
)
def test_no_text_is_a_formula_where_the_file_is_taken_apart_at_another_sign(text: str, written: str) -> None:
    for writer in (GERMAN, ENGLISH):
        assert _lines(writer, (text,))[1:] == [[written]]


@pytest.mark.parametrize(
    "text", ["Seegarten", "a=b", "3-D", "'quoted'", "https://seegarten.example", "007", 'Ä;Ö,Ü\n"x"']
)
def test_other_text_stays_as_it_is(text: str) -> None:
    for writer in (GERMAN, ENGLISH):
        assert _lines(writer, (text,))[1:] == [[text]]
        (sheet,) = _sheets(writer.xlsx(Literal("x"), [Table(Literal("x"), COLUMNS[:1], ((text,),))]).content)
        assert sheet.rows[1] == [("text", text)]
        assert "hyperlink" not in sheet.xml


def test_words_are_in_the_readers_language() -> None:
    assert _lines(GERMAN, (Country("DE"),), (Msg("Limited access"),))[1:] == [
        ["Deutschland"],
        ["Eingeschränkter Zugriff"],
    ]
    assert _lines(ENGLISH, (Country("DE"),), (Plural("{n} product", "{n} products", 2),))[1:] == [
        ["Germany"],
        ["2 products"],
    ]


def test_each_table_has_its_sheet_under_a_name_that_excel_takes() -> None:
    titles = ["Clients: all/[of] them?", "clients all of them", "History", "'x'", "a" * 40, "a" * 50, "*"]

    sheets = _sheets(ENGLISH.xlsx(Literal("x"), [Table(Literal(title), COLUMNS, ()) for title in titles]).content)

    assert [sheet.name for sheet in sheets] == [
        "Clients all of them",
        "clients all of them 2",
        "History 2",
        "x",
        "a" * 31,
        "a" * 29 + " 2",
        "-",
    ]


def test_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="as many cells"):
        Table(Literal("x"), COLUMNS, (("too short",),))
    two = (Column(Literal("a"), Kind.AMOUNT), Column(Literal("b"), Kind.AMOUNT))
    mixed = Table(Literal("x"), two, ((Money(Decimal(1), "CHF"), Money(Decimal(1), "EUR")),))
    with pytest.raises(ValueError, match="one currency"):
        ENGLISH.csv(Literal("x"), mixed)
