"""What the command line has for those who write the answers: `ask` and `articles check`."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from bot.app import LOCALES
from tests.bot.commands.running import Say, run


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A copy of the knowledge base, to spoil."""
    for language in ("de", "en"):
        shutil.copytree(LOCALES / language, tmp_path / language)
    return tmp_path


# ask


def as_a_question(capsys: Say) -> str:
    """What was said of the message as a question; what it asks for comes before."""
    return capsys.readouterr().out.partition("\n\n")[2]


def test_ask_shows_what_a_message_asks_for_and_why(capsys: Say) -> None:
    assert run("ask", "{other} als Partner hinzufügen, wir zahlen", "--lang", "de") == 0
    said = capsys.readouterr().out
    assert said.startswith("Asks for add_partner – ")
    assert "Meant as: wish (" in said
    assert "   payer = client  “wir zahlen”" in said
    assert "1. add_partner  " in said

    assert run("ask", "Soll ich {other} kündigen?", "--lang", "de", "--as", "partner") == 0
    said = capsys.readouterr().out
    assert said.startswith("Asks for nothing that can be done – end_partnership is not begun by ")
    assert "Meant as: about (" in said


def test_ask_shows_which_sentence_of_a_story_holds_the_wish(capsys: Say) -> None:
    story = "Gestern hat es geschneit. Ich möchte bitte einen Kollegen einladen. Der Hund mag das."
    assert run("ask", story, "--lang", "de") == 0
    said = capsys.readouterr().out
    assert said.startswith("Asks for invite_colleague – ")
    (chosen,) = (line for line in said.splitlines() if line.startswith("Sentence 2: "))
    assert chosen.startswith("Sentence 2: invite_colleague 100% (")
    assert "score +" in chosen


def test_ask_shows_ranking_and_reasons(capsys: Say) -> None:
    assert run("ask", "Wo sehe ich die Rechnugen vom reseller?", "--lang", "de") == 0

    said = as_a_question(capsys)
    first, _, best, *rest = said.splitlines()
    assert first.startswith("Answered at once. Language: de ")
    assert best.startswith("1. invoices  0.")
    assert "  “rechnung vom partner wo”" in said
    assert any(line.strip().startswith("rechnugen ~ rechnungen: ") for line in rest)
    assert "means partner" in said


def test_ask_says_what_languages_a_message_speaks(capsys: Say) -> None:
    assert run("ask", "Wie kann ich change the payment means of our agency") == 0
    first = as_a_question(capsys).splitlines()[0]
    assert "de " in first
    assert "en " in first


def test_ask_shows_what_is_elsewhere(capsys: Say) -> None:
    assert run("ask", "I have forgotten the password") == 0
    said = as_a_question(capsys)
    assert said.startswith("No answer.")
    assert "1. login (elsewhere: no article)" in said


def test_ask_says_when_it_is_not_sure(capsys: Say) -> None:
    assert run("ask", "conditions") == 0
    assert as_a_question(capsys).startswith("Not sure: offered as a choice.")


def test_ask_reads_and_writes_lines_of_json(capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [
        {"lang": "de", "text": "Wie füge ich einen Partner hinzu?"},
        {"lang": "en", "text": "vat number", "kind": "keyword"},
        {"lang": "en", "text": "Will it snow on Sunday?"},
        {"lang": "en", "text": ""},
    ]
    lines = "\n\n".join(json.dumps(line) for line in asked)
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))

    assert run("ask", "--jsonl") == 0

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(answer["lang"], answer["text"]) for answer in answers] == [(line["lang"], line["text"]) for line in asked]
    assert [answer["outcome"] for answer in answers] == ["answer", "choose", "none", "none"]
    assert answers[0]["ranked"][0] == "add-partner"
    assert {topic[:4] for topic in answers[1]["ranked"][:3]} == {"vat-"}
    assert len(answers[2]["ranked"]) >= 3, "the ranking is there whatever the outcome"
    assert "world" not in answers[2]["ranked"]
    assert answers[0]["score"] > answers[2]["score"] > answers[3]["score"] == 0


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("no", "Line 2 is not an object with “lang” and “text”."),
        ("[]", "Line 2 is not an object with “lang” and “text”."),
        ('{"lang": "de"}', "Line 2 is not an object with “lang” and “text”."),
        ('{"lang": "fr", "text": "x"}', "Line 2: “lang” must be one of de, en, “text” a text."),
        ('{"lang": "de", "text": 5}', "Line 2: “lang” must be one of de, en, “text” a text."),
    ],
)
def test_ask_says_which_line_it_cannot_read(
    line: str, sentence: str, capsys: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f'{{"lang": "de", "text": "Hallo"}}\n{line}\n'))

    assert run("ask", "--jsonl") == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [(), ("Hallo", "--jsonl"), ("Hallo", "--lang", "fr")])
def test_ask_needs_a_question_or_lines(arguments: tuple[str, ...], capsys: Say) -> None:
    assert run("ask", *arguments) == 2
    assert capsys.readouterr().err.startswith("handschlag: ")


# articles check


def test_the_articles_are_in_order(capsys: Say) -> None:
    assert run("articles", "check") == 0
    assert capsys.readouterr().out.endswith("complete, and fit to be read.\n")


def test_faults_are_told_with_file_and_line(texts: Path, capsys: Say) -> None:
    article = texts / "de" / "articles" / "add-partner.md"
    text = article.read_text("utf-8").replace("{console}", "https://manager.infomanaik.com")
    article.write_text(text, "utf-8")
    (texts / "en" / "articles" / "tenders.md").unlink()
    line = next(number for number, words in enumerate(text.splitlines(), 1) if "infomanaik" in words)

    assert run("articles", "check", str(texts)) == 1

    assert capsys.readouterr().out.splitlines() == [
        f"{article}:{line}: “https://manager.infomanaik.com” is not among the pages an article may link to.",
        f"{texts / 'en/articles/tenders.md'}:1: There is no article “tenders” in “en”.",
    ]


def test_what_telegram_shows_must_be_short_enough_with_bullets_and_numbers(texts: Path, capsys: Say) -> None:
    article = texts / "en" / "articles" / "invoices.md"
    article.write_text(article.read_text("utf-8") + "\n" + "- x\n" * 350, "utf-8")

    assert run("articles", "check", str(texts)) == 1
    assert "1500 are the most to read on a phone." in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_told_with_its_line(texts: Path, capsys: Say) -> None:
    (texts / "de" / "synonyms.yaml").write_text("pay: [\n", "utf-8")
    (texts / "en" / "articles" / "tenders.md").write_text("---\n: :\n---\n", "utf-8")

    assert run("articles", "check", str(texts)) == 1
    said = capsys.readouterr().out
    assert f"{texts / 'de/synonyms.yaml'}:2: The file is not YAML" in said
    assert f"{texts / 'en/articles/tenders.md'}:" in said
