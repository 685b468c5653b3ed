"""What a partner promises, in words (facts 6–9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.words import Msg, Provider

UNDERTAKINGS: Mapping[str, tuple[Msg, Callable[[str], Msg]]] = {
    "support": (
        Msg("Support"),
        lambda name: Msg(
            "{organisation} gives support to its clients, or for the products that it manages.", organisation=name
        ),
    ),
    "invoices": (
        Msg("Invoices"),
        lambda name: Msg(
            "{organisation} is responsible for the invoices of its clients, or of the products that it manages.",
            organisation=name,
        ),
    ),
    "tenders": (
        Msg("Tenders"),
        lambda name: Msg(
            "For jobs that {organisation} wins through the tender platform, it uses products of {provider} only.",
            organisation=name,
            provider=Provider(),
        ),
    ),
    "terms": (
        Msg("Special terms"),
        lambda name: Msg("{organisation} knows the special terms for resellers, and keeps them.", organisation=name),
    ),
}
"""By the name of the question: what it is about, and the sentence that a company accepts, in the facts' order."""
