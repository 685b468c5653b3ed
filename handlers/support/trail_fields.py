"""What records and their fields are called where staff reads how they have changed.

Of each record that a file shows the history of, every column that the audit trail holds has a name here, or is one of
those that tell a reader nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from domain.words import Msg
from storage.tables import (
    Application,
    Base,
    Claim,
    Enquiry,
    Membership,
    Organisation,
    Partnership,
    Person,
    ProductAccess,
    Proposal,
    VatCheck,
    VatNumber,
)

RECORD_NAMES: Mapping[type[Base], Msg] = MappingProxyType(
    {
        Application: Msg("application"),
        Claim: Msg("claim"),
        Enquiry: Msg("question"),
        Membership: Msg("right to act"),
        Organisation: Msg("organisation"),
        Partnership: Msg("partnership"),
        Person: Msg("person"),
        ProductAccess: Msg("access to a product"),
        Proposal: Msg("proposal"),
        VatCheck: Msg("check of a VAT number"),
        VatNumber: Msg("VAT number"),
    }
)
"""All records that a history is of."""

UNTOLD = frozenset({"id", "due_at", "status_via", "undertakings", "is_partner", "value_is_known", "partnership_id"})
"""The programme's own notes, and what another field, the door, or the file itself says as well."""

FIELD_NAMES: Mapping[str, Msg] = MappingProxyType(
    {
        "accepted": Msg("accepted by support"),
        "access": Msg("access"),
        "account_id": Msg("account"),
        "address": Msg("address"),
        "again_from": Msg("can apply again from"),
        "answer": Msg("answer"),
        "answered_at": Msg("answered"),
        "answered_by_id": Msg("answered by"),
        "applicant_id": Msg("applicant"),
        "asked_at": Msg("asked"),
        "asked_by": Msg("asked by"),
        "asked_by_id": Msg("asked by"),
        "assigned_to": Msg("in charge"),
        "by": Msg("by"),
        "checked_at": Msg("checked"),
        "claimed_at": Msg("claimed"),
        "claimed_by_id": Msg("claimed by"),
        "client_id": Msg("client"),
        "closed_at": Msg("closed"),
        "closed_by": Msg("closed by"),
        "closed_by_id": Msg("closed by"),
        "confirmed_at": Msg("confirmed"),
        "console_id": Msg("person of the console"),
        "consultation": Msg("consultation number"),
        "country": Msg("country"),
        "created_at": Msg("here since"),
        "currency": Msg("currency"),
        "decided_at": Msg("decided"),
        "decided_by": Msg("decided by"),
        "differs": Msg("names differ"),
        "email": Msg("e-mail address"),
        "email_confirmed_at": Msg("e-mail address confirmed"),
        "ending_by": Msg("end announced by"),
        "ends_on": Msg("last day"),
        "entered_by_id": Msg("entered by"),
        "erased_at": Msg("forgotten"),
        "first_name": Msg("first name"),
        "frozen_at": Msg("frozen"),
        "frozen_because": Msg("frozen because"),
        "frozen_by": Msg("frozen by"),
        "granted_at": Msg("granted"),
        "judged_at": Msg("judged"),
        "judged_by": Msg("judged by"),
        "kind": Msg("kind"),
        "language": Msg("language"),
        "lapses_at": Msg("over at the latest"),
        "last_words": Msg("last words"),
        "made_at": Msg("made"),
        "made_by_id": Msg("made by"),
        "mail_pace": Msg("by mail"),
        "message": Msg("message"),
        "name": Msg("name"),
        "number": Msg("number"),
        "organisation_id": Msg("organisation"),
        "ours": Msg("own number, they say"),
        "outcome": Msg("outcome"),
        "partner_code": Msg("partner code"),
        "partner_id": Msg("partner"),
        "payer": Msg("payment means"),
        "person_id": Msg("person"),
        "product_id": Msg("product"),
        "products": Msg("products"),
        "question": Msg("question"),
        "reachable": Msg("reachable in Telegram"),
        "reason": Msg("reason"),
        "register_number": Msg("register number"),
        "released_at": Msg("released"),
        "requested_at": Msg("asked for"),
        "requested_by_id": Msg("asked for by"),
        "requests_paused_until": Msg("no requests until"),
        "role": Msg("role"),
        "sent_at": Msg("sent"),
        "set_up": Msg("set-up"),
        "set_up_refusal": Msg("set-up refused because"),
        "shelves": Msg("kinds of products"),
        "statement": Msg("statement"),
        "status": Msg("status"),
        "submitted_at": Msg("submitted"),
        "support_asked_at": Msg("support asked"),
        "support_banned_at": Msg("no cases since"),
        "telegram_id": Msg("number in Telegram"),
        "terms_accepted_at": Msg("terms accepted"),
        "timezone": Msg("time zone"),
        "verified_at": Msg("verified"),
        "verified_by": Msg("verified by"),
        "website": Msg("website"),
        "yearly_value": Msg("value a year"),
    }
)
