"""The German catalog: complete, up to date, and accepted by Telegram; and what is said about one that is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from domain.answers.knowledge import LANGUAGES
from domain.answers.topics import Group
from domain.partnerships.rules import Payer, Side
from domain.words import Msg, Plural, Value, Words
from handlers.chat.catalogs import FaultyCatalog, catalog_path, check_catalog, load_translations
from handlers.chat.post import LONGEST_LABEL
from handlers.chat.rendering import Renderer
from handlers.organisations.registration import KIND_NAMES
from handlers.partnerships.states import CANNED_REASONS
from handlers.partnerships.terms import ACCESS_NAMES, payer_name
from playground.entities import parse_html, utf16_length
from playground.refusals import Refusal
from tests.locales import texts_in_code
from tests.locales.texts_in_code import FLOORS, ROOT, Text

LOCALES = ROOT / "locales"
GERMAN = catalog_path(LOCALES, "de")
RENDERER = Renderer(LOCALES)

CHOICES = {
    Text(label.text)
    for labels in (
        ACCESS_NAMES.values(),
        [payer_name(payer, Side.CLIENT, "") for payer in Payer],
        CANNED_REASONS.values(),
        KIND_NAMES.values(),
        [group.value for group in Group],
    )
    for label in labels
}
"""Labels of buttons that are made in a loop."""

SAMPLES: dict[str, Value] = {"count": 88, "mark": "☑️", "box": "☑️", "language": "Deutsch"}
"""What stands in some places of a label; names of organisations and products are cut where they are too long."""


def filled(text: Text, value: Value = "Alpweb", samples: dict[str, Value] | None = None) -> Msg:
    """The text with something in each of its places."""
    places = [name for _, name, _, _ in Formatter().parse(text.one) if name is not None]
    values = {name: (samples or {}).get(name, value) for name in places if text.many is None or name != "n"}
    return Msg(text.one, **values) if text.many is None else Plural(text.one, text.many, 88, **values)


def test_the_german_catalog_has_no_faults() -> None:
    assert [str(fault) for fault in check_catalog(GERMAN)] == []


def test_the_catalog_has_the_texts_of_the_program_and_no_others() -> None:
    extracted = {
        message
        for floor in FLOORS
        for _, _, message, _, _ in extract_from_dir(ROOT / floor, keywords={"Msg": None, "Plural": (1, 2)})
    }
    with GERMAN.open("rb") as file:
        translated = {
            message.id if isinstance(message.id, str) else tuple(message.id) for message in read_po(file) if message.id
        }

    # If this fails, locales/README.md says how to bring the catalog up to date.
    assert extracted - translated == set()
    assert translated - extracted == set()
    assert extracted == {text.one if text.many is None else (text.one, text.many) for text in texts_in_code.texts()}


def test_every_text_is_spelt_out_so_that_it_can_be_extracted() -> None:
    assert texts_in_code.texts_not_spelt_out() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_every_text(language: str) -> None:
    refused = {}
    for text in texts_in_code.texts():
        markup = RENDERER.html(filled(text, "Müller & Söhne <AG>"), language)
        try:
            shown, _ = parse_html(markup)
        except Refusal as refusal:
            refused[markup] = refusal.description
        else:
            assert 0 < utf16_length(shown) <= 4096

    assert refused == {}


def label_words() -> list[Words]:
    """All labels as they are shown; one that names a form once for every form."""
    titles = [Msg(title.one) for title in texts_in_code.form_titles()]
    return [
        filled(label, samples=SAMPLES | {"form": title, "kind": kind})
        for label in texts_in_code.button_labels() | CHOICES
        for title in (titles if "{form}" in label.one else titles[:1])
        for kind in (KIND_NAMES.values() if "{kind}" in label.one else [""])
    ]


def descriptions() -> list[Words]:
    """What Telegram's command menu says."""
    return [filled(text) for text in texts_in_code.command_descriptions()]


def whispers() -> list[Words]:
    """Remarks over a tapped button."""
    return [filled(text) for text in texts_in_code.whispers()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("short", "longest"),
    [(label_words, LONGEST_LABEL), (descriptions, 60), (whispers, 200)],
)
def test_what_has_little_room_is_short(short: Callable[[], list[Words]], longest: int, language: str) -> None:
    shown = [RENDERER.plain(words, language) for words in short()]

    assert shown
    assert [text for text in shown if len(text) > longest] == []


def test_the_language_speaks_of_itself() -> None:
    """One text is not translated word by word."""
    words = Msg("From now on I write to you in English.")

    assert RENDERER.plain(words, "de").endswith("auf Deutsch.")


def written(root: Path, entries: str, language: str = "de") -> Path:
    path = catalog_path(root, language)
    path.parent.mkdir(parents=True)
    path.write_text(entries, "utf-8")
    return path


