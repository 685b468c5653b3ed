"""Small talk: a greeting, thanks, 👍, “are you a bot?” get a short, true word, and are never kept as questions.

What is said varies with the message's number, so that nobody reads the same sentence every time.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.answers.talk import Talk
from domain.words import Language, Literal, Msg, Words, lines, listing, paragraphs
from handlers.answers.faq import show_article, topic_button
from handlers.answers.last_topic import last_topic
from handlers.chat.chapters import Chapter
from handlers.chat.forms.asides import STILL_OPEN
from handlers.chat.payloads import Go
from handlers.chat.turn import SmallTalk, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.home.language import SPEAKING, speak
from handlers.home.menu import menu_rows, standing
from handlers.home.start import welcome
from handlers.support.reaching import way_to_support
from services.people import language

_LANGUAGES = {Talk.ENGLISH: "en", Talk.GERMAN: "de"}
_HERE = Msg("I settle who may manage which products, take VAT numbers, and answer questions about the programme.")
_ANSWERED_BY_A_PERSON = frozenset({Talk.BOT, Talk.MAKER, Talk.INSULT, Talk.FOREIGN})
_LOST = frozenset({Talk.COMPLAINT, Talk.CHATTER, Talk.PUZZLED})
_SAY_LITTLE = frozenset({Talk.AGREEMENT, Talk.REFUSAL, Talk.EMOJI, Talk.LAUGHTER})


def answer(turn: Turn, text: str) -> bool:
    """Answers a message that is small talk and nothing else; false for all others."""
    talk = turn.around.talk.kind(text)
    if talk is None:
        return False
    if talk in _LANGUAGES:
        _in_language(turn, _LANGUAGES[talk])
    elif talk is Talk.ABILITIES:
        turn.run("help")
    elif talk is Talk.FOREIGN:
        turn.say(_languages(turn), *_rows(turn, talk))
    elif talk is Talk.GREETING:
        turn.show(View(_greeting(turn), menu_rows(turn)))
    else:
        turn.say(_said(turn, talk), *_rows(turn, talk))
    return True


def remark(turn: Turn, text: str) -> Words | None:
    """A word in the middle of a form. Asked for another language, the desk speaks it from now on."""
    talk = turn.around.talk.kind(text)
    if talk is None or talk is Talk.CHATTER:  # whoever tries things out calls their first product “test”
        return None
    if talk in _LANGUAGES:
        language.set_language(turn.work, turn.person, _LANGUAGES[talk], turn.around.renderer.languages)
        return SPEAKING
    if talk in _SAY_LITTLE:
        return STILL_OPEN
    if talk is Talk.FOREIGN:
        return _languages(turn)
    return _words_in_form(turn).get(talk) or _said(turn, talk)


def _in_language(turn: Turn, code: str) -> None:
    """The last answer again, in this language; where there is none, everything from now on."""
    topic = last_topic(turn)
    if topic is None:
        speak(turn, code)
        return
    with turn.speaking(code):
        show_article(turn, topic)


def _languages(turn: Turn) -> Words:
    """Which languages are spoken here, in each of them."""
    renderer = turn.around.renderer
    words = Msg(
        "I understand {languages} only: please write to me in one of them, or ask for a person.",
        languages=listing(map(Language, renderer.languages)),
    )
    first = sorted(renderer.languages, key=lambda code: code != turn.person.language)
    return lines(*(Literal(renderer.html(words, code)) for code in first))


def _greeting(turn: Turn) -> Words:
    """Whoever is new here is welcomed; others are told what they can do."""
    if turn.standing.is_new:
        return welcome(turn)
    return paragraphs(_said(turn, Talk.GREETING), _HERE, standing(turn))


def _rows(turn: Turn, talk: Talk) -> tuple[Row, ...]:
    topics = (Button(Msg("📚 All topics"), Go("faq")), MENU)
    if talk in _ANSWERED_BY_A_PERSON:
        return way_to_support(turn) or ((topic_button(turn, "human-support"),),)
    if talk in _LOST:
        return (*way_to_support(turn), topics)
    return ()


def _said(turn: Turn, talk: Talk) -> Words:
    words = _words(turn)[talk]
    return words[turn.incoming.message_id % len(words)]


def _words(turn: Turn) -> Mapping[Talk, tuple[Words, ...]]:
    """What is said; a message's number chooses among several."""
    name, provider = turn.person.first_name, turn.around.programme.provider
    return {
        Talk.GREETING: (Msg("👋 Hello, {name}!", name=name), Msg("👋 Good to hear from you, {name}!", name=name)),
        Talk.HOW_ARE_YOU: (Msg("Thank you for asking! I am a program, so I am always well. What can I do for you?"),),
        Talk.THANKS: (
            Msg("You are welcome!"),
            Msg("With pleasure, {name}!", name=name),
            Msg("Glad that I could help."),
        ),
        Talk.GOODBYE: (
            Msg("Goodbye, {name}! I am here whenever you need me.", name=name),
            Msg("Take care, {name}! Until next time.", name=name),
        ),
        Talk.AGREEMENT: (Literal("👍"), Literal("🙂")),
        Talk.EMOJI: (Literal("🙂"),),
        Talk.LAUGHTER: (Literal("😄"),),
        Talk.PRAISE: (Msg("Thank you, that is kind of you!"), Msg("I am glad to hear that, {name}!", name=name)),
        Talk.REFUSAL: (Msg("All right. I am here whenever you need something."),),
        Talk.APOLOGY: (Msg("No need to be sorry!"), Msg("It does not matter at all.")),
        Talk.HAS_QUESTION: (
            Msg("Of course: just type it."),
            Msg("Gladly, {name}: what would you like to know?", name=name),
        ),
        Talk.BOT: (
            Msg(
                "Yes, I am a program: the desk of {provider}’s reseller programme. "
                "I take what I say from prepared articles, and make nothing up.",
                provider=provider,
            ),
        ),
        Talk.MAKER: (
            Msg(
                "I am a program, made for {provider}’s reseller programme. What I say stands in prepared articles.",
                provider=provider,
            ),
        ),
        Talk.INSULT: (Msg("I am sorry that I annoy you: tell me in other words what you need, and I try again."),),
        Talk.COMPLAINT: (
            Msg("I am sorry that this did not help. Other words may lead further, or the list of all topics."),
        ),
        Talk.CHATTER: (Msg("There I am no help, I only know the reseller programme – but that I know well."),),
        Talk.PUZZLED: (
            Msg("I am not sure what you mean. Please type your question in a few words, or choose a topic."),
        ),
    }


def _words_in_form(turn: Turn) -> Mapping[Talk, Words]:
    """In the middle of a form, where something else fits better than what is said elsewhere."""
    name = turn.person.first_name
    return {
        Talk.GREETING: Msg("👋 Hello, {name}! We are here:", name=name),
        Talk.GOODBYE: Msg("Goodbye, {name}! I keep your answers: we go on here whenever you like.", name=name),
        Talk.THANKS: Msg("You are welcome! Here I still need your answer:"),
        Talk.ABILITIES: Msg("/help shows what I can do. Here I still need your answer:"),
        Talk.HAS_QUESTION: Msg("Just type it, even now. After that, we go on here:"),
        Talk.COMPLAINT: Msg("I am sorry. If you are stuck, type your question, or “Cancel” below leaves this:"),
        Talk.PUZZLED: Msg("If something is unclear, just type your question. Here I still need your answer:"),
    }


CHAPTER = Chapter(small_talk=SmallTalk(answer, remark))
