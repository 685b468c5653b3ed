"""Whatever else Telegram brings: a sensible word, or silence where nobody expects one."""

from __future__ import annotations

from tests.desk import Desk


def test_what_is_not_text_gets_a_sensible_word(desk: Desk) -> None:
    mia = desk.newcomer()

    for kind, words in {
        "sticker": "words and buttons only",
        "dice": "words and buttons only",
        "voice": "I cannot listen",
        "contact": "do not keep contacts",
        "photo": "not this kind of message",
        "document": "not this kind of message",
        "location": "not this kind of message",
        "poll": "not this kind of message",
        "video": "not this kind of message",
    }.items():
        mia.send(kind=kind)
        assert words in mia.reads(), kind
        assert "🏠 Menu" in mia.buttons()


def test_in_the_middle_of_a_form_a_remark_leads_back_and_repeats_nothing(desk: Desk) -> None:
    client, _ = desk.client(), desk.partner("Alpweb")
    client.says("/addpartner")
    back = "“Add a partner” goes on where we stopped."

    for kind in ("sticker", "photo", "voice", "contact"):
        client.send(kind=kind)
        assert client.reads().endswith(f"\n\n{back}")
        assert client.buttons() == ["▶️ Continue: Add a partner"]
    assert client.says("/adpartner").endswith(back)
    client.taps("▶️ Continue: Add a partner")
    assert "Which partner would you like to add?" in client.reads()
    client.send(kind="sticker")
    client.taps("Alpweb")  # the question is still there
    assert "Which access" in client.reads_all()


def test_a_sticker_does_not_bring_the_whole_review_again(desk: Desk, lang: str) -> None:
    client, alpweb = desk.client(lang=lang), desk.partner("Alpweb")
    client.says("/addpartner")
    for label in ("Alpweb", "Full access", "Your payment means"):
        client.taps(label)
    review = client.reads()

    client.send(kind="sticker")
    assert len(client.reads()) < len(review) / 3
    client.taps("▶️ Continue")
    assert client.reads() == review
    client.send(kind="sticker")
    client.taps("📨 Send the request")
    assert "would like to work with you" in alpweb.reads()


def test_any_text_gets_an_answer(desk: Desk) -> None:
    mia = desk.newcomer()

    for text in ("🤷", "😀" * 2048, "a" * 4096, "<b>&</b> {x} %s", "…", "/", "//", "/ start", "١٢٣", "\u202eevil"):
        before = len(mia.from_bot())
        mia.says(text)
        assert len(mia.from_bot()) > before, text
    mia.says("What does full access mean?", forward=True)
    assert "Full access" in mia.reads()
    mia.says("thanks", reply_to=mia.from_bot()[0]["message_id"])
    assert mia.reads() in {"You are welcome!", "With pleasure, Mia!", "Glad that I could help."}


def test_an_edited_message_is_met_with_silence_or_in_a_form_with_the_way_to_change(desk: Desk) -> None:
    client, _ = desk.client(), desk.partner("Alpweb")
    said = client.send(text="hello")
    before = len(client.from_bot())
    client.edits(said, "hello there")
    assert len(client.from_bot()) == before

    client.says("/addpartner")
    typed = client.send(text="alp")
    client.edits(typed, "nordnet")

    assert "I have kept what you wrote first" in client.reads()
    client.taps("▶️ Continue")
    assert "Which access should Alpweb have?" in client.reads()


def test_in_a_group_only_a_command_to_the_bot_is_answered_with_where_to_find_it(desk: Desk) -> None:
    client = desk.client("Seegarten Hotels")
    group = desk.group([client])

    for text in ("hello", "/products", "/products@other_bot", "What does full access mean?"):
        assert group.hears(client, text) == []
    answer = group.hears(client, "/products@handschlag_bot")
    assert len(answer) == 1
    assert "private chats only" in answer[0]
    assert "Seegarten" not in answer[0]


def test_a_channel_is_left_in_peace(desk: Desk) -> None:
    channel = desk.channel()

    assert channel.hears(None, "hello") == channel.hears(None, "/start@handschlag_bot") == []


def test_a_question_typed_into_nowhere_and_a_forgotten_cancel_have_an_answer(desk: Desk) -> None:
    mia = desk.newcomer()

    assert "There is nothing to cancel" in mia.says("/cancel")
    assert mia.buttons() == ["🏠 Menu"]
    assert "I do not know the command /nonsense" in mia.says("/nonsense")
    assert "which organisation" in mia.says("/MENU")


def test_who_has_blocked_the_bot_is_not_written_to_until_they_come_back(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    eva = desk.colleague(alpweb, "Eva")
    eva.blocks()
    before = len(eva.from_bot())

    desk.partnership(client, alpweb)
    client.says("/partners")
    client.taps("Alpweb")
    client.taps("End partnership")
    client.says("Alpweb")
    assert "has ended the partnership" in alpweb.reads()
    assert len(eva.from_bot()) == before

    eva.blocks(blocked=False)
    assert "There is no client" in eva.says("/clients")
