"""The menu: where a person stands, and what they can do now."""

from __future__ import annotations

from domain.organisations.kinds import OrganisationKind
from domain.organisations.verification import ClaimKind
from domain.programme import VerificationWay
from domain.words import Msg, Provider, Words, lines, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.form_state import forms_of
from handlers.chat.payloads import Go, Resume
from handlers.chat.rendering import OWN_NAMES
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import Button, Row, View
from handlers.home.payloads import SetLanguage
from handlers.home.waiting import waiting_for, waiting_words
from handlers.organisations.acting import console_row, may, role_words
from handlers.organisations.verified import own_state
from handlers.support.reaching import way_to_support
from services.rights import Act
from services.vat import takes_vat_number
from storage.tables import Organisation
from storage.verification import open_claims_of

MOST_BUTTONS = 8
"""In a menu: more are not seen at a glance."""
_ALL_OF_A_SIDE = 7
"""Buttons of a client, or of a partner, who may do everything; where there is less room, the rarest gives way."""
_FAQ: Row = (Button(Msg("📚 Questions and answers"), Go("faq")),)
_TENDERS = Button(Msg("📣 Tenders"), Go("tenders"))


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
        Msg("Choose below, or simply type your question."),
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
    """What the person can do now."""
    organisation = turn.organisation
    rows = [*_waiting(turn), *_unfinished(turn)]
    if organisation is None:
        rows.append((Button(Msg("📝 Register an organisation"), Go("register")),))
        rows.append((_TENDERS,))
        rows += [console_row(turn)] if _links_accounts(turn) else []
    elif organisation.is_partner:
        rows += _rows_of_partner(turn, organisation, MOST_BUTTONS - len(rows) - len(_FAQ))
    else:
        rows += _rows_of_client(turn, organisation, MOST_BUTTONS - len(rows) - len(_FAQ))
    free = MOST_BUTTONS - len(_FAQ) - sum(map(len, rows))
    # Where there is much to do, what stands under every answer and in the help as well gives way.
    if free < 0:
        return tuple(rows)
    support = way_to_support(turn)[:free]
    language = (_other_language(turn),) if free > len(support) else ()
    return (*rows, (*_FAQ, *language), *support)


def _other_language(turn: Turn) -> Button:
    other = "en" if turn.person.language == "de" else "de"
    return Button(Msg("🌐 {language}", language=OWN_NAMES[other]), SetLanguage(other))


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


def _rows_of_partner(turn: Turn, organisation: Organisation, room: int) -> list[Row]:
    is_free = organisation.closed_at is None and organisation.frozen_at is None
    asks = may(turn, Act.ASK) and is_free and room >= _ALL_OF_A_SIDE
    return [
        *([(Button(Msg("🙋 Ask a client"), Go("askclient")),)] if asks else []),
        (Button(Msg("📥 Requests"), Go("requests")), _TENDERS),
        (Button(Msg("👥 Clients"), Go("clients")), Button(Msg("📦 Own products"), Go("products"))),
        _row_of_organisation(organisation),
    ]


def _rows_of_client(turn: Turn, organisation: Organisation, room: int) -> list[Row]:
    is_free = organisation.closed_at is None and organisation.frozen_at is None
    adds = [Button(Msg("🤝 Add a partner"), Go("addpartner"))] if may(turn, Act.REQUEST) and is_free else []
    applies = room >= _ALL_OF_A_SIDE and _may_apply(turn, organisation)
    return [
        (*adds, _TENDERS),
        (Button(Msg("👥 Partners"), Go("partners")), Button(Msg("📦 Products"), Go("products"))),
        *([(Button(Msg("🏅 Become a partner"), Go("becomepartner")),)] if applies else []),
        _row_of_organisation(organisation),
    ]


def _may_apply(turn: Turn, organisation: Organisation) -> bool:
    """Whether becoming a partner is worth offering: to those who decide for a company (fact 4)."""
    is_free = organisation.closed_at is None and organisation.frozen_at is None
    return organisation.kind is OrganisationKind.COMPANY and is_free and may(turn, Act.APPLY)


def _row_of_organisation(organisation: Organisation) -> Row:
    button = Button(Msg("🏢 Organisation"), Go("organisation"))
    if takes_vat_number(organisation):
        return (Button(Msg("🧾 VAT number"), Go("vat")), button)
    return (button,)


CHAPTER = Chapter(commands=(ChatCommand("menu", _menu, Msg("What you can do now"), by_link=True),))
