"""Mails about mail itself: the code for an address, and that another one is used now."""

from __future__ import annotations

from domain.mail import shown_email
from domain.words import Msg, TimeOfDay, paragraphs
from handlers.chat.notices import ByMail, Letter
from handlers.chat.turn import Surroundings
from handlers.chat.views import Button, Link, View
from services.mail.confirming import NewCode
from storage.tables import Person

EMAIL_PREFIX = "email_"
"""What the link in the mail, `https://t.me/<bot>?start=email_<token>`, has in front of its token."""
ABOUT_ADDRESSES = Msg("This mail is about your address itself, so it comes whatever you have chosen.")


def code_letter(person: Person, new: NewCode, around: Surroundings) -> Letter:
    """The code and the link, to the address that they confirm.

    The code stands in the subject: a phone shows it without the mail being opened.
    """
    # A page works on the computer, too, on which the mail may be read; Telegram is on the phone.
    link = around.pages.confirm_address(new.token)
    link = link or f"https://t.me/{around.bot_username}?start={EMAIL_PREFIX}{new.token}"
    words = paragraphs(
        Msg("<b>{code} is your code</b>", code=new.code),
        Msg(
            "{name} has entered this address, {address}, in Telegram, and would like to get mails here. "
            "Is it you? Then please type the code there, or tap the button. It works until {time}.",
            name=person.first_name,
            address=shown_email(new.confirmation.address),
            time=TimeOfDay(new.confirmation.expires_at),
        ),
        Msg(
            "It is not you? Then there is nothing to do: without the code, no mails come here. "
            "Please pass it on to nobody, whoever asks for it."
        ),
    )
    return Letter(
        to=person,
        address=new.confirmation.address,
        view=View(words, ((Button(Msg("✅ Confirm the address"), Link(link)),),)),
        by_mail=ByMail(contractual=ABOUT_ADDRESSES, subject=Msg("{code} is your code", code=new.code)),
        secret_until=new.confirmation.expires_at,
    )


def farewell_letter(person: Person, before: str, *, moved: bool) -> Letter:
    """To an address that is not the person's any more: it may not have been their wish."""
    words = paragraphs(
        Msg("<b>Mails go to another address now</b>") if moved else Msg("<b>No more mails come here</b>"),
        Msg(
            "{name} has removed this address, {address}, in Telegram. This is the last mail to it.",
            name=person.first_name,
            address=shown_email(before),
        ),
        Msg("Was it not you? Then please look at /email in the chat, and at who else can open your Telegram."),
    )
    return Letter(person, before, View(words), ByMail(contractual=ABOUT_ADDRESSES))
