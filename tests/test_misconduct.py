"""What is taken for a message about misconduct: all that may be one, and next to nothing else."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from benchmarks.answers.scoring import FOLDER, SETS, load_messages
from bot.answers import read_knowledge
from bot.app import LOCALES
from domain.answers.knowledge import Knowledge
from domain.answers.misconduct import NEARBY, POLICY, Misconduct
from domain.answers.outcomes import Outcome
from domain.answers.topics import TOPICS

DELICATE = [json.loads(line) for line in (Path(__file__).parent / "misconduct.jsonl").read_text("utf-8").splitlines()]
"""Messages about misconduct as people write them, in German, Swiss German and English."""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge(LOCALES)


def test_each_message_about_misconduct_is_answered_with_the_policy_and_not_kept(knowledge: Knowledge) -> None:
    found = {one["text"]: knowledge.find(one["text"], one["lang"]) for one in DELICATE}
    assert len(found) >= 80
    unlike = {text for text, each in found.items() if (each.outcome, each.ranked[:1]) != (Outcome.ANSWER, (POLICY,))}
    assert unlike == set()
    assert all(each.silent for each in found.values())


def test_forms_know_them_by_their_words_alone(knowledge: Knowledge) -> None:
    assert [one["text"] for one in DELICATE if not knowledge.is_delicate(one["text"])] == []


@pytest.mark.parametrize(
    "text",
    [
        "MEIN CHEF BETRÜGT",  # case
        "mein chef betruegt",  # umlauts spelled out
        "mein chef betrugt",  # or forgotten
        "Ich habe von Geldwascherei gehört",
        "Unterschlgaung",  # two letters changed places
        "Veruntreung",  # one is missing
        "Belässtigung",  # one too many
        "Korruptipn",  # a wrong one
        "Steuerbetrug",  # at the end of a compound
        "min Boss bschiisst d Lüt",
        "de Chef schreit",
        "der chef, der uns alle jeden Morgen beschimpft",
    ],
)
def test_spelling_does_not_matter(knowledge: Knowledge, text: str) -> None:
    assert knowledge.signs(text)


@pytest.mark.parametrize(
    ("text", "is_delicate"),
    [
        ("Nordnet zahlt das aus der eigenen Tasche", False),
        ("they pay it out of their own pocket", False),
        ("Ein Kollege liest hier mit", False),
        ("der Chef wirtschaftet in die eigene Tasche", True),
        ("it went into his own pocket", True),
        ("Mein Chef bestiehlt die Firma", True),
        ("unsere Kunden werden von einem Kollegen bestohlen", True),
        ("unser Chef zahlt das Schmiergeld aus eigener Tasche", True),
    ],
)
def test_what_is_harmless_is_not_silenced(knowledge: Knowledge, text: str, is_delicate: bool) -> None:
    assert bool(knowledge.signs(text)) is is_delicate


@pytest.mark.parametrize("text", ["Complaince", "complience", "Compliance-Stelle"])
def test_a_slip_in_compliance_does_not_matter(knowledge: Knowledge, text: str) -> None:
    assert knowledge.signs(text)


def test_a_complaint_is_no_slip_in_compliance(knowledge: Knowledge) -> None:
    assert knowledge.signs("We were charged tax, and my accountant complained. Where does our number go?") == ()


def test_what_is_asked_of_the_programme_is_hardly_ever_silenced(knowledge: Knowledge) -> None:
    messages = [message for name in SETS for message in load_messages(FOLDER / f"{name}.jsonl")]
    ordinary = [message for message in messages if POLICY not in message.accept]
    assert len(ordinary) >= 450
    silent = [message.text for message in ordinary if knowledge.find(message.text, message.language).silent]
    assert len(silent) <= len(ordinary) // 100, silent


@pytest.mark.parametrize("topic", sorted(TOPICS - {POLICY}))
def test_no_phrasing_of_an_article_is_silenced_by_a_word(knowledge: Knowledge, topic: str) -> None:
    articles = [knowledge.article(topic, language) for language in ("de", "en")]
    phrasings = [text for article in articles for text in (article.question, article.title, *article.aliases)]
    assert [(text, knowledge.signs(text)) for text in phrasings if knowledge.signs(text)] == []


def test_what_else_is_clearly_meant_comes_behind_the_policy(knowledge: Knowledge) -> None:
    found = knowledge.find("Betrug? Ich will nur meine MwSt.-Nummer bei einem bestehenden Konto ändern", "de")
    assert found.ranked == (POLICY, "vat-existing-account")


def test_a_deed_counts_only_near_a_person() -> None:
    lists = Misconduct([{"alone": ["bribe*"], "person": ["boss*"], "deed": ["secretly", "in the dark"]}])
    assert lists.signs("They secretly met in the dark") == ()
    assert lists.signs("My boss met them secretly") == ("boss*", "secretly")
    assert lists.signs("In the dark, my boss …") == ("in the dark", "boss*")
    assert lists.signs(f"boss {'word ' * NEARBY} secretly") == ()
    assert lists.signs("They secretly met, my boss said, and later, far from here and much later still, secretly again")
    assert lists.signs("bribery") == ("bribe*",)


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("Mobbingberatung AG", True),
        ("Antikorruption Müller & Co. GmbH", True),
        ("betrug.example", True),
        ("Geldwäsche.", False),
        ("Mobbing", False),
        ("Mein Chef betrügt. Das ist so bei der AG", False),
        ("mein Chef betrügt unsere Kunden in der Filiale der Muster AG", False),
    ],
)
def test_a_name_is_an_answer_in_a_form(knowledge: Knowledge, text: str, is_name: bool) -> None:
    assert knowledge.is_delicate(text) is not is_name


@pytest.mark.parametrize(
    "piece", ["a", "ab", "betru", "Betrugsverdachtsmeldung ", "Chef heimlich ", "🤷", "ß", "boss lies "]
)
def test_the_longest_message_costs_little(knowledge: Knowledge, piece: str) -> None:
    text = (piece * 4096)[:4096]
    begun = time.process_time()
    knowledge.signs(text)
    assert time.process_time() - begun < 0.05, "five times what the slowest of them takes"
