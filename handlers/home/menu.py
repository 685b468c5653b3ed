"""The menu: where a person stands, and what they can do now."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from domain.organisations.kinds import OrganisationKind
from domain.organisations.verification import ClaimKind
from domain.programme import VerificationWay
from domain.words import Lines, Msg, Provider, Words, lines, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.forms.state import forms_of
from handlers.chat.payloads import Go, Resume
from handlers.chat.rendering import own_name
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.home.payloads import SetLanguage
from handlers.home.waiting import waiting_for, waiting_words
from handlers.organisations.acting import console_row, may, role_words
from handlers.organisations.verified import own_state
from handlers.support.reaching import TALKING, way_to_support
from services.rights import Act
from services.vat import takes_vat_number
from storage.tables import Organisation
from storage.verification import open_claims_of

MOST_BUTTONS = 8
"""In a menu: more are not seen at a glance."""
_FIND = Button(Msg("🔎 Find a partner"), Go("directory"))
_TENDERS = Button(Msg("📣 Tenders"), Go("tenders"))
_ORGANISATION = Button(Msg("🏢 Organisation"), Go("organisation"))
_FAQ = Button(Msg("📚 Questions and answers"), Go("faq"))
_MORE = Button(Msg("⋯ More"), Go("more"))


def standing(turn: Turn) -> Words:
    """Where the person stands, and what comes next."""
    organisation = turn.organisation
    if organisation is None:
        return paragraphs(
            *_asked_for(turn),
            Msg("First, please tell me which organisation you act for: registering it takes a minute."),
            Msg(
                "🔗 At once, with an account at {provider}: tap “Connect Telegram” in its console.", provider=Provider()
            )
            if _links_accounts(turn)
            else None,
            Msg(
                "Is your organisation here already? Then ask a colleague who is its legal representative "
                "for an invitation link instead."
            ),
            Msg("You can type a question at any time."),
        )
    return paragraphs(
        lines(
            Msg("You are acting for <b>{organisation}</b>.", organisation=organisation.name),
            _held_up(organisation),
            role_words(turn),
        ),
        waiting_here(turn),
        Msg("Choose below, or simply say what you want or would like to know."),
    )


def _asked_for(turn: Turn) -> list[Words]:
    """What others have to decide first."""
    asked = open_claims_of(turn.work.session, turn.person.id, {ClaimKind.ACCESS, ClaimKind.DISPUTE})
    return [
        Msg(
            "⏳ About {organisation}, I tell you as soon as somebody has decided.", organisation=claim.organisation.name
        )
        for claim in asked
    ]


def _links_accounts(turn: Turn) -> bool:
    return VerificationWay.ACCOUNT_LINK in turn.around.programme.verification


def _held_up(organisation: Organisation) -> Words | None:
    """Why not everything is possible."""
    if organisation.closed_at is not None:
        return own_state(organisation)
    if organisation.frozen_at is not None:
        return Msg("⚖️ Nothing can be decided for it at the moment: /organisation")
    return None if organisation.verified_at is not None else Msg("⚠️ Not verified yet: /organisation")


def waiting_here(turn: Turn) -> Words | None:
    """How much waits for the person in the organisation for which they act."""
    total = waiting_for(turn).total
    return waiting_words(total) if total else None


def _menu(turn: Turn) -> None:
    turn.show(View(standing(turn), menu_rows(turn)))


def menu_rows(turn: Turn) -> tuple[Row, ...]:
    """What the person can do now, what matters most first; what has no room stands behind one more button."""
    rows = _rows(turn)
    room = _room_for(rows)
    return tuple(rows) if room == len(rows) else (*rows[:room], (_MORE,))


def _more(turn: Turn) -> None:
    """What the menu has no room for; where it has room for all, the menu."""
    rows = _rows(turn)
    rest = rows[_room_for(rows) :]
    turn.show(View(Msg("What else you can do:"), (*rest, (MENU,))) if rest else View(standing(turn), menu_rows(turn)))


def _room_for(rows: Sequence[Row]) -> int:
    """How many rows the menu shows: all that fit, or as many as leave room for the button to the rest."""
    ends = list(accumulate(map(len, rows)))
    return len(rows) if ends[-1] <= MOST_BUTTONS else sum(end < MOST_BUTTONS for end in ends)


def _rows(turn: Turn) -> list[Row]:
    organisation = turn.organisation
    if organisation is None:
        daily, rare = _rows_of_visitor(turn), []
    elif organisation.is_partner:
        daily, rare = _rows_of_partner(turn, organisation), _rare_of_partner(turn)
    else:
        daily, rare = _rows_of_client(turn, organisation), _rare_of_client(turn, organisation)
    support = way_to_support(turn)
    talking = support if support == ((TALKING,),) else ()
    asking = () if talking else support
    begun = [*_waiting(turn), *_unfinished(turn), *talking]
    return [*begun, *daily, (_FAQ,), *asking, *rare, (_other_language(turn),)]


def _other_language(turn: Turn) -> Button:
    """The other one, or, where there are several, the way to choose."""
    others = [each for each in turn.around.renderer.languages if each != turn.person.language]
    if len(others) > 1:
        names = Lines(tuple(map(own_name, others)), " · ")
        return Button(Msg("🌐 {language}", language=names), Go("language"))
    return Button(Msg("🌐 {language}", language=own_name(others[0])), SetLanguage(others[0]))


def _waiting(turn: Turn) -> list[Row]:
    """What waits for the person stands first."""
    if turn.organisation is None or not (total := waiting_for(turn).total):
        return []
    return [(Button(waiting_words(total), Go("waiting")),)]


def _unfinished(turn: Turn) -> list[Row]:
    """The way back into the open form, or else into the one that was put aside last."""
    forms = forms_of(turn)
    form = forms.open or next(iter(forms.kept), None)
    if form is None:
        return []
    return [(Button(Msg("▶️ Continue: {form}", form=turn.forms[form.form].title), Resume(form.serial)),)]


def _rows_of_visitor(turn: Turn) -> list[Row]:
    return [
        (Button(Msg("📝 Register an organisation"), Go("register")),),
        (_FIND, _TENDERS),
        *([console_row(turn)] if _links_accounts(turn) else []),
    ]


def _rows_of_partner(turn: Turn, organisation: Organisation) -> list[Row]:
    asks = [Button(Msg("🙋 Ask a client"), Go("askclient"))] if may(turn, Act.ASK) and _is_free(organisation) else []
    return [
        (Button(Msg("👥 Clients"), Go("clients")), Button(Msg("💰 Income"), Go("income"))),
        (Button(Msg("📥 Requests"), Go("requests")), *asks),
        (_TENDERS, _ORGANISATION),
        *_vat(organisation),
    ]


def _rare_of_partner(turn: Turn) -> list[Row]:
    entry = [Button(Msg("📇 My entry"), Go("myentry"))] if may(turn, Act.WRITE_ENTRY) else []
    return [(*entry, Button(Msg("📦 Own products"), Go("products")))]


def _rows_of_client(turn: Turn, organisation: Organisation) -> list[Row]:
    adds = (
        [Button(Msg("🤝 Add a partner"), Go("addpartner"))] if may(turn, Act.REQUEST) and _is_free(organisation) else []
    )
    return [
        (*adds, _FIND),
        (Button(Msg("👥 Partners"), Go("partners")), Button(Msg("📦 Products"), Go("products"))),
        (_TENDERS, _ORGANISATION),
        *_vat(organisation),
    ]


def _rare_of_client(turn: Turn, organisation: Organisation) -> list[Row]:
    applies = [(Button(Msg("🏅 Become a partner"), Go("becomepartner")),)] if _may_apply(turn, organisation) else []
    return [*applies, (Button(Msg("🧾 Orders"), Go("orders")),)]


def _vat(organisation: Organisation) -> list[Row]:
    return [(Button(Msg("🧾 VAT number"), Go("vat")),)] if takes_vat_number(organisation) else []


def _is_free(organisation: Organisation) -> bool:
    """Whether anything can be decided for it."""
    return organisation.closed_at is None and organisation.frozen_at is None


def _may_apply(turn: Turn, organisation: Organisation) -> bool:
    """Whether becoming a partner is worth offering: to those who decide for a company (fact 4)."""
    return organisation.kind is OrganisationKind.COMPANY and _is_free(organisation) and may(turn, Act.APPLY)


CHAPTER = Chapter(
    commands=(
        ChatCommand("menu", _menu, Msg("What you can do now"), by_link=True),
        ChatCommand("more", _more),
    )
)
