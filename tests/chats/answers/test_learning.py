"""What the desk learns: votes, questions without an answer, new phrasings, and articles in other words."""

from __future__ import annotations

from handlers.answers.payloads import PickTopic, Vote
from handlers.chat.packing import pack
from handlers.chat.payloads import Go
from handlers.support.payloads import TalkAbout
from storage.answers.learning import draft_of, wanting_questions
from tests.desk import Desk
from tests.people import Support

UNKNOWN = "do you deliver sausages to Bern"
BODY_DE = "**Kurz gesagt:** das steht jetzt anders da."
BODY_EN = "**In short:** this is in other words now."


def wanting(desk: Desk) -> list[str]:
    with desk.work() as work:
        return [asked.text for asked in wanting_questions(work.session, 99)]


def listed(support: Support) -> str:
    support.writes(support.omar, "/questions")
    return support.reads()


def number_of(desk: Desk, text: str) -> int:
    with desk.work() as work:
        return next(asked.id for asked in wanting_questions(work.session, 99) if asked.text == text)


def test_a_question_without_an_answer_is_kept_and_one_with_an_answer_is_not_looked_at(desk: Desk) -> None:
    lea = desk.client()
    lea.says("Which access types are there?")
    assert desk.article("access-types", "en").question in lea.reads()
    lea.says(UNKNOWN)
    assert wanting(desk) == [UNKNOWN]


def test_a_thumb_down_brings_the_question_back_and_offers_more(desk: Desk) -> None:
    lea = desk.client()
    desk.support()
    lea.says("Which access types are there?")
    assert lea.taps("👎") == lea.words("Thank you!")
    assert wanting(desk) == ["Which access types are there?"]
    assert "💬 Talk to a person" in lea.buttons()
    lea.taps("👍")
    assert wanting(desk) == []


def test_who_finds_the_article_among_those_offered_wants_nothing_more(desk: Desk) -> None:
    lea = desk.client()
    lea.says("VAT")
    if "Do you mean" in lea.reads():
        assert wanting(desk) == ["VAT"]
        lea.taps(desk.article("vat-requirements", "en").title)
    assert wanting(desk) == []


def test_support_teaches_the_desk_a_phrasing_that_works_at_once(desk: Desk) -> None:
    lea = desk.client()
    support = desk.support()
    lea.says(UNKNOWN)
    lea.says("Do you deliver sausages to Berne?")
    answer = listed(support)
    assert "2×" in answer, "those that ask for the same are one"
    support.writes(support.omar, f"/learn {number_of(desk, UNKNOWN)} about-provider")
    assert "leads to about-provider" in support.reads()
    assert "No question wants an answer" in listed(support)
    desk.read_news()
    assert desk.article("about-provider", "en").question in lea.says(UNKNOWN)
    desk.stop()
    desk.start()
    assert desk.article("about-provider", "en").question in lea.says(UNKNOWN)


def test_a_question_can_be_put_off_the_list(desk: Desk) -> None:
    lea = desk.client()
    support = desk.support()
    lea.says(UNKNOWN)
    support.writes(support.omar, f"/skip {number_of(desk, UNKNOWN)}")
    assert "No question wants an answer" in listed(support)
    for command in ("/skip 4711", "/learn 4711 about-provider"):
        support.writes(support.omar, command)
        assert "There is no question 4711 that wants an answer" in support.reads()
    for command in ("/skip", "/skip it", "/learn 4711", "/learn"):
        support.writes(support.omar, command)
        assert "Write the number of a question" in support.reads()


def test_nobody_votes_on_the_question_of_somebody_else(desk: Desk) -> None:
    lea, mallory = desk.client(), desk.newcomer("Mallory")
    lea.says(UNKNOWN)
    number = number_of(desk, UNKNOWN)
    mallory.press(mallory.from_bot()[-1]["message_id"], pack(Vote(number, liked=True)))
    mallory.press(mallory.from_bot()[-1]["message_id"], pack(PickTopic(number, "tenders")))
    assert wanting(desk) == [UNKNOWN]


def test_an_article_is_rewritten_in_both_languages_previewed_published_and_taken_back(desk: Desk) -> None:
    lea = desk.client(lang="de")
    support = desk.support()
    before = desk.article("tenders", "de").body
    support.writes(support.omar, f"/rewrite tenders de\n{BODY_DE}")
    assert "Still missing: /rewrite tenders en" in support.reads()
    assert "das steht jetzt anders da" in support.reads(back=2), "the preview"
    support.writes(support.omar, "/publish tenders")
    assert "The draft has no en yet" in support.reads()
    support.writes(support.omar, f"/rewrite tenders en\n# What are tenders?\n{BODY_EN}")
    support.writes(support.omar, "/publish tenders")
    assert "tenders is published" in support.reads()
    desk.read_news()
    assert "das steht jetzt anders da" in lea.says("/start faq_tenders")
    assert desk.article("tenders", "en").question == "What are tenders?"
    support.writes(support.omar, "/undo tenders")
    desk.read_news()
    assert desk.article("tenders", "de").body == before
    support.writes(support.omar, "/history tenders")
    assert "Omar – taken back" in support.reads()
    support.writes(support.omar, "/undo tenders")
    assert "nothing to undo" in support.reads()


def test_bold_that_the_app_has_made_of_stars_stays_bold(desk: Desk) -> None:
    support = desk.support()
    support.writes(support.omar, f"/rewrite tenders en\n{BODY_EN}")
    with desk.work() as work:
        draft = draft_of(work.session, "tenders")
        assert draft is not None
        assert draft.body_en == BODY_EN


def test_what_may_not_be_published_is_refused_with_the_reason(desk: Desk) -> None:
    support = desk.support()
    support.writes(support.omar, "/rewrite tenders en\nLook at <https://evil.example/>")
    assert "is not among the pages an article may link to" in support.reads()
    support.writes(support.omar, "/rewrite tenders")
    assert "Write it like this" in support.reads()
    support.writes(support.omar, "/publish tenders")
    assert "There is no draft of tenders" in support.reads()
    support.writes(support.omar, "/article sausages")
    assert "There is no topic sausages" in support.reads()


def test_only_support_teaches(desk: Desk) -> None:
    support = desk.support()
    support.writes(support.zoe, "/questions")
    assert "I do not know you as support" in support.reads()


def test_the_question_stands_at_the_top_of_a_case(desk: Desk) -> None:
    lea = desk.client()
    support = desk.support()
    lea.says(UNKNOWN)
    lea.taps("💬 Talk to a person")
    lea.says("So?")
    assert UNKNOWN in support.messages(support.topic())[0]["text"]


def test_only_the_button_under_an_answer_carries_the_question_along(desk: Desk) -> None:
    lea, mallory = desk.client(), desk.newcomer("Mallory")
    support = desk.support()
    lea.says(UNKNOWN)
    for chat, does in ((lea, pack(Go("human"))), (mallory, pack(TalkAbout(number_of(desk, UNKNOWN))))):
        chat.press(chat.from_bot()[-1]["message_id"], does)
        chat.says("So?")
        assert UNKNOWN not in support.messages(support.topic())[0]["text"]


def test_questions_are_forgotten_after_thirty_days(desk: Desk) -> None:
    lea = desk.client()
    lea.says(UNKNOWN)
    desk.clock.advance(days=31)
    desk.look_at_deadlines()
    assert wanting(desk) == []
