"""What other links in mails do at the press of a button: confirm an address, or unsubscribe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.mail import MailPace, shown_email
from domain.words import Msg, Provider, paragraphs
from handlers.mail.wording import ALWAYS, UNSUBSCRIBED
from handlers.pages.sheets import Offer, Sheet
from services.mail import choosing, confirming
from services.mail.confirming import Followed
from services.pages import LinkUnknown
from storage.tables import Person
from storage.work import Work

Act = Callable[[Work, str], Offer]


@dataclass(frozen=True, slots=True)
class OfferedLink:
    """How the links of one kind are looked at and used, by their tokens.

    `look` says what the button does; whatever it changes is taken back. `use` does it and says what was done, in its
    title and words; to use a link twice is fine. Either may raise `Refused`, and `LinkUnknown` where nobody knows it.
    """

    look: Act
    use: Act


def done(offer: Offer) -> Sheet:
    """What was done."""
    return Sheet(offer.title, offer.words)


def offered(offer: Offer) -> Sheet:
    """What is going to be done, with the button that does it."""
    return Sheet(offer.title, offer.words, button=offer.label)


def _if_known(act: Act) -> Act:
    """The same; of links that nobody knows, all pages say the same, and guesses at them are counted."""

    def known(work: Work, token: str) -> Offer:
        try:
            return act(work, token)
        except (choosing.UnsubscribeLinkUnknown, confirming.LinkUnknown):
            raise LinkUnknown from None

    return known


def _address(work: Work, token: str) -> Offer:
    followed = confirming.look(work, token)
    if followed.stands:
        return _confirmed(followed)
    words = Msg(
        "{name} has entered this address, {address}, in Telegram, and would like to get mails of {provider}’s "
        "reseller programme here. Is it you?",
        name=followed.person.first_name,
        address=shown_email(followed.address),
        provider=Provider(),
    )
    return Offer(followed.person.language, Msg("Is this your address?"), words, Msg("Confirm the address"))


def _confirm_address(work: Work, token: str) -> Offer:
    return _confirmed(confirming.confirm_by_link(work, token))


def _confirmed(followed: Followed) -> Offer:
    words = Msg("Mails go to {address} from now on.", address=shown_email(followed.address))
    return Offer(followed.person.language, Msg("Your address is confirmed"), words)


ADDRESS = OfferedLink(_if_known(_address), _if_known(_confirm_address))
"""Whoever has the mail confirms that the address is theirs."""


def _mails(work: Work, token: str) -> Offer:
    person = choosing.unsubscriber(work, token)
    if person.mail_pace is MailPace.CONTRACTS:
        return _no_more(person)
    words = paragraphs(Msg("Then mails come to you about contracts only."), ALWAYS)
    return Offer(person.language, Msg("Would you like fewer mails?"), words, Msg("Unsubscribe"))


def _unsubscribe(work: Work, token: str) -> Offer:
    return _no_more(choosing.unsubscribe(work, token).person)


def _no_more(person: Person) -> Offer:
    words = paragraphs(UNSUBSCRIBED, ALWAYS, Msg("Was it a slip? In Telegram, /email takes it back."))
    return Offer(person.language, Msg("You are unsubscribed"), words)


UNSUBSCRIBING = OfferedLink(_if_known(_mails), _if_known(_unsubscribe))
"""The person gets mails about contracts only; mail programs post to the link in one click (RFC 8058)."""
