"""Where a conversation begins and where it can always come back to: welcome, links, menu, language, help."""

from __future__ import annotations

from domain.answers.knowledge import TOPICS
from domain.partnerships import Status
from domain.words import Literal, Msg, Plural, Words, lines, paragraphs
from handlers.acting import may_decide, role_words
from handlers.faq import show_article
from handlers.form_state import forms_of
from handlers.organisations import JOIN_PREFIX
from handlers.payloads import Go, Resume, SetLanguage
from handlers.reaching import way_to_support
from handlers.turn import Chapter, ChatCommand, Turn, on
from handlers.vat import takes_vat_number
from handlers.views import MENU, Button, Row, View
from services.people import invitations, language
from storage.partnerships import count_of_partner
from storage.tables import Organisation

ARTICLE_PREFIX = "faq_"
"""What the link of an article, `https://t.me/<bot>?start=faq_<topic>`, has in front of its topic."""

_OWN_NAMES = {"de": Literal("Deutsch"), "en": Literal("English")}
"""Languages as their speakers call them, so that a person who landed in the wrong one finds theirs."""

_HELP = (
    (Msg("<b>You are a client</b>"), ("addpartner", "partners", "products", "addproduct", "vat")),
    (Msg("<b>You are a partner</b>"), ("requests", "clients")),
    (Msg("<b>Your organisation</b>"), ("register", "organisation")),
    (Msg("<b>Good to know</b>"), ("faq", "access", "payment", "human", "language", "menu", "cancel")),
)


def _start(turn: Turn) -> None:
    link = turn.argument
    topic = link.removeprefix(ARTICLE_PREFIX)
    if link.startswith(JOIN_PREFIX):
        _join(turn, link.removeprefix(JOIN_PREFIX))
    elif link.startswith(ARTICLE_PREFIX) and topic in TOPICS:
        show_article(turn, topic)
    elif link:
        unknown = Msg("I do not know the link that brought you here: it may be mistyped or out of date.")
        turn.show(View(paragraphs(unknown, _welcome(turn)), _menu_rows(turn)))
    else:
        turn.show(View(_welcome(turn), _menu_rows(turn)))


def _welcome(turn: Turn) -> Words:
    return paragraphs(
        Msg("🤝 <b>Welcome, {name}!</b>", name=turn.person.first_name),
        Msg(
            "This is the desk of {provider}’s reseller programme. Here clients and partners settle who may manage "
            "which products: clients ask a partner and grant access, partners answer. "
            "I also take VAT numbers and know the programme’s rules.",
            provider=turn.around.programme.provider,
        ),
        _standing(turn),
    )


def _standing(turn: Turn) -> Words:
    """Where the person stands, and what comes next."""
    organisation = turn.organisation
    if organisation is None:
        return paragraphs(
            Msg("First, please tell me which organisation you act for: registering it takes a minute."),
            Msg(
                "Is your organisation here already? Then ask a colleague who is its legal representative "
                "for an invitation link instead."
            ),
            Msg("You can type a question at any time."),
        )
    return paragraphs(
        lines(
            Msg("You are acting for <b>{organisation}</b>.", organisation=organisation.name),
            role_words(turn),
        ),
        _waiting_requests(turn, organisation),
        Msg("Choose below, or simply type your question."),
    )


def _waiting_requests(turn: Turn, organisation: Organisation) -> Words | None:
    count = _requests(turn, organisation)
    if count == 0:
        return None
    return Plural("📥 {n} request is waiting for your answer.", "📥 {n} requests are waiting for your answer.", count)


def _requests(turn: Turn, organisation: Organisation) -> int:
    """How many requests the organisation has not answered."""
    if not organisation.is_partner:
        return 0
    return count_of_partner(turn.work.session, organisation.id, Status.PENDING)


def _join(turn: Turn, token: str) -> None:
    organisation = invitations.join(turn.work, turn.person, token)
    words = paragraphs(
        Msg("✅ You belong to <b>{organisation}</b> and act for it from now on.", organisation=organisation.name),
        role_words(turn),
        _waiting_requests(turn, organisation),
        Msg("Choose below, or simply type your question."),
    )
    turn.show(View(words, _menu_rows(turn)))


