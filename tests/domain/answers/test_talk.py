from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.answers.scoring import FOLDER, SETS, load_messages
from domain.answers.knowledge import LANGUAGES
from domain.answers.spelling import words
from domain.answers.talk import Talk, TalkTable
from storage.answers.articles import load_articles
from storage.answers.wording import load_talk

LOCALES = Path(__file__).parents[3] / "locales"
LEADS_TO_A_PERSON_EITHER_WAY = "human-support"


@pytest.fixture(scope="module")
def talk() -> TalkTable:
    return load_talk(LOCALES)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hallo", Talk.GREETING),  # case talk-14
        ("Grüezi mitenand!", Talk.GREETING),
        ("gruezi", Talk.GREETING),
        ("hallooooo", Talk.GREETING),
        ("helo", Talk.GREETING),
        ("Hoi zäme", Talk.GREETING),
        ("Good morning everyone", Talk.GREETING),
        ("Hallo, wie geht's dir?", Talk.HOW_ARE_YOU),
        ("hi how are you", Talk.HOW_ARE_YOU),
        ("danke", Talk.THANKS),  # case talk-15
        ("dnake", Talk.THANKS),
        ("Merci vilmal!!", Talk.THANKS),
        ("Thanks a lot for your help 🙏", Talk.THANKS),
        ("Vielen lieben Dank für die schnelle und freundliche Hilfe", Talk.THANKS),
        ("ok super danke", Talk.THANKS),
        ("merci, schöne Abig", Talk.GOODBYE),
        ("Bye, have a nice day", Talk.GOODBYE),
        ("👍", Talk.AGREEMENT),  # case talk-16
        ("👍🏽", Talk.AGREEMENT),
        ("👍👍👍", Talk.AGREEMENT),
        ("alles klar", Talk.AGREEMENT),
        ("yes please", Talk.AGREEMENT),
        ("nein danke", Talk.REFUSAL),
        ("never mind", Talk.REFUSAL),
        ("❤️", Talk.PRAISE),
        ("🦉", Talk.EMOJI),
        (":-)", Talk.EMOJI),
        ("hahahaha 😂", Talk.LAUGHTER),
        ("are you a bot?", Talk.BOT),
        ("Bisch en Mönsch?", Talk.BOT),
        ("Wer bist du?", Talk.BOT),
        ("who made you", Talk.MAKER),
        ("Was kannst du alles?", Talk.ABILITIES),
        ("Hi, can you help me please?", Talk.ABILITIES),
        ("Guten Tag, ich hätte da mal eine Frage", Talk.HAS_QUESTION),
        ("du bist dumm", Talk.INSULT),
        ("shut up you stupid bot", Talk.INSULT),
        ("du bist echt dumm", Talk.INSULT),
        ("ihr seid wirklich völlig unfähig", Talk.INSULT),
        ("you are really useless", Talk.INSULT),
        ("das ist echt nett", Talk.THANKS),
        ("echt?", Talk.PUZZLED),
        ("bonjour, je voudrais ajouter un partenaire", Talk.FOREIGN),
        ("Parlez-vous français ?", Talk.FOREIGN),
        ("Bonjour !", Talk.FOREIGN),
        ("buongiorno, vorrei aggiungere un partner", Talk.FOREIGN),
        ("hola, quiero añadir un socio", Talk.FOREIGN),
        ("merci", Talk.THANKS),
        ("ciao", Talk.GOODBYE),
        ("Danke, aber das hilft mir nicht weiter", Talk.COMPLAINT),
        ("that's not what I asked", Talk.COMPLAINT),
        ("sorry, my mistake", Talk.APOLOGY),
        ("Erzähl mir einen Witz", Talk.CHATTER),
        ("Hä?", Talk.PUZZLED),
        ("???", Talk.PUZZLED),
        ("…", Talk.PUZZLED),
        ("In English, please", Talk.ENGLISH),
        ("und auf englisch?", Talk.ENGLISH),
        ("english?", Talk.ENGLISH),
        ("I don't speak German", Talk.ENGLISH),
        ("auf Deutsch?", Talk.GERMAN),
        ("uf Dütsch bitte", Talk.GERMAN),
        ("and in German?", Talk.GERMAN),
    ],
)
def test_small_talk_is_known_for_what_it_is(talk: TalkTable, text: str, kind: Talk) -> None:
    assert talk.kind(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "Hotel Bonjour",
        "Le Jardin de la Tour",
        "Chez Nous",
        "je mehr Partner, desto mehr Zugriff",
        "no comment from us",
        "Unsere Kundin schrieb: je voudrais un partenaire, was heisst das?",
        "so",
    ],
)
def test_names_and_words_that_are_quoted_are_no_message_in_another_language(talk: TalkTable, text: str) -> None:
    assert talk.kind(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Hallo, wie viele Partner kann ich haben?",
        "hello who pays",
        "Danke. Und wer sieht die Rechnungen?",
        "thanks, and with limited access?",
        "Können Sie mir helfen, einen Partner hinzuzufügen?",
        "rights",
        "legal",
        "Rechte",
        "bank",
        "Hilfe",
        "partner 👍",
        "Do you speak to the partner for me?",
        "bot",
        "123",
        "hallo " * 40,
    ],
)
def test_whatever_else_is_in_a_message_makes_it_none(talk: TalkTable, text: str) -> None:
    assert talk.kind(text) is None


def test_no_question_of_the_field_is_small_talk(talk: TalkTable) -> None:
    asked = [message.text for name in SETS for message in load_messages(FOLDER / f"{name}.jsonl") if message.accept]
    asked += [
        text
        for article in load_articles(LOCALES)
        if article.id != LEADS_TO_A_PERSON_EITHER_WAY
        for text in (article.question, article.title, *article.aliases)
    ]

    assert [text for text in asked if talk.kind(text) is not None] == []


def test_no_word_of_the_field_is_taken_for_a_slip(talk: TalkTable) -> None:
    field = {word for article in load_articles(LOCALES) for text in article.aliases for word in words(text)}
    tables = [(LOCALES / language / "talk.yaml").read_text("utf-8") for language in LANGUAGES]
    known = {word for table in tables for line in table.splitlines() for word in words(line)}

    assert {word for word in field if talk.kind(word) is not None} <= known


def test_tables_with_other_names_are_refused() -> None:
    with pytest.raises(ValueError, match="thanx"):
        TalkTable([{"thanx": ["thanks"]}])
