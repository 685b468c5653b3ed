"""A partner asks a client for access: which client, which access, for what; the client decides (facts 31, 39)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.organisations.client_codes import client_code
from domain.partnerships.rules import Access, Payer, Side, Status, Terms
from domain.sayings.slots import Slot
from domain.words import Msg, Words, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Asking, Choose, ChooseMany, Form, answered
from handlers.chat.forms.stock import Option
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import View
from handlers.income import what_if
from handlers.organisations.acting import require_acting_for
from handlers.partnerships import terms
from handlers.partnerships.categories import Categories
from handlers.partnerships.paying import Chosen, foreseen
from handlers.partnerships.remarks import remark
from handlers.partnerships.taking_back import card_done
from services.partnerships.clients import ask_found, find_client, forgive
from services.partnerships.enquiries import LONGEST
from services.partnerships.negotiating import asked_client, require_asking, require_new
from services.rights import Act, own_organisation, require
from storage.partnerships import open_between
from storage.tables import Organisation
from storage.work import Work

NOTHING_TO_SAY = "#none"


@dataclass(frozen=True)
class Draft:
    """What the partner has decided so far. `organisation` (the partner's) and `client` are ids, `shelves` codes."""

    organisation: int | None = None
    client: int | None = None
    access: Access | None = None
    shelves: frozenset[str] | None = None
    payer: Payer | None = None
    message: str | None = None

    @property
    def terms(self) -> Terms:
        """The decided terms. Raises `TermsRefused` where they do not go together."""
        return Terms(self.access or Access.LIMITED, self.payer, frozenset(), self.shelves or frozenset())


def _begin(turn: Turn, _draft: Draft) -> None:
    own = own_organisation(turn.person)
    require_asking(own)
    require(turn.work, turn.person, Act.ASK, own)


def _client(asking: Asking[Draft]) -> Organisation:
    """The client, as long as the partner can ask it for anything."""
    return asking.turn.once(_asked, own_organisation(asking.turn.person), answered(asking.draft.client))


def _asked(work: Work, partner: Organisation, client_id: int) -> Organisation:
    client = asked_client(work, partner, client_id)
    require_new(work, client, partner)
    return client


def _which_client(_asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>Which client would you like to ask?</b>"),
        Msg(
            "Type its whole name, its client code, such as {example}, or its e-mail address. "
            "Only you are told whether I know it.",
            example=client_code(1),
        ),
    )


def _read_client(asking: Asking[Draft], text: str) -> int:
    turn = asking.turn
    client = find_client(turn.work, turn.person, text)
    require_new(turn.work, client, own_organisation(turn.person))
    return client.id


def _take_client(asking: Asking[Draft], said: str) -> int:
    """By its id where it is one's own, or as somebody typed it."""
    if not said.isdecimal():
        return _read_client(asking, said)
    return asking.turn.once(_asked, own_organisation(asking.turn.person), int(said)).id


def _client_named(asking: Asking[Draft], answer: object) -> str:
    return asking.turn.once(_asked, own_organisation(asking.turn.person), int(str(answer))).name


def _which_access(asking: Asking[Draft]) -> Words:
    client = _client(asking).name
    return paragraphs(
        Msg("<b>Which access would you like to have to {client}?</b>", client=client),
        Msg("<b>Limited access:</b> you manage the products that the client chooses."),
        Msg("<b>Full access:</b> you manage all products, and can order and renew."),
    )


def _access_options(asking: Asking[Draft]) -> Sequence[Option]:
    client, own = _client(asking), own_organisation(asking.turn.person)
    current = open_between(asking.turn.work.session, client.id, own.id, asking.turn.work.now).get(Status.ACTIVE)
    return [
        Option(access.value, name)
        for access, name in terms.ACCESS_NAMES.items()
        if current is None or current.access is not access
    ]


def _which_shelves(asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>What would you like to manage for {client}?</b>", client=_client(asking).name),
        Msg("Tap to choose. You do not see its products: the client picks them."),
    )


def _which_payer(asking: Asking[Draft]) -> Words:
    client = _client(asking).name
    return paragraphs(
        Msg("<b>Which payment means should be used when you order and renew for {client}?</b>", client=client),
        Msg("<b>Yours:</b> you pay with your reseller discount, and only you see the invoices."),
        Msg(
            "<b>Those of {client}:</b> it pays the public price, and only it sees the invoices; you earn cashback.",
            client=client,
        ),
        what_if.for_partner(asking.turn, _client(asking).id, client),
    )


def _payer_options(asking: Asking[Draft]) -> Sequence[Option]:
    client = _client(asking).name
    return [Option(payer.value, terms.payer_name(payer, Side.PARTNER, client)) for payer in reversed(Payer)]


def _what_for(asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>What do you need the access for?</b>"),
        Msg(
            "One sentence helps {client} to decide, in up to {most} characters.",
            client=_client(asking).name,
            most=LONGEST,
        ),
    )


def _foresees(asking: Asking[Draft], action: str, named: Collection[int]) -> Words | None:
    draft = asking.draft
    if draft.client is None:
        return None
    client = _client(asking)
    return foreseen(Chosen(draft.access, draft.payer, Side.PARTNER, client.id, client.name), action, named)


def _message(draft: Draft) -> str | None:
    return None if draft.message == NOTHING_TO_SAY else draft.message


def _review(asking: Asking[Draft]) -> Words:
    draft = asking.draft
    require_acting_for(asking.turn, answered(draft.organisation))
    client, proposed = _client(asking), draft.terms
    message = _message(draft)
    return paragraphs(
        Msg("<b>Please check what you ask {client} for</b>", client=client.name),
        terms.terms_words(proposed.access, proposed.payer, (), Side.PARTNER, client.name, sorted(proposed.shelves)),
        Msg("💬 “{message}”", message=message) if message is not None else None,
        terms.consequence_lines(proposed.access, proposed.payer, Side.PARTNER, client.name),
        Msg("The client decides, and may grant other rights. Until then nothing changes."),  # fact 39
    )


def _finish(turn: Turn, draft: Draft) -> View:
    require_acting_for(turn, answered(draft.organisation))
    client = answered(draft.client)
    asked = ask_found(turn.work, turn.around.programme, turn.person, client, draft.terms, _message(draft))
    headline = Msg("🙋 {client} is asked. I will tell you as soon as it answers.", client=asked.client.name)
    return card_done(turn, asked, Side.PARTNER, headline)


ASK_CLIENT_ACCESS: Form[Draft] = Form(
    name="ask_client_access",
    title=Msg("Ask a client for access"),
    draft=Draft,
    begin=_begin,
    questions=(
        Ask(
            name="client",
            label=Msg("Client"),
            say=_which_client,
            read=_read_client,
            unmistakable=True,
            slot=Slot.OTHER,
            takes=_take_client,
            unmeant=lambda asking, refused: forgive(asking.turn.work, asking.turn.person, refused),
            named=_client_named,
        ),
        Choose(
            name="access",
            label=Msg("Access"),
            say=_which_access,
            options=_access_options,
            explain="access-types",
            slot=Slot.ACCESS,
        ),
        ChooseMany(
            name="shelves",
            label=Msg("Products"),
            say=_which_shelves,
            stock=lambda asking: Categories(asking.turn.around.programme),
            when=lambda draft: draft.access is Access.LIMITED,
        ),
        Choose(
            name="payer",
            label=Msg("Payment means"),
            say=_which_payer,
            options=_payer_options,
            when=lambda draft: draft.access is Access.FULL,
            explain="payment-means",
            slot=Slot.PAYER,
        ),
        remark(
            "message",
            Msg("Message"),
            _what_for,
            options=lambda _asking: (Option(NOTHING_TO_SAY, Msg("⏭ Without a message")),),
        ),
    ),
    steps=lambda _draft: 4,  # either products or payment means
    review=_review,
    finish_label=Msg("🙋 Ask the client"),
    finish=_finish,
    foresees=_foresees,
    elsewhere={Slot.WHEN: terms.ONCE_PARTNERS},
)


def ask_client(turn: Turn, client_id: int | None = None) -> None:
    """Opens the form; with a client, that one is chosen already."""
    preset = {} if client_id is None else {"client": client_id}
    open_form(turn, ASK_CLIENT_ACCESS, organisation=own_organisation(turn.person).id, **preset)


CHAPTER = Chapter(
    commands=(
        ChatCommand(
            "askclient",
            ask_client,
            Msg("For partners: ask a client for access"),
            in_help=Msg("Ask a client"),
        ),
    ),
    forms=(ASK_CLIENT_ACCESS,),
)
