"""What an article offers to do at once: a button, for those who can do it and to whom it is of use now.

As in the menu, only what a person may decide is offered; the services behind it check it again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.answers.articles import Offer
from domain.organisations.kinds import OrganisationKind
from domain.partnerships.rules import Access, Status
from domain.words import Msg
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import Button, Row
from handlers.organisations.acting import may
from handlers.support.reaching import way_to_support, way_with_warning
from handlers.verification.payloads import GetVerified
from services.care import reach
from services.rights import Act
from services.vat import VatNumberNotForThisAccount, require_vat_account
from storage.partnerships import count_of_partner, of_client
from storage.tables import Organisation


def offered(turn: Turn, offer: Offer | None) -> tuple[Row, ...]:
    """The row with the button that does it; none where it is not possible to the person."""
    organisation = turn.organisation
    if offer is Offer.TALK_TO_PERSON:
        return way_to_support(turn)
    if offer is Offer.TALK_AFTER_WARNING:
        return way_with_warning(turn)
    if offer is Offer.DIRECTORY:
        return (_directory(organisation),)
    if offer is Offer.TENDERS:  # fact 12: visitors publish them, too
        return ((Button(Msg("📣 Tenders"), Go("tenders")),),)
    if offer is None or organisation is None:
        return ()
    act, button_for = _OFFERS[offer]
    button = button_for(_Standing(turn, organisation)) if may(turn, act) else None
    return () if button is None else ((button,),)


def _directory(organisation: Organisation | None) -> Row:
    """Partners stand in it, and all others look for one there."""
    if organisation is not None and organisation.is_partner:
        return (Button(Msg("📇 My entry"), Go("myentry")),)
    return (Button(Msg("🔎 Find a partner"), Go("directory")),)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Who decides, and for whom."""

    turn: Turn
    organisation: Organisation

    def is_client(self, access: Access | None = None) -> bool:
        """Whether the organisation has an active partner, with this kind of access if it matters."""
        active = of_client(self.turn.work.session, self.organisation.id, self.turn.work.now, {Status.ACTIVE})
        return any(access in (None, partnership.access) for partnership in active)

    def is_partner(self, status: Status) -> bool:
        """Whether the organisation is the partner in a partnership of this status."""
        among = self.turn.once(reach, self.turn.person, self.organisation).among
        session, now = self.turn.work.session, self.turn.work.now
        return count_of_partner(session, self.organisation.id, status, now, among=among) > 0


def _add_partner(standing: _Standing) -> Button | None:
    if standing.organisation.is_partner:
        return None
    return Button(Msg("🤝 Add a partner now"), Go("addpartner"))


def _answer_requests(standing: _Standing) -> Button | None:
    if not standing.is_partner(Status.PENDING):
        return None
    return Button(Msg("📥 Answer open requests now"), Go("requests"))


def _become_partner(standing: _Standing) -> Button | None:
    is_company = standing.organisation.kind is OrganisationKind.COMPANY  # fact 4
    if not is_company or standing.organisation.is_partner:
        return None
    return Button(Msg("🏅 Become a partner"), Go("becomepartner"))


def _change_payment_means(standing: _Standing) -> Button | None:
    if not standing.is_client(Access.FULL):  # facts 25–28
        return None
    return Button(Msg("💳 Change payment means now"), Go("partners"))


def _change_product_access(standing: _Standing) -> Button | None:
    if not standing.is_client(Access.LIMITED):  # fact 32
        return None
    return Button(Msg("📦 Change the products now"), Go("partners"))


def _end_partnership(standing: _Standing) -> Button | None:
    label = Msg("🚪 Choose the one to end")
    if standing.is_client():
        return Button(label, Go("partners"))
    if standing.is_partner(Status.ACTIVE):
        return Button(label, Go("clients"))
    return None


def _enter_vat_number(standing: _Standing) -> Button | None:
    try:
        require_vat_account(standing.organisation)  # facts 33 and 37
    except VatNumberNotForThisAccount:
        return None
    return Button(Msg("🧾 VAT number"), Go("vat"))


def _get_verified(standing: _Standing) -> Button | None:
    if standing.organisation.verified_at is not None:
        return None
    return Button(Msg("✅ Get verified"), GetVerified())


_OFFERS: Mapping[Offer, tuple[Act, Callable[[_Standing], Button | None]]] = {
    Offer.ADD_PARTNER: (Act.REQUEST, _add_partner),
    Offer.ANSWER_REQUESTS: (Act.CONFIRM, _answer_requests),
    Offer.BECOME_PARTNER: (Act.APPLY, _become_partner),
    Offer.CHANGE_PAYMENT_MEANS: (Act.CHANGE_PAYER, _change_payment_means),
    Offer.CHANGE_PRODUCT_ACCESS: (Act.CHANGE_PRODUCTS, _change_product_access),
    Offer.END_PARTNERSHIP: (Act.END, _end_partnership),
    Offer.ENTER_VAT_NUMBER: (Act.ENTER_VAT, _enter_vat_number),
    Offer.GET_VERIFIED: (Act.GET_VERIFIED, _get_verified),
}