def _menu(turn: Turn) -> None:
    turn.show(View(_standing(turn), _menu_rows(turn)))


def _menu_rows(turn: Turn) -> tuple[Row, ...]:
    organisation = turn.organisation
    rows = [*_unfinished(turn)]
    if organisation is None:
        rows.append((Button(Msg("📝 Register an organisation"), Go("register")),))
    elif organisation.is_partner:
        rows += _rows_of_partner(turn, organisation)
    else:
        rows += _rows_of_client(turn, organisation)
    other = "en" if turn.person.language == "de" else "de"
    language = Button(Msg("🌐 {language}", language=_OWN_NAMES[other]), SetLanguage(other))
    return (*rows, (Button(Msg("📚 Questions and answers"), Go("faq")), language), *way_to_support(turn))


def _unfinished(turn: Turn) -> list[Row]:
    """The way back into the open form, or else into the one that was put aside last."""
    forms = forms_of(turn)
    form = forms.open or next(iter(forms.kept), None)
    if form is None:
        return []
    return [(Button(Msg("▶️ Continue: {form}", form=turn.forms[form.form].title), Resume(form.serial)),)]


def _rows_of_partner(turn: Turn, organisation: Organisation) -> list[Row]:
    count = _requests(turn, organisation)
    label = Plural("📥 {n} request", "📥 {n} requests", count) if count else Msg("📥 Requests")
    return [
        (Button(label, Go("requests")),),
        (Button(Msg("👥 Clients"), Go("clients")), Button(Msg("📦 Own products"), Go("products"))),
        _row_of_organisation(organisation),
    ]


def _rows_of_client(turn: Turn, organisation: Organisation) -> list[Row]:
    return [
        *([(Button(Msg("🤝 Add a partner"), Go("addpartner")),)] if may_decide(turn) else []),
        (Button(Msg("👥 Partners"), Go("partners")), Button(Msg("📦 Products"), Go("products"))),
        _row_of_organisation(organisation),
    ]


def _row_of_organisation(organisation: Organisation) -> Row:
    button = Button(Msg("🏢 Organisation"), Go("organisation"))
    if takes_vat_number(organisation):
        return (Button(Msg("🧾 VAT number"), Go("vat")), button)
    return (button,)


def _language(turn: Turn) -> None:
    buttons = tuple(
        Button(
            Msg("{mark} {language}", mark="☑️" if code == turn.person.language else "◻️", language=name),
            SetLanguage(code),
        )
        for code, name in _OWN_NAMES.items()
    )
    words = Msg("<b>Which language shall I write in?</b>\n\nYou can write to me in either of them.")
    turn.show(View(words, (buttons, (MENU,))))


def _set_language(turn: Turn, payload: SetLanguage) -> None:
    language.set_language(turn.work, turn.person, payload.language)
    turn.whisper(Msg("From now on I write to you in English."))
    turn.show(View(_welcome(turn), _menu_rows(turn)))


def _help(turn: Turn) -> None:
    groups = [
        lines(heading, *(Msg("/{name} – {what}", name=name, what=_what(turn, name)) for name in names))
        for heading, names in _HELP
    ]
    words = paragraphs(
        Msg("<b>What I can do for you</b>"),
        *groups,
        Msg(
            "Or simply type your question, in German or English, even while I am asking you something: "
            "I answer, and then we go on where we were."
        ),
    )
    turn.show(View(words, ((Button(Msg("📚 Questions and answers"), Go("faq")), MENU),)))


def _what(turn: Turn, command: str) -> Words:
    """What the command does, as Telegram's own menu says it."""
    description = turn.commands[command].description
    if description is None:
        raise TypeError(f"/{command} is in the help, but has no description")
    return description


CHAPTER = Chapter(
    commands=(
        ChatCommand("start", _start),
        ChatCommand("menu", _menu, Msg("What you can do now")),
        ChatCommand("help", _help, Msg("What I can do for you")),
        ChatCommand("language", _language, Msg("Deutsch or English")),
    ),
    routes=(on(SetLanguage, _set_language),),
)
