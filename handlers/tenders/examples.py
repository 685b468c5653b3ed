"""Good examples: subjects to tap, and what a description looks like to which partners can name a price."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from domain.tenders.kinds import WorkKind
from domain.words import Msg

SUBJECTS: Mapping[WorkKind, tuple[Msg, ...]] = MappingProxyType(
    {
        WorkKind.WEBSITE: (Msg("New website in two languages"), Msg("Website with booking")),
        WorkKind.SHOP: (Msg("Online shop with 200 articles"), Msg("Move our shop to a new system")),
        WorkKind.MOVE: (Msg("Move our website and mail"), Msg("Move 20 mailboxes")),
        WorkKind.SERVER: (Msg("Set up a server and look after it"), Msg("Mail for a team of 20")),
        WorkKind.DEVELOPMENT: (Msg("Connect our shop with accounting"), Msg("A web application for our team")),
        WorkKind.MARKETING: (Msg("Be found better in our region"), Msg("New look for website and mails")),
        WorkKind.CARE: (Msg("Look after our website"), Msg("Help for our team, by the hour")),
        WorkKind.OTHER: (),
    }
)
WANTED: Mapping[WorkKind, Msg] = MappingProxyType(
    {
        WorkKind.WEBSITE: Msg(
            "Our website is from 2015 and cannot be read on phones. We want about 12 pages in German and French, with "
            "our rooms and a form for enquiries. Texts and pictures are there. We want to change texts ourselves later."
        ),
        WorkKind.SHOP: Msg(
            "We sell 200 kinds of tea, today by mail only. We want a shop with invoice, card and TWINT, delivery to "
            "Switzerland and Germany, and stock from our accounting. Pictures are there; texts are there in German."
        ),
        WorkKind.MOVE: Msg(
            "20 mailboxes and a WordPress website are at another provider. Both are to move over a weekend, with all "
            "old mails, and with somebody whom we can call on Monday morning."
        ),
        WorkKind.SERVER: Msg(
            "We need a server for our own software (PostgreSQL, Python, about 30 people), with backups that are "
            "tested, updates, and an answer within four hours on working days."
        ),
        WorkKind.DEVELOPMENT: Msg(
            "Orders from our shop are typed into accounting by hand today, about 40 a day. We want them to arrive "
            "there by themselves, and to see at once where something is missing."
        ),
        WorkKind.MARKETING: Msg(
            "We are a practice with three rooms and want to be found in our town. Please look at the website, say what "
            "is missing, and do the most important of it. After half a year we want to see what it has brought."
        ),
        WorkKind.CARE: Msg(
            "Our WordPress website has 15 plugins, and nobody updates them. We want updates every month, a backup "
            "before each, and two hours a month for small changes."
        ),
        WorkKind.OTHER: Msg(
            "Say what there is today, what it is to be afterwards, how many people or pages it is about, and what "
            "matters most: the price, the day, or that somebody stays with you."
        ),
    }
)
