"""Whoever follows the link reads who invites and what is offered, takes it, and is led to acting for a partner."""

from __future__ import annotations

from domain.organisations.kinds import OrganisationKind
from domain.partnerships.rules import Side, awaited
from domain.programme import VerificationWay
from domain.words import Lines, Literal, Msg, Provider, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.payloads import Go, GoFirst
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import console_row, may
from handlers.organisations.verified import verified_line
from handlers.partner_invitations.payloads import AnswerInvited
from handlers.partnerships.payloads import ShowPartnership
from handlers.partnerships.terms import consequence_lines, terms_words
from services.partner_invitations import following
from services.partner_invitations.following import Invitation
from services.rights import Act
from storage.tables import PartnerInvitation, Partnership


def open_invited(turn: Turn, token: str) -> None:
    """Shows what a link offers."""
    if not _is_known(turn, token):
        return
    found = following.look(turn.work, turn.person, token)
    if found.is_used:
        turn.show(_used(turn, found.invitation))
    elif found.invitation.taken_by_id is not None:
        turn.show(_taken(turn, found))
    else:
        turn.show(_offer(found, token))


def _is_known(turn: Turn, token: str) -> bool:
    if following.is_known(turn.work, turn.person, token):
        return True
    turn.show(View(following.UNKNOWN, ((MENU,),)))
    return False


def _offer(found: Invitation, token: str) -> View:
    invitation, partner = found.invitation, found.partner
    client = invitation.client
    names = [product.name for product in found.products]
    yes = Msg("📩 Show the request") if partner is not None else Msg("✅ That is us: go on")
    words = paragraphs(
        lines(
            Msg(
                "📩 <b>{client} would like to work with {partner}.</b>", client=client.name, partner=invitation.for_name
            ),
            verified_line(client),
        ),
        Msg("💬 “{message}”", message=invitation.message) if invitation.message else None,
        terms_words(invitation.access, invitation.payer, names, Side.PARTNER, client.name),
        consequence_lines(invitation.access, invitation.payer, Side.PARTNER, client.name),
        Msg("The invitation is open until {moment}; the link works once.", moment=invitation.expires_at),
        Msg("You take it for {partner}. You confirm or decline afterwards.", partner=partner.name)
        if partner is not None
        else Msg(
            "To confirm it, you have to act for a company that is a partner of {provider}. If you go on, I keep it "
            "for you and lead you there.",
            provider=Provider(),
        ),
    )
    no = Button(Msg("❌ No, thanks"), AnswerInvited(token, yes=False))
    return View(words, ((Button(yes, AnswerInvited(token, yes=True)), no), (MENU,)))


def _answer(turn: Turn, payload: AnswerInvited) -> None:
    if not _is_known(turn, payload.token):
        return
    if not payload.yes:
        invitation = following.decline(turn.work, turn.person, payload.token)
        words = Msg("Declined. {client} is told.", client=invitation.client.name)
        turn.show(View(words, ((MENU,),)))
        return
    found = following.take(turn.work, turn.around.programme, turn.person, payload.token)
    turn.show(_used(turn, found.invitation) if found.is_used else _taken(turn, found))


def _used(turn: Turn, invitation: PartnerInvitation) -> View:
    """Where the link has led to, as it stands now."""
    there = turn.work.session.get_one(Partnership, invitation.partnership_id)
    client = invitation.client.name
    match awaited(there.status):
        case Side.PARTNER:
            words = Msg("✅ The request of {client} waits for your answer.", client=client)
        case Side.CLIENT:
            words = Msg("⏳ You have asked {client} yourself already; I tell you as soon as it answers.", client=client)
        case None:
            words = following.TAKEN_UP
    return View(words, ((Button(Msg("🤝 Show"), ShowPartnership(there.id)), MENU),))


def _taken(turn: Turn, found: Invitation) -> View:
    """What comes next, for whoever has it in hand."""
    invitation = found.invitation
    client = invitation.client.name
    if invitation.partner_id is not None:
        words = Msg(
            "⏳ {client} has invited {name}. I have asked whether that is {partner}, and tell you.",
            client=client,
            name=invitation.for_name,
            partner=found.partner.name if found.partner is not None else invitation.for_name,
        )
        return View(words, ((MENU,),))
    ways, rows = _ways(turn)
    kept = paragraphs(
        Msg(
            "✅ <b>I keep the invitation of {client} for you</b> until {moment}.",
            client=client,
            moment=invitation.expires_at,
        ),
        Msg("As soon as you act for a partner here, the request comes by itself. Two ways lead there:")
        if len(ways) > 1
        else Msg("As soon as you act for a partner here, the request comes by itself:"),
        lines(*(Lines((Literal("•"), way), " ") for way in ways)),
    )
    return View(kept, (*rows, (MENU,)))


def _ways(turn: Turn) -> tuple[list[Msg], list[Row]]:
    """How somebody comes to act for a partner: its account, or becoming one."""
    programme, own = turn.around.programme, turn.organisation
    ways: list[Msg] = []
    rows: list[Row] = []
    if VerificationWay.ACCOUNT_LINK in programme.verification:
        ways.append(
            Msg(
                "Your company is a partner of {provider} already: tap “Connect Telegram” in the console.",
                provider=programme.provider,
            )
        )
        rows.append(console_row(turn))
    if own is None:
        ways.append(
            Msg(
                "Your company is not a partner yet: register it here and apply; that takes some minutes, and then "
                "support decides."
            )
        )
        rows.append((Button(Msg("🏅 Register and apply"), GoFirst("register", "becomepartner")),))
    elif own.kind is OrganisationKind.COMPANY and not own.is_partner and may(turn, Act.APPLY):
        ways.append(
            Msg("{organisation} is not a partner yet: apply here, and then support decides.", organisation=own.name)
        )
        rows.append((Button(Msg("🏅 Become a partner"), Go("becomepartner")),))
    else:
        ways.append(Msg("Act for another organisation, or register one: /organisation"))
        rows.append((Button(Msg("🏢 Organisation"), Go("organisation")),))
    return ways, rows


CHAPTER = Chapter(routes=(on(AnswerInvited, _answer),))
