"""Whether an organisation is verified, in one short line: the other side always reads it."""

from __future__ import annotations

from collections.abc import Iterable

from domain.words import Msg, Provider, Words
from handlers.chat.views import Button, Row
from handlers.verification.payloads import TakeOver
from storage.tables import Organisation


def verified_line(organisation: Organisation) -> Words:
    """To the other side, which reads the name with it."""
    if organisation.verified_at is not None:
        return Msg("✅ {organisation}: verified by {provider}", organisation=organisation.name, provider=Provider())
    return Msg("⚠️ {organisation}: not verified", organisation=organisation.name)


def verified_mark(organisation: Organisation) -> Words:
    """Behind its name, in a list."""
    if organisation.verified_at is not None:
        return Msg("verified by {provider}", provider=Provider())
    return Msg("not verified")


def own_state(organisation: Organisation) -> Words:
    """To its own people: what the state means for them."""
    if organisation.closed_at is not None:
        return Msg("🔒 The account is closed: nothing can be decided any more.")
    if organisation.frozen_by is not None:
        return Msg(
            "🧊 {provider} has frozen it. Until that is over nothing can be decided; looking, asking and leaving are "
            "possible.",
            provider=Provider(),
        )
    if organisation.frozen_at is not None:
        return Msg(
            "⚖️ {provider} is looking into who may act for it. Until that is settled nothing can be decided; looking, "
            "asking and leaving are possible.",
            provider=Provider(),
        )
    if organisation.verified_at is not None:
        return Msg("✅ Verified by {provider}", provider=Provider())
    return Msg("⚠️ Not verified yet: I keep requests to partners, and send them when it is.")


def take_over_rows(sources: Iterable[Organisation], target: Organisation) -> tuple[Row, ...]:
    """Buttons that bring what a person has prepared elsewhere to the verified organisation, with one tap each."""
    return tuple(
        (Button(Msg("📥 Take over: {organisation}", organisation=source.name), TakeOver(source.id, target.id)),)
        for source in sources
    )
