"""Questions and answers: topics to browse, articles, and what a freely written message may be about."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import escape

from domain.answers.outcomes import Found, Outcome
from domain.answers.topics import Group
from domain.words import Literal, Msg, Words
from handlers.answers.article_html import render_article
from handlers.answers.last_topic import last_topic, remember, remember_topic
from handlers.answers.offers import offered
from handlers.answers.other_language import language_of, way_to_stay
from handlers.answers.payloads import PickTopic, ShowArticle, ShowArticleIn, ShowTopics, StayIn, Vote
from handlers.answers.searching import find_after
from handlers.chat.chapters import Chapter, on
from handlers.chat.payloads import Go
from handlers.chat.sayings import shows
from handlers.chat.turn import ChatCommand, Reference, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.directory.payloads import search_for
from handlers.support.reaching import way_to_support
from services import answers
from services.people import language

_TOPICS = Button(Msg("📚 All topics"), Go("faq"))


def article_words(turn: Turn, topic: str) -> tuple[Words, ...]:
    """The article: one message, or several for a very long one."""
    article = turn.around.knowledge.article(topic, turn.language)
    return tuple(Literal(str(piece)) for piece in render_article(article))


def topic_button(turn: Turn, topic: str) -> Button:
    """A button that shows the article."""
    title = turn.around.knowledge.article(topic, turn.language).title
    own = turn.language == turn.person.language
    return Button(Literal(str(escape(title))), ShowArticle(topic) if own else ShowArticleIn(topic, turn.language))


def way_to_article(turn: Turn, topic: str) -> tuple[Row, ...]:
    """The row with the button that shows the article; none where the provider has left it out."""
    return ((topic_button(turn, topic),),) if turn.around.knowledge.has(topic) else ()


def show_article(
    turn: Turn, topic: str, *, fresh: bool = False, question: int | None = None, beside: tuple[str, ...] = ()
) -> None:
    """The article, what it offers to do, and its related topics. `fresh` leaves the tapped message as it is.

    Where it answers a `question`, the person can say whether it has helped. `beside` are topics that may be meant, too.
    """
    article = turn.around.knowledge.article(topic, turn.language)
    *first, last = article_words(turn, topic)
    others = dict.fromkeys((*beside, *article.related[:3]))
    rows: tuple[Row, ...] = tuple((topic_button(turn, other),) for other in others)
    votes: tuple[Row, ...] = ()
    if question is not None:
        votes = (tuple(Button(Literal("👍" if liked else "👎"), Vote(question, liked)) for liked in (True, False)),)
    stay = way_to_stay(turn, topic, question or 0)
    view = View(last, (*offered(turn, article.action), *rows, *votes, *stay, (_TOPICS, MENU)), fleeting=True)
    for piece in first:
        turn.show(View(piece, fleeting=True))
    if fresh or first:
        turn.show_below(view)
    else:
        turn.show(view)


def interject(turn: Turn, text: str, surely: bool) -> bool:
    """Answers what is typed in the middle of a form if it is a question, as it `surely` is or may be."""
    with turn.speaking(language_of(turn, text)):
        found = find_after(turn, last_topic(turn) if surely else None, text)
        if found.outcome is Outcome.NONE or (found.outcome is Outcome.CHOOSE and not surely):
            return False
        asked = answers.note(turn.work, turn.person, text, found, turn.language)
        if found.outcome is Outcome.ANSWER:
            remember(turn, found)
            for piece in article_words(turn, found.ranked[0]):
                turn.show_below(View(piece, fleeting=True))
        else:
            turn.show_below(choice_view(turn, text, found, asked))
    return True


def answer_question(turn: Turn, text: str) -> None:
    """Answers a freely written message outside of forms: an article, a choice, or an honest “I do not know”."""
    with turn.speaking(language_of(turn, text)):
        found = find_after(turn, last_topic(turn), text)
        asked = answers.note(turn.work, turn.person, text, found, turn.language)
        if found.outcome is not Outcome.ANSWER:
            turn.show_below(choice_view(turn, text, found, asked))
            return
        remember(turn, found)
        best, *others = found.ranked
        show_article(turn, best, question=asked, beside=tuple(others) if found.silent else ())


def explain(turn: Turn, text: str, topic: str) -> None:
    """Answers a freely written message with the article that it is known to be about, whatever its words are."""
    found = Found(Outcome.ANSWER, (topic,), 1.0)
    with turn.speaking(language_of(turn, text)):
        asked = answers.note(turn.work, turn.person, text, found, turn.language)
        remember(turn, found)
        show_article(turn, topic, question=asked)


def goes_first(turn: Turn, text: str) -> bool:
    """Whether a message may be about misconduct: no form takes that for an answer and keeps it."""
    return turn.around.knowledge.is_delicate(text)


def choice_view(turn: Turn, text: str, found: Found, question: int | None) -> View:
    """What is said when no single article is clearly meant. A `question` that is kept learns which one it was.

    “Somebody for Shopware in Bern” is no question: clients and visitors can look for it in the directory (fact 13).
    """
    seeks = turn.organisation is None or not turn.organisation.is_partner
    look = ((Button(Msg("🔎 Find a partner for it"), search_for(text)),),) if seeks else ()
    if found.outcome is Outcome.CHOOSE:
        buttons = tuple(topic_button(turn, topic) for topic in found.ranked)
        if question is not None:
            picks = (PickTopic(question, topic) for topic in found.ranked)
            buttons = tuple(replace(button, does=pick) for button, pick in zip(buttons, picks, strict=True))
        rows = tuple((button,) for button in buttons)
        return View(
            Msg("Do you mean one of these?"), (*rows, *look, *way_to_stay(turn), (_TOPICS, MENU)), fleeting=True
        )
    return View(
        Msg(
            "I have no answer to that. I know the reseller programme, access and payment means, partnerships "
            "and VAT numbers: try other words, or look through the topics."
        ),
        (*look, *way_to_support(turn, question), *way_to_stay(turn), (_TOPICS, MENU)),
        fleeting=True,
    )


def _topics(turn: Turn) -> None:
    if turn.argument:
        if not turn.small_talk.answer(turn, turn.argument):
            answer_question(turn, turn.argument)
        return
    rows = tuple((Button(group.value, ShowTopics(group.name)),) for group in Group)
    turn.show(
        View(Msg("<b>Questions and answers</b>\n\nChoose a topic, or simply type your question."), (*rows, (MENU,)))
    )


def _topics_of_group(turn: Turn, payload: ShowTopics) -> None:
    for group, articles in turn.around.knowledge.topics(turn.language):
        if group.name == payload.group:
            rows = tuple((topic_button(turn, article.id),) for article in articles)
            turn.show(View(Msg("<b>{group}</b>", group=group.value), (*rows, (_TOPICS, MENU))))
            return
    _topics(turn)


def _show(turn: Turn, topic: str) -> None:
    """The article that the person wants to read."""
    remember_topic(turn, topic)
    show_article(turn, topic)


def _article(turn: Turn, payload: ShowArticle) -> None:
    if turn.around.knowledge.has(payload.topic):
        _show(turn, payload.topic)
    else:
        _topics(turn)


def _article_in(turn: Turn, payload: ShowArticleIn) -> None:
    with turn.speaking(payload.language if payload.language in turn.around.renderer.languages else turn.language):
        _article(turn, ShowArticle(payload.topic))


def _stay(turn: Turn, payload: StayIn) -> None:
    language.set_language(turn.work, turn.person, payload.language, turn.around.renderer.languages)
    words = Msg("From now on I write to you in English.")
    turn.whisper(words)
    if turn.around.knowledge.has(payload.topic):
        show_article(turn, payload.topic, question=payload.question or None)
    else:
        turn.show_below(View(words, ((MENU,),)))


def _pick(turn: Turn, payload: PickTopic) -> None:
    asked_in = answers.pick(turn.work, turn.person, payload.question, payload.topic)
    with turn.speaking(asked_in or turn.language):
        _article(turn, ShowArticle(payload.topic))


def _vote(turn: Turn, payload: Vote) -> None:
    answers.vote(turn.work, turn.person, payload.question, liked=payload.liked)
    turn.whisper(Msg("Thank you!"))
    if not payload.liked:
        words = Msg("I am sorry that this did not help. Other words may lead further, or the list of all topics.")
        turn.say(words, *way_to_support(turn, payload.question), (_TOPICS, MENU))


CHAPTER = Chapter(
    commands=(
        ChatCommand("faq", _topics, Msg("Questions and answers")),
        ChatCommand("access", lambda turn: _show(turn, "access-types"), Msg("Limited and full access compared")),
        ChatCommand("payment", lambda turn: _show(turn, "payment-means"), Msg("Payment means compared")),
    ),
    sayings=(shows("topics", Msg("📚 All topics"), "faq", visitors=True),),
    reference=Reference(article_words, interject, answer_question, goes_first),
    routes=(
        on(ShowTopics, _topics_of_group),
        on(ShowArticle, _article),
        on(ShowArticleIn, _article_in),
        on(StayIn, _stay),
        on(PickTopic, _pick),
        on(Vote, _vote),
    ),
)
