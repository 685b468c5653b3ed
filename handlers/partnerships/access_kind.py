"""Another kind of access: either side of a partnership asks for it, and the other one has to agree.

What there is goes on until then. A client asks as it adds a partner; a partner asks here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.partnerships.rules import Access, NotPossibleNow, Payer, Side, Status, Terms
from domain.sayings.slots import Slot
from domain.words import Msg, Words, lines, listing, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Asking, Choose, ChooseMany, Form
from handlers.chat.forms.stock import Option
from handlers.chat.turn import Turn
from handlers.chat.views import View
from handlers.income import what_if
from handlers.partnerships import changes, terms
from handlers.partnerships.categories import Categories
from handlers.partnerships.paying import Chosen, foreseen
from handlers.partnerships.payloads import ChangeAccess
from handlers.partnerships.remarks import remark
from handlers.partnerships.requesting import ADD_PARTNER
from handlers.partnerships.taking_back import card_done
from services.partnerships import negotiating
from services.partnerships.finding import visible_partnership
from services.partnerships.proposals import present_terms
from services.rights import Act, own_organisation, require
from storage.partnerships import open_between
from storage.tables import Partnership

NO_MESSAGE = "#none"


@dataclass(frozen=True)
class OtherAccessDraft:
    """What a partner asks of its client in place of what it has; `shelves` are codes of categories."""

    partnership: int = 0
    access: Access = Access.LIMITED
    payer: Payer | None = None
    shelves: frozenset[str] | None = None
    message: str | None = None

    @property
    def terms(self) -> Terms:
        """The terms that are asked for. Raises `TermsRefused` where they do not go together."""
        return Terms(self.access, self.payer, frozenset(), self.shelves or frozenset())


def _present(turn: Turn, draft: OtherAccessDraft) -> Partnership:
    """The partnership, as long as its partner can ask for something else; the form closes by itself otherwise."""
    partnership, side = visible_partnership(turn.work, turn.person, draft.partnership)
    require(turn.work, turn.person, Act.ASK, own_organisation(turn.person))
    if partnership.status is not Status.ACTIVE or side is not Side.PARTNER or partnership.access is draft.access:
        raise NotPossibleNow(Msg("This partnership has changed in the meantime."))
    negotiating.require_nothing_asked(turn.work, partnership.client, partnership.partner)
    return partnership


def _which_payer(asking: Asking[OtherAccessDraft]) -> Words:
    client = _present(asking.turn, asking.draft).client
    return paragraphs(
        Msg("<b>Full access to {client}:</b> whose payment means should count?", client=client.name),
        Msg("You order and renew for it; what you have now goes on until it agrees."),
        what_if.for_partner(asking.turn, client.id, client.name),
    )


def _payers(asking: Asking[OtherAccessDraft]) -> Sequence[Option]:
    client = _present(asking.turn, asking.draft).client.name
    return [Option(payer.value, terms.payer_name(payer, Side.PARTNER, client)) for payer in Payer]


def _which_shelves(asking: Asking[OtherAccessDraft]) -> Words:
    client = _present(asking.turn, asking.draft).client.name
    return paragraphs(
        Msg("<b>Limited access to {client}:</b> to which kinds of products?", client=client),
        Msg("The client chooses which ones exactly. What you have now goes on until then."),
    )


def _which_message(asking: Asking[OtherAccessDraft]) -> Words:
    client = _present(asking.turn, asking.draft).client.name
    return Msg("<b>A sentence to {client}:</b> why would you like to change it?", client=client)


def _no_message(_asking: Asking[OtherAccessDraft]) -> Sequence[Option]:
    return [Option(NO_MESSAGE, Msg("Without a message"))]


def _foresees(asking: Asking[OtherAccessDraft], action: str, named: Collection[int]) -> Words | None:
    draft, client = asking.draft, _present(asking.turn, asking.draft).client
    return foreseen(Chosen(draft.access, draft.payer, Side.PARTNER, client.id, client.name), action, named)


def _review(asking: Asking[OtherAccessDraft]) -> Words:
    present, draft = _present(asking.turn, asking.draft), asking.draft
    client, wanted = present.client.name, draft.terms
    categories = asking.turn.around.programme.categories
    shelves = [each.name for each in categories if each.code in wanted.shelves]
    what: Words = (
        lines(
            Msg("<b>{access}</b> to all products", access=terms.ACCESS_NAMES[Access.FULL]),
            terms.payer_name(wanted.payer, Side.PARTNER, client),
        )
        if wanted.payer is not None
        else Msg("<b>{access}</b> to {products}", access=terms.ACCESS_NAMES[Access.LIMITED], products=listing(shelves))
    )
    said = None if draft.message in (None, NO_MESSAGE) else Msg("💬 “{message}”", message=draft.message or "")
    return paragraphs(
        Msg("<b>Please check what you ask of {client}</b>", client=client),
        what,
        lines(
            changes.change_lines(present.access, present.payer, wanted.access, wanted.payer, Side.PARTNER, client),
            changes.from_then_on(),
        ),
        said,
        Msg(
            "{client} decides. Until then you keep what you have; then it ends, and the new access begins.",
            client=client,
        ),
    )


def _finish(turn: Turn, draft: OtherAccessDraft) -> View:
    client = _present(turn, draft).client
    message = None if draft.message == NO_MESSAGE else draft.message
    asked = negotiating.ask(turn.work, turn.around.programme, turn.person, client.id, draft.terms, message)
    headline = Msg("📨 Your request is on its way. I will tell you as soon as {client} answers.", client=client.name)
    return card_done(turn, asked, Side.PARTNER, headline)


OTHER_ACCESS: Form[OtherAccessDraft] = Form(
    name="other_access",
    title=Msg("Change the access"),
    draft=OtherAccessDraft,
    begin=_present,
    questions=(
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
            options=_payers,
            when=lambda draft: draft.access is Access.FULL,
            explain="payment-means",
            slot=Slot.PAYER,
        ),
        remark("message", Msg("Message"), _which_message, options=_no_message),
    ),
    review=_review,
    finish_label=Msg("📨 Ask the client"),
    finish=_finish,
    foresees=_foresees,
    about=lambda turn, draft: terms.other_side(turn, draft.partnership),
)


def _change(turn: Turn, payload: ChangeAccess) -> None:
    partnership, side = visible_partnership(turn.work, turn.person, payload.partnership)
    other = Access.LIMITED if partnership.access is Access.FULL else Access.FULL
    if partnership.status is not Status.ACTIVE:
        raise NotPossibleNow(Msg("This partnership has changed in the meantime."))
    if side is Side.PARTNER:
        open_form(turn, OTHER_ACCESS, partnership=partnership.id, access=other)
        return
    present_terms(
        open_between(turn.work.session, partnership.client_id, partnership.partner_id, turn.work.now),
        partnership.partner,
    )
    open_form(turn, ADD_PARTNER, organisation=partnership.client_id, partner=partnership.partner_id, access=other)


CHAPTER = Chapter(routes=(on(ChangeAccess, _change),), forms=(OTHER_ACCESS,))
