"""Which article says why something is as it is."""

from __future__ import annotations

from collections.abc import Mapping

EXPLAINED: Mapping[str, str] = {
    "add_partner": "add-partner",
    "ask_client": "add-partner",
    "change_access": "access-types",
    "change_payer": "change-payment-means",
    "end_partnership": "end-partnership",
    "enter_vat": "vat-requirements",
    "find_partner": "partner-directory",
    "get_verified": "being-verified",
    "give_products": "product-access",
    "my_rights": "employee-rights",
    "new_tender": "tenders",
    "take_products": "product-access",
    "what_earned": "cashback-and-discounts",
    "what_ordered": "ordering-and-renewal",
    "which_vat": "vat-requirements",
    "who_has_access": "access-types",
    "who_may": "employee-rights",
    "who_pays": "who-pays",
    "who_sees_invoices": "invoices",
}
"""The article's topic, by the action."""
