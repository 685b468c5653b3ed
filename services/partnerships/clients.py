"""Finds the client that a partner wants to ask: by its whole name, its code, or its e-mail address (fact 39).

Who is a client is nobody's business: there is no list, no part of a name is enough, and whoever guesses is soon told to
wait. Codes follow one another, so that looking for one counts even where it is right, until somebody is asked.
"""

from __future__ import annotations

from domain.names.addresses import read_address
from domain.organisations.client_codes import client_code, read_client_code
from domain.partnerships.rules import Terms
from domain.programme import Programme
from domain.words import Msg, Refused, Words
from services import guesses
from services.partnerships.negotiating import ask, asked_client
from services.rights import Act, NotFound, own_organisation, require
from storage.organisations.by_whole_name import organisations_called, organisations_with_email
from storage.tables import Organisation, Partnership, Person
from storage.work import Work


class ClientUnknown(Refused):
    """Nobody answers to what was typed; it may have been a code."""

    def __init__(self, reason: Words, *, is_code: bool = False) -> None:
        super().__init__(reason)
        self.is_code = is_code


class SeveralClients(Refused):
    """Several are called so, and nobody is told which."""


class TooManyTries(Refused):
    """The person has looked for so many clients that they have to wait."""


def find_client(work: Work, person: Person, text: str) -> Organisation:
    """The client that is called so, or has this code or address. Raises `Refused` where the partner cannot ask it.

    Whoever was not found is counted, with the links that nobody knows (see `services.guesses`).
    """
    partner = own_organisation(person)
    require(work, person, Act.ASK, partner)
    _require_patience(work, person)
    by_code = read_client_code(text)
    if by_code is not None:
        guesses.count(work, person)
        return _client_with(work, partner, by_code)
    text = " ".join(text.split())
    address = read_address(text)
    found = (
        organisations_called(work.session, text, but=partner.id)
        if address is None
        else organisations_with_email(work.session, address, but=partner.id)
    )
    # Anybody can call themselves anything: who is verified is the one that is meant.
    found = [one for one in found if one.verified_at is not None] or found
    if not found:
        guesses.count(work, person)
        raise _unknown()
    if len(found) > 1:
        raise SeveralClients(
            Msg(
                "Several go by that. Please ask your client for its client code, which stands in /organisation and "
                "looks like {example}.",
                example=client_code(1),
            )
        )
    return asked_client(work, partner, found[0].id)


def forgive(work: Work, person: Person, refused: Refused) -> None:
    """Nobody was looked for: what was typed was said to the desk, and is not counted as a guess. A code always is."""
    if isinstance(refused, ClientUnknown) and not refused.is_code:
        guesses.take_one_back(work, person)


def _client_with(work: Work, partner: Organisation, organisation_id: int) -> Organisation:
    try:
        return asked_client(work, partner, organisation_id)
    except NotFound:
        raise _unknown(is_code=True) from None


def _unknown(*, is_code: bool = False) -> ClientUnknown:
    return ClientUnknown(
        Msg(
            "I know no client with this name, code or address. Please type the whole name as it stands in the "
            "register, or ask the client for its code: it stands in /organisation and looks like {example}.",
            example=client_code(1),
        ),
        is_code=is_code,
    )


def _require_patience(work: Work, person: Person) -> None:
    until = guesses.waits_until(work, person)
    if until is not None:
        raise TooManyTries(
            Msg(
                "You have looked for several clients in a short time, so I look for no more of them until {moment}. "
                "It is quickest to ask your client for its client code, such as {example}.",
                moment=until,
                example=client_code(1),
            )
        )


def ask_found(
    work: Work, programme: Programme, person: Person, client_id: int, terms: Terms, message: str | None
) -> Partnership:
    """As `negotiating.ask`; whoever asks somebody is not counted among those who only look."""
    asked = ask(work, programme, person, client_id, terms, message)
    guesses.take_one_back(work, person)
    return asked
