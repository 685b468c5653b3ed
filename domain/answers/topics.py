"""What articles there can be, by topic, in the groups in which a person browses them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from domain.answers.misconduct import POLICY
from domain.words import Msg


class Group(Enum):
    """How topics are grouped when a person browses; the value is the group's heading."""

    PROGRAMME = Msg("Reseller programme")
    ACCESS = Msg("Access and payment")
    PARTNERSHIPS = Msg("Partnerships")
    ACCOUNT = Msg("Account and verification")
    VAT = Msg("VAT number")
    ABOUT = Msg("Provider and contact")


GROUPS: Mapping[Group, tuple[str, ...]] = {
    Group.PROGRAMME: (
        "reseller-programme",
        "reseller-requirements",
        "reseller-benefits",
        "cashback-and-discounts",
        "partner-console",
        "employee-rights",
        "partner-directory",
        "tenders",
        "affiliate-programme",
    ),
    Group.ACCESS: (
        "access-types",
        "product-access",
        "ordering-and-renewal",
        "payment-means",
        "change-payment-means",
        "who-pays",
        "partner-costs",
        "invoices",
    ),
    Group.PARTNERSHIPS: (
        "what-is-a-client",
        "what-is-a-partner",
        "add-partner",
        "partner-confirmation",
        "how-many-partners",
        "wrong-partner",
        "partner-gone",
        "end-partnership",
        "after-the-end",
    ),
    Group.ACCOUNT: ("being-verified", "connect-telegram", "company-here-already", "list-of-products"),
    Group.VAT: ("vat-requirements", "vat-new-account", "vat-existing-account", "vat-other-ways"),
    Group.ABOUT: ("about-provider", "whistleblower-policy", "data-kept", "human-support"),
}
"""The topics of every group, in the order in which a person browses them."""
TOPICS = frozenset(topic for topics in GROUPS.values() for topic in topics)
"""Every topic the desk can have an article about."""
NEEDED = frozenset(
    {POLICY, "access-types", "payment-means", "vat-requirements", "reseller-requirements", "human-support"}
)
"""Topics that no provider can leave out: conversations lead to them."""
