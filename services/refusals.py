"""Why somebody may not do something, in words: each reason is a class. `services.rights` says when."""

from __future__ import annotations

from domain.words import Msg, Provider, Refused
from storage.tables import Organisation


class NoOrganisation(Refused):
    """The person acts for nobody yet."""


class NotFound(Refused):
    """There is no such record, or it is not this person's to see: both sound the same."""


class Frozen(Refused):
    """It is disputed who may act for the organisation, or the provider has frozen it."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            Msg(
                "{provider} has frozen {organisation}. Until that is over nothing can be decided; looking and asking "
                "are possible.",
                provider=Provider(),
                organisation=organisation.name,
            )
            if organisation.frozen_by is not None
            else Msg(
                "{provider} is looking into who may act for {organisation}. Until that is settled nothing can be "
                "decided; looking and asking are possible.",
                provider=Provider(),
                organisation=organisation.name,
            )
        )


class SignatureNeeded(Refused):
    """Others of the organisation may do this; most of it, a legal representative alone (fact 30)."""


class NobodySigns(SignatureNeeded):
    """Only a legal representative decides this, and the organisation has none any more."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            Msg(
                "Only a legal representative of {organisation} can do this, and it has none at present. "
                "The console of {provider} can name one.",
                organisation=organisation.name,
                provider=Provider(),
            )
            if organisation.account_id is not None
            else Msg(
                "Only a legal representative of {organisation} can do this, and it has none at present. "
                "Please turn to {provider}.",
                organisation=organisation.name,
                provider=Provider(),
            )
        )


class OrganisationClosed(Refused):
    """The organisation's account at the provider is closed: nobody decides anything in its name."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            Msg(
                "The account of {organisation} is closed, so nothing can be decided in its name any more.",
                organisation=organisation.name,
            )
        )
