"""Support's commands for the knowledge base: questions that wanted an answer, and articles in other words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.answers.knowledge import LANGUAGES
from domain.words import Day, Literal, Msg, Words, lines, paragraphs
from handlers.answers.article_html import render_article
from handlers.answers.article_source import markdown_of
from handlers.chat.incoming import Command
from handlers.support.group_turn import GroupCommand, GroupTurn
from services import answers
from storage.answers.articles import wrong_text
from storage.answers.learning import draft_of, rewritings_of
from storage.tables import Question, Rewriting, Staff

MOST_SHOWN = 10
LONGEST_SHOWN = 200


def _questions(turn: GroupTurn, _who: Staff) -> None:
    found = answers.wanting(turn.work)
    if not found:
        turn.say(Msg("No question wants an answer at the moment."))
        return
    listed = [_listed(turn, group) for group in found[:MOST_SHOWN]]
    how = lines(
        Msg("/learn 17 vat-requirements – from now on, the words of question 17 lead to that article"),
        Msg(
            "/learn 17 add_partner {example} – or they ask for something to be done",
            example=Msg("“{other} as well, please”", other="{other}"),
        ),
        Msg("/skip 17 – nothing is to be done about it"),
    )
    turn.say(paragraphs(Msg("<b>Questions without a good answer</b>"), *listed, how))


def _listed(turn: GroupTurn, group: Sequence[Question]) -> Words:
    first = group[0]
    ranked = turn.around.knowledge.rank(first.text, first.language)
    text = first.text if len(first.text) <= LONGEST_SHOWN else first.text[: LONGEST_SHOWN - 1] + "…"
    return lines(
        Msg("<b>{number}</b> · {count}× “{text}”", number=str(first.id), count=len(group), text=text),
        None if not ranked else Msg("nearest: {topic}", topic=ranked[0].topic),
    )


def _learn(turn: GroupTurn, who: Staff) -> None:
    number, topic, words = (*turn.argument.split(maxsplit=2), "", "", "")[:3]
    if not number.isdecimal() or not topic:
        turn.say(Msg("Write the number of a question and a topic: /learn 17 vat-requirements. /questions lists them."))
        return
    actions = turn.around.understanding.matcher.actions
    learned = answers.learn(turn.work, who.name, int(number), topic.lower(), actions, words)
    turn.say(Msg("🧠 “{text}” leads to {topic} from now on.", text=learned.text, topic=learned.topic))


def _skip(turn: GroupTurn, _who: Staff) -> None:
    if not turn.argument.isdecimal():
        turn.say(Msg("Write the number of a question: /skip 17. /questions lists them."))
        return
    answers.skip(turn.work, int(turn.argument))
    turn.say(Msg("Question {number} is off the list.", number=turn.argument))


def _article(turn: GroupTurn, _who: Staff) -> None:
    topic = _topic(turn)
    if topic is None:
        return
    for language in LANGUAGES:
        article = turn.around.knowledge.article(topic, language)
        turn.say(Msg("<b>{topic}, {language}</b>", topic=topic, language=language))
        turn.say(Literal("\n\n".join(map(str, render_article(article)))))
    turn.say(
        Msg(
            "To write it anew: /rewrite {topic} de, and the text on the lines below; a first line that begins with # "
            "is the question. /publish {topic} when it is there in both languages.",
            topic=topic,
        )
    )
    places = sorted(turn.around.knowledge.places(turn.language))
    turn.say(
        Msg("These are filled from the programme’s profile: {places}", places=" ".join(f"{{{one}}}" for one in places))
    )


def _topic(turn: GroupTurn) -> str | None:
    topic = turn.argument.split(maxsplit=1)[0].lower() if turn.argument else ""
    if turn.around.knowledge.has(topic):
        return topic
    turn.say(Msg("There is no topic {topic}. /topics lists all.", topic=topic or "–"))
    return None


def _rewrite(turn: GroupTurn, who: Staff) -> None:
    content = turn.incoming.content
    if not isinstance(content, Command):
        return
    head, _, rest = markdown_of(content.argument, content.entities).strip().partition("\n")
    topic, _, language = head.strip().lower().partition(" ")
    knowledge = turn.around.knowledge
    if not knowledge.has(topic) or language not in LANGUAGES or not rest.strip():
        turn.say(Msg("Write it like this: /rewrite access-types de, and the text on the lines below."))
        return
    question: str | None = None
    body = rest.strip()
    if body.startswith("# "):
        question, _, body = body[2:].partition("\n")
    draft = replace(knowledge.written(topic, language), body=body.strip())
    if question is not None:
        draft = replace(draft, question=question.strip())
    if faults := wrong_text(draft, knowledge.places(language)):
        turn.say(lines(Msg("<b>Not kept:</b>"), *(Msg("• {fault}", fault=fault) for fault in faults)))
        return
    answers.rewrite(turn.work, who.name, topic, language, question and question.strip(), draft.body)
    turn.say(Msg("👀 <b>Preview</b> of {topic}, {language}:", topic=topic, language=language))
    for piece in render_article(draft.filled(knowledge.places(language))):
        turn.say(Literal(str(piece)))
    turn.say(_what_is_left(turn, topic))


def _what_is_left(turn: GroupTurn, topic: str) -> Msg:
    draft = draft_of(turn.work.session, topic)
    for language, body in () if draft is None else (("de", draft.body_de), ("en", draft.body_en)):
        if body is None:
            return Msg("Still missing: /rewrite {topic} {language}", topic=topic, language=language)
    return Msg("Both languages are there: /publish {topic}", topic=topic)


def _publish(turn: GroupTurn, _who: Staff) -> None:
    if (topic := _topic(turn)) is not None:
        answers.publish(turn.work, topic)
        turn.say(Msg("📣 {topic} is published. /undo {topic} takes it back.", topic=topic))


def _undo(turn: GroupTurn, _who: Staff) -> None:
    if (topic := _topic(turn)) is not None:
        answers.undo(turn.work, topic)
        turn.say(Msg("↩️ {topic} is as it was before.", topic=topic))


def _history(turn: GroupTurn, _who: Staff) -> None:
    topic = _topic(turn)
    if topic is None:
        return
    listed = [_state(each) for each in rewritings_of(turn.work.session, topic)]
    reviewed = turn.around.knowledge.article(topic, turn.language).reviewed
    turn.say(
        lines(
            Msg("<b>{topic}</b>", topic=topic),
            *listed,
            Msg("• the file, reviewed on {day}", day=reviewed),
        )
    )


def _state(rewriting: Rewriting) -> Msg:
    day = Day(rewriting.published_at or rewriting.begun_at)
    if rewriting.withdrawn_at is not None:
        return Msg("• {day}, {name} – taken back", day=day, name=rewriting.written_by)
    return Msg("• {day}, {name}", day=day, name=rewriting.written_by)


LEARNING: Mapping[str, GroupCommand] = {
    "questions": GroupCommand(Msg("lists questions without a good answer"), anywhere=_questions),
    "learn": GroupCommand(Msg("makes the words of a question lead to an article or an action"), anywhere=_learn),
    "skip": GroupCommand(Msg("takes a question off the list"), anywhere=_skip),
    "article": GroupCommand(Msg("shows an article in both languages"), anywhere=_article),
    "rewrite": GroupCommand(Msg("writes an article anew, with a preview"), anywhere=_rewrite),
    "publish": GroupCommand(Msg("publishes what was written anew"), anywhere=_publish),
    "undo": GroupCommand(Msg("takes back what was published last"), anywhere=_undo),
    "history": GroupCommand(Msg("lists what was published of an article"), anywhere=_history),
}
