"""Which events the provider's systems are told of, and under what name (docs/events.md)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from services import events
from storage.work import Event

CONFIRMED = "partnership.confirmed"
PAYMENT_MEANS_CHANGED = "partnership.payment_means_changed"
PRODUCTS_CHANGED = "partnership.products_changed"
RESUMED = "partnership.resumed"
TAKEN_BACK = "partnership.taken_back"

KINDS: Mapping[type[Event], str] = MappingProxyType(
    {
        events.RequestSent: "partnership.requested",
        events.AccessAsked: "partnership.asked",
        events.TermsCountered: "partnership.countered",
        events.RequestResent: "partnership.resent",
        events.PartnershipConfirmed: CONFIRMED,
        events.RequestDeclined: "partnership.declined",
        events.RequestWithdrawn: "partnership.withdrawn",
        events.RequestLapsed: "partnership.lapsed",
        events.RequestOvertaken: "partnership.overtaken",
        events.PartnershipReplaced: "partnership.replaced",
        events.PartnershipEnded: "partnership.ended",
        events.PartnershipCeased: "partnership.ended",
        events.PartnershipExpired: "partnership.ended",
        events.EndDateSet: "partnership.end_changed",
        events.EndAnnounced: "partnership.end_changed",
        events.EndRevoked: "partnership.end_changed",
        events.EndUndone: RESUMED,
        events.PayerChanged: PAYMENT_MEANS_CHANGED,
        events.ProductAccessChanged: PRODUCTS_CHANGED,
        events.SetUpRefused: TAKEN_BACK,
        events.PartnershipRestored: TAKEN_BACK,
        events.OrganisationVerified: "organisation.verified",
        events.PartnerAdmitted: "partner.admitted",
        events.PartnerLetGo: "partner.dismissed",
        events.VatNumberEntered: "vat_number.entered",
        events.VatNumberRemoved: "vat_number.removed",
        events.VatNumberValid: "vat_number.checked",
        events.VatNumberInvalid: "vat_number.checked",
        events.VatNumberChanged: "vat_number.checked",
        events.MemberJoined: "member.joined",
        events.MemberLeft: "member.left",
        events.RoleChanged: "member.role_changed",
    }
)
"""Whatever else happens – reminders, questions between the two – is the chat's own business."""
