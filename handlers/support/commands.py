"""Support's commands: in the topic of a case, and in the group as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import escape

from domain.answers.articles import Article
from domain.answers.outcomes import Outcome
from domain.words import Language, Literal, Msg, Refused, Words, lines, paragraphs
from handlers.answers.article_html import render_article
from handlers.chat.forms.dialogue import kept_form
from handlers.chat.forms.state import forms_in
from handlers.chat.rendering import DEFAULT_LANGUAGE
from handlers.chat.views import MENU, Row, View
from handlers.support.case_words import summary
from handlers.support.group_turn import GroupCommand, GroupTurn
from handlers.support.learning import LEARNING
from handlers.support.looking import LOOKING
from handlers.support.reaching import TALK
from handlers.support.relay import close_topic, say_in_case
from services import support
from storage.runtime.conversations import who_and_where
from storage.support import staff
from storage.tables import EntryKind, Staff, SupportCase

MOST_FOUND = 5
CLOSED = Msg("This case is closed: your message was not sent. It begins anew when the person writes again.")


def obey(turn: GroupTurn, name: str) -> None:
    """Does what the command says, if it is one and its sender may give it."""
    command = COMMANDS.get(name)
    if command is None:
        turn.say(Msg("I do not know the command /{name} here. /help lists those I know.", name=name))
    elif turn.staff is None:
        turn.say_stranger()
    elif command.in_case is not None:
        if turn.case is None:
            turn.say(Msg("/{name} is for the topic of a case.", name=name))
        else:
            command.in_case(turn, turn.case, turn.staff)
    elif command.anywhere is not None:
        command.anywhere(turn, turn.staff)


def _close(turn: GroupTurn, case: SupportCase, _who: Staff) -> None:
    if case.closed_at is not None:
        turn.say(Msg("This case is closed already."))
        return
    support.close(turn.work, case)
    say_in_case(turn.post, case, turn.language, View(summary(turn.work, case)))
    close_topic(turn.post, case)
    _tell_of_end(turn, case)


def _tell_of_end(turn: GroupTurn, case: SupportCase) -> None:
    """The person reads that the conversation is over, and is offered the form that they were in."""
    person = case.person
    words: list[Words] = [Msg("✅ Support has closed the conversation. I am at your service again.")]
    rows: list[Row] = []
    _, standing = who_and_where(turn.work.session, person.chat_id)
    forms = forms_in(standing.state, turn.forms)
    if forms.open is None and forms.kept:
        kept = kept_form(forms.kept[0], turn.forms)
        words.append(kept.words)
        rows += kept.rows
    if person.support_banned_at is None:
        rows.append((TALK,))
    turn.post.say(person.chat_id, person.language, View(paragraphs(*words), (*rows, (MENU,))))


def _note(turn: GroupTurn, case: SupportCase, who: Staff) -> None:
    text = turn.argument
    if not text:
        turn.say(Msg("Write the note behind the command: /note calls back on Monday"))
        return
    at = (turn.incoming.chat_id, turn.incoming.message_id)
    support.write(turn.work, case, EntryKind.NOTE, who.name, at, text=text)
    turn.say(Msg("📌 Noted. The person does not see it."))


def _faq(turn: GroupTurn, case: SupportCase, who: Staff) -> None:
    wanted = turn.argument
    knowledge = turn.around.knowledge
    topics = {article.id: article for _, articles in knowledge.topics(turn.language) for article in articles}
    if not wanted:
        turn.say(Msg("Write behind the command what it is about: /faq vat-requirements, or /faq VAT number"))
        return
    if wanted.lower() not in topics:
        found = knowledge.find(wanted, turn.language)
        if found.outcome is not Outcome.ANSWER:
            listed = [
                Msg("/faq {topic} – {title}", topic=topic, title=topics[topic].title)
                for topic in found.ranked[:MOST_FOUND]
            ]
            words = (
                Msg("Which article do you mean?") if listed else Msg("I know no article about that. /topics lists all.")
            )
            turn.say(lines(words, *listed))
            return
        wanted = found.ranked[0]
    if case.closed_at is not None:
        turn.say(CLOSED)
        return
    _send_article(turn, case, who, wanted.lower())


def _let_choose(turn: GroupTurn, articles: Sequence[Article]) -> None:
    if not articles:
        turn.say(Msg("I know no article about that. /topics lists all."))
        return
    listed = [Msg("/faq {topic} – {title}", topic=article.id, title=article.title) for article in articles]
    turn.say(lines(Msg("Which article do you mean?"), *listed))


def _send_article(turn: GroupTurn, case: SupportCase, who: Staff, topic: str) -> None:
    """To the person in their language; the topic shows it in both, where support speaks another one."""
    person = case.person
    at = (turn.incoming.chat_id, turn.incoming.message_id)
    support.write(turn.work, case, EntryKind.ARTICLE, who.name, at, text=topic)
    support.answer(turn.work, case)
    theirs = render_article(turn.around.knowledge.article(topic, person.language))
    for piece in theirs:
        turn.post.say(person.chat_id, person.language, View(Literal(str(piece))))
    sent = Msg("📖 Sent to {name}, in {language}:", name=person.first_name, language=Language(person.language))
    turn.say(paragraphs(sent, *(Literal(str(piece)) for piece in theirs)))
    if person.language != turn.language:
        same = Msg("The same in {language}:", language=Language(turn.language))
        ours = render_article(turn.around.knowledge.article(topic, turn.language))
        turn.say(paragraphs(same, *(Literal(str(piece)) for piece in ours)))


def _topics(turn: GroupTurn, _who: Staff) -> None:
    listed = [
        Literal(f"/faq {article.id} – {escape(article.title)}")
        for _, articles in turn.around.knowledge.topics(turn.language)
        for article in articles
    ]
    turn.say(lines(Msg("<b>All articles</b>"), *listed))


def _assign(turn: GroupTurn, case: SupportCase, who: Staff) -> None:
    meant = turn.incoming.replied_to
    if meant is not None:
        other = staff(turn.work.session, meant.telegram_id)
        name = other.name if other is not None else None
        if name is None:
            turn.say(Msg("{name} is not known as support.", name=meant.first_name))
            return
    else:
        name = turn.argument.lstrip("@") or who.name
    support.assign(turn.work, case, name)
    turn.say(Msg("🙋 In charge from now on: {name}", name=name))


def _ban(turn: GroupTurn, case: SupportCase, who: Staff) -> None:
    support.ban(turn.work, case.person)
    turn.say(Msg("⛔ {name} can open no more cases. /unban takes that back.", name=case.person.first_name))
    if case.closed_at is None:
        _close(turn, case, who)


def _unban(turn: GroupTurn, case: SupportCase, _who: Staff) -> None:
    support.unban(turn.work, case.person)
    turn.say(Msg("{name} can open cases again.", name=case.person.first_name))


def _connect(turn: GroupTurn, who: Staff) -> None:
    if not turn.incoming.in_forum:
        raise Refused(
            Msg("Each case gets a topic of its own: please turn on “Topics” in this group’s settings, and try again.")
        )
    language = turn.argument.lower()
    if language not in turn.around.renderer.languages:
        language = DEFAULT_LANGUAGE if language else _language_of(turn)
    group = support.connect(turn.work, who, turn.incoming.chat_id, language)
    words = paragraphs(
        Msg("🔗 <b>This is support’s group from now on.</b> Every case gets a topic here."),
        Msg(
            "I have to be an administrator of the group who may manage topics: otherwise I neither see what you write "
            "nor can open a topic. I speak {language} here; /connect de and /connect en change that.",
            language=Language(language),
        ),
        _help_words(),
    )
    turn.post.say(group.chat_id, language, View(words), topic=turn.incoming.topic)


def _language_of(turn: GroupTurn) -> str:
    code = (turn.incoming.sender.language_code or "").split("-")[0].lower()
    return code if code in turn.around.renderer.languages else DEFAULT_LANGUAGE


def _admit(turn: GroupTurn, who: Staff) -> None:
    support.require_lead(who)
    meant = turn.incoming.replied_to
    if meant is None:
        turn.say(Msg("Reply with /admit to a message of the person who belongs to support."))
        return
    admitted = support.admit(turn.work, meant.telegram_id, meant.first_name, lead=turn.argument.lower() == "lead")
    turn.say(Msg("🤝 {name} belongs to support from now on.", name=admitted.name))


def _dismiss(turn: GroupTurn, who: Staff) -> None:
    support.require_lead(who)
    meant = turn.incoming.replied_to
    if meant is None or not support.dismiss(turn.work, meant.telegram_id):
        turn.say(Msg("Reply with /dismiss to a message of somebody who belongs to support."))
        return
    turn.say(Msg("{name} no longer belongs to support.", name=meant.first_name))


def _no_card(turn: GroupTurn, _who: Staff) -> None:
    turn.say(Msg("Reply with this to the message that shows what is to be verified, and write your words behind it."))


def _help(turn: GroupTurn, _who: Staff) -> None:
    turn.say(_help_words())


def _help_words() -> Words:
    listed = [
        Msg("/{name} – {what}", name=name, what=command.what) for name, command in COMMANDS.items() if command.what
    ]
    return lines(Msg("<b>In the topic of a case, whatever is no command goes to the person.</b>"), *listed)


COMMANDS: Mapping[str, GroupCommand] = {
    "close": GroupCommand(Msg("ends the case"), in_case=_close),
    "note": GroupCommand(Msg("keeps something for yourselves"), in_case=_note),
    "faq": GroupCommand(Msg("sends an article to the person"), in_case=_faq),
    "topics": GroupCommand(Msg("lists all articles"), anywhere=_topics),
    "assign": GroupCommand(Msg("says who is in charge: you, a name, or whom you reply to"), in_case=_assign),
    "ban": GroupCommand(Msg("ends the case and takes no more from this person"), in_case=_ban),
    "unban": GroupCommand(Msg("takes cases of this person again"), in_case=_unban),
    "admit": GroupCommand(Msg("as a reply, for leads: this person belongs to support"), anywhere=_admit),
    "dismiss": GroupCommand(Msg("as a reply, for leads: this person no longer does"), anywhere=_dismiss),
    "decline": GroupCommand(
        Msg("as a reply to what is to be verified: declines it, with these words"), anywhere=_no_card
    ),
    "askback": GroupCommand(Msg("the same: asks the person this; so does any reply"), anywhere=_no_card),
    "connect": GroupCommand(None, anywhere=_connect),
    **LOOKING,
    **LEARNING,
    "help": GroupCommand(Msg("shows this"), anywhere=_help),
}
