"""A person who helps: what is written on one side reaches the other, and nobody loses the thread."""

from __future__ import annotations

import pytest

from handlers.chat.incoming import Incoming, Sender, Text
from handlers.support.group_turn import ANONYMOUS
from tests.bot.trials import until
from tests.desk import Desk
from tests.people import Chat, Support

CLOSED = "✅ Support has closed the conversation. I am at your service again."


def begun(desk: Desk, person: Chat, text: str = "My invoice is wrong") -> tuple[Support, int]:
    """Support, and the topic of a case that the person has begun by writing that."""
    support = desk.support()
    person.says("/human")
    person.says(text)
    return support, support.topic()


def texts(support: Support, topic: int | None) -> list[str]:
    return [message["text"] for message in support.messages(topic)]


def test_a_case_has_a_topic_that_begins_with_who_it_is(desk: Desk) -> None:
    lea = desk.client("Seegarten Hotels")
    support = desk.support()
    assert "Support listens to you now" in lea.says("/human")
    assert support.topics() == {}, "nobody is disturbed before there is something to read"
    lea.says("My invoice is wrong")
    assert lea.words("📨 Support has your message.") in lea.reads()
    (topic,) = support.topics()
    assert support.topics()[topic] == "Lea · Seegarten Hotels"
    opening, written = texts(support, topic)
    for part in ("Lea", "Seegarten Hotels (legal representative)", "reads English", "1 case so far"):
        assert part in opening
    assert written == "My invoice is wrong"


def test_both_sides_write_and_the_bot_gives_its_name(desk: Desk) -> None:
    lea = desk.client(lang="de")
    support, topic = begun(desk, lea)
    support.writes(support.omar, "Which one?", topic)
    assert lea.reads() == "👤 Support:\nWhich one?"
    lea.says("The one of May")
    assert texts(support, topic)[-1] == "The one of May"
    assert len(support.topics()) == 1


def test_a_vat_number_in_a_case_is_for_support_alone(desk: Desk) -> None:
    lea = desk.client(country="DE")
    support, topic = begun(desk, lea)
    assert "Is this the right number?" not in lea.says("Our number is DE123456788")
    assert texts(support, topic)[-1] == "Our number is DE123456788"


@pytest.mark.parametrize("kind", ["photo", "document", "voice"])
def test_pictures_documents_and_voice_go_both_ways(desk: Desk, kind: str) -> None:
    lea = desk.client()
    support, topic = begun(desk, lea)
    lea.send(kind=kind, text="look")
    assert support.messages(topic)[-1]["kind"] == kind
    support.writes(support.omar, "here", topic, kind=kind)
    assert lea.from_bot()[-1]["kind"] == kind


def test_replies_stay_replies(desk: Desk) -> None:
    lea = desk.client()
    support, topic = begun(desk, lea)
    first = support.messages(topic)[-1]["message_id"]
    support.writes(support.omar, "Which one?", topic, reply_to=first)
    theirs = lea.from_bot()[-1]
    assert [one["text"] for one in lea.messages() if one["message_id"] == theirs["reply_to"]] == ["My invoice is wrong"]
    lea.send(text="The one of May", reply_to=theirs["message_id"])
    answered = support.messages(topic)[-1]["reply_to"]
    assert [one["text"] for one in support.messages(topic) if one["message_id"] == answered] == ["Which one?"]


def test_what_is_changed_changes_on_the_other_side(desk: Desk) -> None:
    lea = desk.client()
    support, topic = begun(desk, lea)
    mine = lea.send(text="It is the one of Mai")
    lea.edits(mine, "It is the one of May")
    assert texts(support, topic)[-1] == "It is the one of May"
    theirs = support.writes(support.omar, "I lok", topic)
    support.edits(support.omar, theirs, "I look")
    assert lea.reads() == "👤 Support:\nI look"


def test_commands_and_buttons_work_meanwhile(desk: Desk) -> None:
    lea = desk.client()
    support, topic = begun(desk, lea)
    before = texts(support, topic)
    assert "You are acting for" in lea.says("/menu")
    assert "💬 Your talk with support" in lea.buttons()
    lea.taps("⋯ More")
    lea.taps("📚 Questions and answers")
    assert texts(support, topic) == before
    assert "You are talking to support" in lea.says("/human")


def test_a_form_stays_where_it_was_and_is_offered_again(desk: Desk) -> None:
    lea = desk.client()
    desk.partner("Alpweb")
    support = desk.support()
    lea.says("/addpartner")
    lea.taps("Alpweb")
    lea.says("/human")
    assert lea.words("I keep your answers in “{form}” for later.", form="Add a partner") in lea.reads()
    lea.says("What shall I choose?")
    topic = support.topic()
    opening = texts(support, topic)[0]
    assert "Add a partner" in opening
    assert "Alpweb" in opening, "the answers so far"
    support.writes(support.nina, "/close", topic)
    assert lea.words(CLOSED) in lea.reads()
    lea.taps("▶️ Continue")
    assert "Which access" in lea.reads()