def entry(source: str, translation: str) -> str:
    return f'msgid "{source}"\nmsgstr "{translation}"\n'


@pytest.mark.parametrize(
    ("entries", "sentences"),
    [
        (entry("Add", "Hinzufügen"), []),
        (entry("{a}, <b>{b}</b>", "<b>{b}</b> und {a}"), []),
        (entry("Add", ""), ["The translation is missing."]),
        ("#, fuzzy\n" + entry("Add", "Neu"), ["The translation is marked as fuzzy: check it, and remove the mark."]),
        (
            entry("Add", "Neu") + '\n#~ msgid "Old"\n#~ msgstr "Alt"\n',
            ["No text of the program is this one any more: remove the entry."],
        ),
        (entry("Big", "Groß"), ["The translation has an “ß”: Switzerland writes “ss”."]),
        (
            entry("{a}", "{b}"),
            ["The places of the translation differ from the English text’s: missing {a}, not in English {b}."],
        ),
        (entry("{a} {a}", "{a}"), ["The places of the translation differ from the English text’s: missing {a}."]),
        (entry("{a}", "{a"), ["The translation has a brace without its counterpart."]),
        (
            entry("<b>A</b>", "A"),
            ["The tags of the translation differ from the English text’s: missing </b> <b>."],
        ),
        (
            entry("<b>A</b>", "</b>A<b>"),
            ["Telegram would refuse the translation: </b> closes what is not open."],
        ),
        (
            entry("<b>A</b><i>B</i>", "<b><i>A</b></i>"),
            ["Telegram would refuse the translation: </b> closes what is not open."],
        ),
        (entry("A<br>", "A<br>"), ["Telegram would refuse the translation: it has no <br>."]),
        (entry("<b>A", "<b>A"), ["Telegram would refuse the translation: <b> is not closed."]),
        (entry("1 < 2", "1 < 2"), ["Telegram would refuse the translation: a “<” that opens no tag is written &lt;."]),
    ],
)
def test_each_fault_of_a_translation_has_its_sentence(tmp_path: Path, entries: str, sentences: list[str]) -> None:
    faults = check_catalog(written(tmp_path, entries))

    assert [fault.sentence for fault in faults] == sentences


@pytest.mark.parametrize(
    ("one", "many", "sentence"),
    [
        ("{n} Gast", "{n} Gäste", None),
        ("{n} Gast", "", "A form of the translation is missing."),
        ("{n} Gast", "Gäste", "The places of the translation differ from the English text’s: missing {n}."),
        ("{n} Gast", "{n} Gäße", "The translation has an “ß”: Switzerland writes “ss”."),
    ],
)
def test_every_form_of_a_plural_is_checked(tmp_path: Path, one: str, many: str, sentence: str | None) -> None:
    faults = check_catalog(
        written(
            tmp_path,
            f'msgid "{{n}} guest"\nmsgid_plural "{{n}} guests"\nmsgstr[0] "{one}"\nmsgstr[1] "{many}"\n',
        )
    )

    assert [fault.sentence for fault in faults] == ([] if sentence is None else [sentence])


def test_a_fault_names_file_line_and_text(tmp_path: Path) -> None:
    path = written(tmp_path, entry("Add", "Neu") + "\n" + entry("Remove <b>{product}</b>?", ""))

    assert [str(fault) for fault in check_catalog(path)] == [
        f"{path}:4: The translation is missing. (“Remove <b>{{product}}</b>?”)"
    ]


@pytest.mark.parametrize(
    ("content", "line", "sentence"),
    [
        (None, 1, "The catalog is missing."),
        (b'msgid "Add"\nmsgstr "Hinzuf\xfcgen"\n', 1, "The file is not UTF-8."),
        (b'msgid "Add"\nwhat is this?\n', 2, "The file is no catalog of gettext’s: "),
    ],
)
def test_a_catalog_that_cannot_be_read_says_why(
    tmp_path: Path, content: bytes | None, line: int, sentence: str
) -> None:
    path = written(tmp_path, "")
    path.unlink() if content is None else path.write_bytes(content)

    (fault,) = check_catalog(path)
    assert (fault.path, fault.line) == (path, line)
    assert fault.sentence.startswith(sentence)
    with pytest.raises(FaultyCatalog, match=str(path)):
        load_translations(tmp_path, "de")


def test_what_is_not_sure_is_not_said(tmp_path: Path) -> None:
    written(tmp_path, "#, fuzzy\n" + entry("Add", "Addieren") + "\n" + entry("Remove", "") + "\n" + entry("Yes", "Ja"))

    translations = load_translations(tmp_path, "de")
    assert [translations.gettext(text) for text in ("Add", "Remove", "Yes")] == ["Add", "Remove", "Ja"]


def test_english_needs_no_catalog(tmp_path: Path) -> None:
    assert load_translations(tmp_path, "en").gettext("Add") == "Add"
