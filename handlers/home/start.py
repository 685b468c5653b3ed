"""Where a conversation begins: the welcome, and the links that lead here."""

from __future__ import annotations

from domain.words import Msg, Words, paragraphs
from handlers.accounts.connecting import offer
from handlers.accounts.payloads import LINK_PREFIX
from handlers.answers.faq import show_article
from handlers.chat.chapters import Chapter
from handlers.chat.deep_links import OPEN_PREFIX
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import View
from handlers.home.joining import open_invitation
from handlers.home.menu import menu_rows, standing
from handlers.mail.entering import open_link
from handlers.mail.letters import EMAIL_PREFIX
from handlers.partner_invitations.following import open_invited
from handlers.partner_invitations.links import INVITED_PREFIX
from handlers.partnerships.links import (
    CLIENT_PREFIX,
    PARTNER_PREFIX,
    is_client_link,
    open_client_link,
    open_partner_link,
)
from handlers.people.invitations import JOIN_PREFIX

ARTICLE_PREFIX = "faq_"
"""What the link of an article, `https://t.me/<bot>?start=faq_<topic>`, has in front of its topic."""


def _start(turn: Turn) -> None:
    link = turn.argument
    topic = link.removeprefix(ARTICLE_PREFIX)
    if link.startswith(JOIN_PREFIX):
        open_invitation(turn, link.removeprefix(JOIN_PREFIX))
    elif link.startswith(EMAIL_PREFIX):
        open_link(turn, link.removeprefix(EMAIL_PREFIX))
    elif link.startswith(LINK_PREFIX):
        offer(turn, link.removeprefix(LINK_PREFIX))
    elif link.startswith(INVITED_PREFIX):
        open_invited(turn, link.removeprefix(INVITED_PREFIX))
    elif link.startswith(PARTNER_PREFIX) and open_partner_link(turn, link.removeprefix(PARTNER_PREFIX)):
        pass  # what it opens has been shown
    elif is_client_link(link):
        open_client_link(turn, link.removeprefix(CLIENT_PREFIX))
    elif link.startswith(ARTICLE_PREFIX) and turn.around.knowledge.has(topic):
        show_article(turn, topic)
    elif link.startswith(OPEN_PREFIX) and turn.follow(link):
        pass  # what it opens has been shown
    elif link:
        unknown = Msg("I do not know the link that brought you here: it may be mistyped or out of date.")
        turn.show(View(paragraphs(unknown, welcome(turn)), menu_rows(turn)))
    else:
        turn.show(View(welcome(turn), menu_rows(turn)))


def welcome(turn: Turn) -> Words:
    """Who speaks here, and where the person stands."""
    return paragraphs(
        Msg("🤝 <b>Welcome, {name}!</b>", name=turn.person.first_name),
        Msg(
            "This is the desk of {provider}’s reseller programme. Here clients and partners settle who may manage "
            "which products: clients ask a partner and grant access, partners answer. "
            "I also take VAT numbers and know the programme’s rules.",
            provider=turn.around.programme.provider,
        ),
        standing(turn),
    )


CHAPTER = Chapter(commands=(ChatCommand("start", _start),))
