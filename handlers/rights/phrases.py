"""The table of rights in words: every act as what somebody may do, grouped by what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domain.people import Role
from domain.words import Msg, Words, lines, listing, paragraphs
from handlers.organisations.acting import ROLE_NAMES
from services.rights import RIGHTS, Act, Relation, may
from storage.tables import Organisation

PHRASES: Mapping[Msg, Mapping[Act, Msg]] = {
    Msg("🏢 Organisation"): {
        Act.SEE_ORGANISATION: Msg("see the organisation and its products"),
        Act.SEE_INCOME: Msg("see what was ordered, and what it brings"),
        Act.SWITCH: Msg("act for another organisation"),
        Act.GET_VERIFIED: Msg("have it verified"),
        Act.TAKE_OVER: Msg("take over what was prepared elsewhere"),
        Act.BECOME_COMPANY: Msg("make a private account a company’s"),
        Act.ENTER_VAT: Msg("enter the VAT number"),
        Act.REMOVE_VAT: Msg("remove the VAT number"),
        Act.APPLY: Msg("apply to become a partner"),
    },
    Msg("👥 People"): {
        Act.LEAVE: Msg("leave"),
        Act.DISCONNECT: Msg("disconnect Telegram"),
        Act.INVITE: Msg("invite colleagues"),
        Act.REVOKE_INVITATION: Msg("revoke invitations"),
        Act.ADMIT: Msg("let somebody in who asks for it"),
        Act.CHANGE_ROLE: Msg("give colleagues another role"),
        Act.REMOVE_COLLEAGUE: Msg("remove colleagues"),
        Act.SEE_AS: Msg("see what a colleague sees"),
        Act.ASSIGN: Msg("choose who looks after which client"),
    },
    Msg("📦 Products"): {
        Act.ADD_PRODUCT: Msg("add products to the list"),
        Act.REMOVE_PRODUCT: Msg("take products off the list"),
    },
    Msg("📥 Requests"): {
        Act.REQUEST: Msg("ask a partner"),
        Act.INVITE_PARTNER: Msg("invite a partner that is not here"),
        Act.VOUCH: Msg("say whether the right company has opened it"),
        Act.REVOKE_PARTNER_INVITATION: Msg("withdraw such an invitation"),
        Act.ASK: Msg("ask a client for access"),
        Act.CONFIRM: Msg("confirm"),
        Act.DECLINE: Msg("decline"),
        Act.COUNTER: Msg("propose something else"),
        Act.ENQUIRE: Msg("ask back"),
        Act.ANSWER: Msg("answer questions"),
        Act.WITHDRAW: Msg("withdraw"),
        Act.RESEND: Msg("send again"),
        Act.CHOOSE_WHO_ASKS: Msg("block and pause requests"),
    },
    Msg("🤝 Partnerships"): {
        Act.SEE: Msg("see them"),
        Act.CHANGE_PAYER: Msg("change the payment means"),
        Act.CHANGE_PRODUCTS: Msg("change the products"),
        Act.SET_END: Msg("set a last day"),
        Act.ANNOUNCE_END: Msg("end them on a day"),
        Act.REVOKE_END: Msg("take that back"),
        Act.END: Msg("end them at once"),
        Act.UNDO: Msg("undo an end"),
    },
    Msg("👤 Clients"): {
        Act.WRITE_NOTE: Msg("write notes"),
        Act.CHANGE_NOTE: Msg("change notes of others"),
        Act.EXPORT_CLIENTS: Msg("export all of them"),
    },
    Msg("📣 Tenders"): {
        Act.SEE_TENDERS: Msg("see them and their offers"),
        Act.PUBLISH_TENDER: Msg("publish, change and close them"),
        Act.REPORT_TENDER: Msg("report them"),
        Act.ASK_ABOUT_TENDER: Msg("ask about them"),
        Act.ANSWER_ABOUT_TENDER: Msg("answer what is asked"),
        Act.OFFER: Msg("make and change offers"),
        Act.WITHDRAW_OFFER: Msg("withdraw offers"),
        Act.UNDERTAKE: Msg("take on the job"),
        Act.SHORTLIST: Msg("put offers on the shortlist"),
        Act.INTRODUCE: Msg("show a bidder who you are"),
        Act.THANK: Msg("thank for offers that are not taken"),
        Act.CHOOSE_OFFER: Msg("accept an offer"),
        Act.LET_OFFER_GO: Msg("take that acceptance back"),
    },
    Msg("📇 Directory"): {
        Act.WRITE_ENTRY: Msg("write the entry, switch it on and off"),
        Act.ANSWER_VISITOR: Msg("answer visitors’ questions"),
    },
}
"""Each act once; a test holds that none is missing."""
_FOR_PARTNERS = frozenset(
    {
        Act.ASK,
        Act.ASSIGN,
        Act.REPORT_TENDER,
        Act.OFFER,
        Act.WITHDRAW_OFFER,
        Act.UNDERTAKE,
        Act.WRITE_ENTRY,
        Act.ANSWER_VISITOR,
    }
)
_FOR_CLIENTS = frozenset(
    {
        Act.REQUEST,
        Act.APPLY,
        Act.TAKE_OVER,
        Act.INVITE_PARTNER,
        Act.VOUCH,
        Act.REVOKE_PARTNER_INVITATION,
        Act.PUBLISH_TENDER,
        Act.SHORTLIST,
        Act.INTRODUCE,
        Act.THANK,
        Act.CHOOSE_OFFER,
        Act.LET_OFFER_GO,
    }
)


def rights_words(organisation: Organisation, role: Role, of: str | None = None) -> Words:
    """What the reader, or the colleague called `of`, may do in this role, and who may do the rest; from the table."""
    allowed = [_sentence(topic, phrases) for topic, phrases in _phrases(organisation, role)]
    others = [
        lines(_only(roles), *(_sentence(topic, phrases) for topic, phrases in found))
        for roles in _who_else(role)
        if (found := list(_phrases(organisation, roles[-1], but=_below(roles))))
    ]
    heading = (
        Msg("<b>✅ As {role}, you may:</b>", role=ROLE_NAMES[role])
        if of is None
        else Msg("<b>✅ As {role}, {name} may:</b>", role=ROLE_NAMES[role], name=of)
    )
    return paragraphs(lines(heading, *allowed), *others)


def _sentence(topic: Msg, phrases: list[Msg]) -> Words:
    return Msg("{topic}: {phrases}.", topic=topic, phrases=listing(phrases))


def _who_else(role: Role) -> list[tuple[Role, ...]]:
    """Those with more rights: from the highest role down to each of them."""
    ranks = list(Role)
    return [tuple(ranks[: place + 1]) for place in range(ranks.index(role) - 1, -1, -1)]


def _below(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Roles with fewer rights than all of these."""
    return tuple(Role)[len(roles) :]


def _only(roles: tuple[Role, ...]) -> Words:
    match len(roles):
        case 1:
            return Msg("<b>🔒 Only a legal representative may:</b>")
        case 2:
            return Msg("<b>🔒 An administrator or a legal representative may:</b>")
        case _:
            return Msg("<b>🔒 Everybody but readers may:</b>")


def _phrases(organisation: Organisation, role: Role, but: tuple[Role, ...] = ()) -> Iterator[tuple[Msg, list[Msg]]]:
    """What `role` may and none of `but`, by topic."""
    for topic, phrases in PHRASES.items():
        found = [
            phrase
            for act, phrase in phrases.items()
            if _may(act, organisation, role) and not any(_may(act, organisation, each) for each in but)
        ]
        if found:
            yield topic, found


def _may(act: Act, organisation: Organisation, role: Role) -> bool:
    """In its own affairs, and on its side of partnerships: a partner is not a client as well."""
    if act in (_FOR_CLIENTS if organisation.is_partner else _FOR_PARTNERS):
        return False
    side = Relation.PARTNER if organisation.is_partner else Relation.CLIENT
    return any(may(act, relation, role) for relation in (Relation.OWN, side) if relation in RIGHTS[act])