def test_even_a_form_without_answers_is_offered_again(desk: Desk) -> None:
    lea = desk.client()
    desk.partner("Alpweb")
    support = desk.support()
    lea.says("/addpartner")
    lea.says("/human")
    lea.says("Hello?")
    support.writes(support.nina, "/close", support.topic())
    lea.taps("▶️ Continue")
    assert "Alpweb" in lea.buttons()


def test_who_is_in_a_form_again_gets_a_button_to_answer(desk: Desk) -> None:
    lea = desk.client()
    desk.partner("Alpweb")
    support, topic = begun(desk, lea)
    lea.says("/addpartner")
    support.writes(support.omar, "Which one?", topic)
    lea.taps("💬 Answer support")
    lea.says("The one of May")
    assert texts(support, topic)[-1] == "The one of May"


def test_the_person_can_leave_at_any_time(desk: Desk) -> None:
    lea = desk.client()
    support, topic = begun(desk, lea)
    lea.taps("✖️ End the conversation")
    assert "Lea has ended the conversation" in support.reads(topic)
    support.writes(support.omar, "One more thing", topic)
    assert "This case is closed" in support.reads(topic)
    assert "One more thing" not in lea.reads_all()
    assert "Do you mean" in lea.says("partner vat number cashback") or lea.reads()
    assert len(support.topics()) == 1


def test_leaving_before_anything_was_written_disturbs_nobody(desk: Desk) -> None:
    lea = desk.client()
    support = desk.support()
    lea.says("/human")
    lea.taps("✖️ End the conversation")
    assert support.topics() == {}
    assert len(texts(support, None)) == 2, "the connection and its answer"


def test_an_old_button_ends_no_newer_case(desk: Desk) -> None:
    lea = desk.client()
    support, topic = begun(desk, lea)
    place, data = lea.find("✖️ End the conversation")
    support.writes(support.nina, "/close", topic)
    lea.says("/human")
    lea.says("Me again")
    lea.press(place, data)
    lea.says("Still here?")
    assert texts(support, support.topic())[-1] == "Still here?"
    assert support.topics()[support.topic()].endswith(" · 2")


def test_a_closed_case_is_summarised_with_its_notes(desk: Desk) -> None:
    lea = desk.client()
    support, topic = begun(desk, lea)
    desk.clock.advance(minutes=5)
    support.writes(support.omar, "/assign", topic)
    support.writes(support.omar, "/note billing has to look", topic)
    support.writes(support.omar, "Just a moment", topic)
    support.writes(support.omar, "/faq invoices", topic)
    desk.clock.advance(minutes=10)
    support.writes(support.nina, "/close", topic)
    summary = support.reads(topic)
    for part in (
        "First answer after 5 minutes",
        "open for 15 minutes",
        "1 from the person, 1 from support; articles sent: 1",
        "In charge: Omar",
        "billing has to look (Omar)",
    ):
        assert part in summary
    assert "billing" not in lea.reads_all()
    (closed,) = [chat["topics"] for chat in desk.world()["chats"] if chat["id"] == support.id]
    assert [one["closed"] for one in closed] == [True]


def test_an_article_goes_out_in_the_persons_language_and_is_shown_in_both(desk: Desk) -> None:
    lea = desk.client(lang="de")
    support, topic = begun(desk, lea)
    support.writes(support.omar, "/faq vat-requirements", topic)
    german, english = (desk.article("vat-requirements", lang).question for lang in ("de", "en"))
    assert german in lea.reads()
    there = "\n".join(texts(support, topic))
    assert german in there
    assert english in there
    support.writes(support.omar, "/faq how many partners can I have", topic)
    assert desk.article("how-many-partners", "de").question in lea.reads()
    support.writes(support.omar, "/faq the weather in Bern", topic)
    assert "I know no article about that" in support.reads(topic)


def test_only_support_is_carried_to_the_person(desk: Desk) -> None:
    lea = desk.client()
    support, topic = begun(desk, lea)
    before = lea.reads_all()
    support.writes(support.zoe, "I know it all", topic)
    support.writes(support.zoe, "/close", topic)
    assert lea.reads_all() == before
    assert "Zoe, I do not know you as support" in support.reads(topic)
    said = support.writes(support.zoe, "Let me in", topic)
    support.writes(support.omar, "/admit", topic, reply_to=said)
    assert "Only a lead of support may do that" in support.reads(topic)
    support.writes(support.nina, "/admit", topic, reply_to=said)
    support.writes(support.zoe, "Good morning", topic)
    assert lea.reads() == "👤 Support:\nGood morning"
    support.writes(support.nina, "/dismiss", topic, reply_to=said)
    support.writes(support.zoe, "And now?", topic)
    assert "And now?" not in lea.reads_all()


def test_who_is_banned_reaches_nobody_until_that_is_taken_back(desk: Desk) -> None:
    lea = desk.client()
    support, topic = begun(desk, lea)
    support.writes(support.nina, "/ban", topic)
    assert desk.article("human-support", "en").question in lea.says("/human")
    assert "💬" not in " ".join(lea.buttons())
    support.writes(support.nina, "/unban", topic)
    assert "Support listens to you now" in lea.says("/human")


def test_who_says_who_it_is(desk: Desk) -> None:
    lea = desk.client("Seegarten Hotels")
    support, topic = begun(desk, lea)
    support.writes(support.omar, "/who", topic)
    assert "Seegarten Hotels" in support.reads(topic)


def test_a_deleted_topic_gets_a_new_one(desk: Desk) -> None:
    lea = desk.client()
    support, topic = begun(desk, lea)
    desk.wanted_refusals = ("message thread not found",)
    desk.api("deleteForumTopic", chat_id=support.id, message_thread_id=topic)
    lea.says("Are you there?")
    again = support.topic()
    assert again != topic
    assert texts(support, again) == ["Are you there?"]
    support.writes(support.omar, "Yes", again)
    assert lea.reads() == "👤 Support:\nYes"


def test_the_group_is_reminded_once_of_who_waits_in_supports_hours(desk: Desk) -> None:
    lea = desk.client()
    support, topic = begun(desk, lea)
    desk.clock.advance(minutes=29)
    desk.look_at_deadlines()
    assert "waiting" not in support.reads()
    desk.clock.advance(minutes=2)
    desk.look_at_deadlines()
    desk.look_at_deadlines()
    assert "Lea · Seegarten Hotels has been waiting for an answer for 31 minutes" in support.reads()
    assert sum("waiting" in text for text in texts(support, None)) == 1
    support.writes(support.omar, "Sorry!", topic)
    lea.says("No problem. And now?")
    desk.clock.advance(minutes=31)
    desk.look_at_deadlines()
    assert sum("waiting" in text for text in texts(support, None)) == 2


def test_outside_of_the_hours_the_person_reads_when_support_is_there(desk: Desk) -> None:
    lea = desk.client()
    support = desk.support()
    desk.clock.advance(hours=10)  # 20:00 in Zurich
    assert "from November 24, 2026, 8:00" in lea.says("/human").replace("\u202f", " ")
    lea.says("Hello?")
    desk.clock.advance(hours=2)
    desk.look_at_deadlines()
    assert "waiting" not in support.reads()


def test_without_a_group_no_way_to_a_person_is_shown(desk: Desk) -> None:
    lea = desk.client()
    assert desk.article("human-support", "en").question in lea.says("/human"), "which says where people are instead"
    lea.says("/menu")
    assert "💬 Talk to a person" not in lea.buttons()
    lea.says("the weather in Bern")
    assert "💬 Talk to a person" not in lea.buttons()


def test_the_way_to_a_person_stands_where_there_is_no_answer(desk: Desk) -> None:
    lea = desk.client()
    desk.support()
    lea.says("the weather in Bern")
    lea.taps("💬 Talk to a person")
    assert "Support listens to you now" in lea.reads()


def test_a_group_without_topics_cannot_be_connected(desk: Desk) -> None:
    support = desk.support()
    plain = desk.group([support.nina])
    (answer,) = plain.hears(support.nina, "/connect")
    assert "turn on “Topics”" in answer


def test_a_stranger_cannot_connect_a_group(desk: Desk) -> None:
    mallory = desk.newcomer("Mallory")
    group = desk.group([mallory])
    (answer,) = group.hears(mallory, "/connect")
    assert f"handschlag support add {mallory.id}" in answer


def test_a_case_outlives_a_restart(desk: Desk) -> None:
    lea = desk.client()
    support, topic = begun(desk, lea)
    desk.stop()
    desk.start()
    support.writes(support.omar, "Still here", topic)
    assert lea.reads() == "👤 Support:\nStill here"
    lea.says("So am I")
    assert texts(support, topic)[-1] == "So am I"


def test_a_case_stays_in_its_group_when_support_moves(desk: Desk) -> None:
    lea = desk.client()
    support, topic = begun(desk, lea)
    moved = desk.support()
    support.writes(support.omar, "Still from here", topic)
    assert lea.reads() == "👤 Support:\nStill from here"
    support.writes(support.nina, "/close", topic)
    lea.says("/human")
    lea.says("Anybody there?")
    assert texts(moved, moved.topic())[-1] == "Anybody there?"


def test_the_summary_of_a_case_whose_topic_was_deleted_is_not_lost(desk: Desk) -> None:
    lea = desk.client()
    support, topic = begun(desk, lea)
    desk.wanted_refusals = ("message thread not found",)
    desk.api("deleteForumTopic", chat_id=support.id, message_thread_id=topic)
    lea.taps("✖️ End the conversation")
    assert "Lea has ended the conversation" in support.reads(support.topic())


def test_who_writes_in_the_name_of_the_group_is_told_that_it_was_not_sent(desk: Desk) -> None:
    lea = desk.client()
    support, topic = begun(desk, lea)
    nameless = Sender(ANONYMOUS, "Group", None)
    incoming = Incoming(0, support.id, False, nameless, Text("Hello"), message_id=1, topic=topic, in_forum=True)
    with desk.work() as work:
        desk.app.desk.answer(work, incoming)
    until(lambda: "Remain anonymous" in support.reads(topic))
    assert "Hello" not in lea.reads_all()
