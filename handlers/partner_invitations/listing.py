"""The client's open invitations: what has become of each, sent again, withdrawn, or vouched for (fact 44)."""

from __future__ import annotations

from domain.partner_invitations import InvitedState
from domain.partnerships.rules import Side, awaited
from domain.words import Day, Lines, Literal, Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, after_refusal, on
from handlers.chat.labels import name_on_button
from handlers.chat.lists import pages
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.verified import verified_line
from handlers.partner_invitations import links
from handlers.partner_invitations.payloads import (
    InvitePartner,
    PartnerInvitationPayload,
    PassOnRequest,
    RenewPartnerInvitation,
    RevokePartnerInvitation,
    ShowInvitedAsPicture,
    ShowPartnerInvitation,
    ShowPartnerInvitations,
    VouchForPartner,
)
from handlers.partnerships.showing import card_of
from handlers.partnerships.terms import terms_words
from services.partner_invitations import making
from services.partner_invitations.becoming import vouch
from services.partner_invitations.passing_on import pass_on
from services.rights import Act, own_organisation, require
from storage import partner_invitations as stored
from storage.partnerships import partnership
from storage.tables import Organisation, PartnerInvitation

A_PAGE = 4
"""With what turns the pages, invites and leads back, that makes eight buttons."""
_ICONS = {InvitedState.OPEN: "✉️", InvitedState.TAKEN: "⏳", InvitedState.DOUBTED: "❓", InvitedState.EXPIRED: "⌛"}


def _list(turn: Turn, payload: ShowPartnerInvitations) -> None:
    own = own_organisation(turn.person)
    require(turn.work, turn.person, Act.REVOKE_PARTNER_INVITATION, own)
    since, session = turn.work.now - making.LISTED_FOR, turn.work.session
    count = stored.count_listed(session, own.id, since)
    page = max(0, min(payload.page, (count - 1) // A_PAGE))
    found = stored.listed(session, own.id, since, A_PAGE, page * A_PAGE)
    entries = [Lines((_icon(turn, each), Lines((each.for_name, state_line(turn, each)), " – ")), " ") for each in found]
    words = paragraphs(
        Msg("<b>Invitations of {organisation} to partners</b>", organisation=own.name),
        lines(*entries) if entries else Msg("No invitation is open."),
    )
    rows: list[Row] = [
        (
            Button(
                Lines((_icon(turn, each), name_on_button(each.for_name)), " "),
                ShowPartnerInvitation(each.id),
            ),
        )
        for each in found
    ]
    turns = pages(page, count, ShowPartnerInvitations, A_PAGE)
    below: Row = (Button(Msg("✉️ Invite"), InvitePartner()), Button(Msg("👥 Partners"), Go("partners")))
    turn.show(View(words, (*rows, *turns, below)))


def _icon(turn: Turn, invitation: PartnerInvitation) -> Literal:
    return Literal(_ICONS.get(making.state_now(turn.work, invitation), "▫️"))


def state_line(turn: Turn, invitation: PartnerInvitation) -> Words:
    """What has become of it, as the client reads it."""
    match making.state_now(turn.work, invitation):
        case InvitedState.OPEN:
            return Msg("nobody has opened it so far; open until {moment}", moment=invitation.expires_at)
        case InvitedState.TAKEN:
            return Msg(
                "{name} has it and is becoming a partner; open until {day}",
                name=invitation.taken_by.first_name if invitation.taken_by is not None else "",
                day=Day(invitation.expires_at),
            )
        case InvitedState.DOUBTED:
            return Msg("{partner} has opened it, and waits for your word", partner=_partner(invitation))
        case InvitedState.EXPIRED:
            return Msg("over since {day}: nobody has taken it up", day=Day(invitation.expires_at))
        case InvitedState.USED:
            return Msg("taken up by {partner}", partner=_partner(invitation))
        case InvitedState.DECLINED:
            return Msg("declined")
        case InvitedState.REVOKED:
            return Msg("withdrawn")
        case InvitedState.CEASED:
            return Msg("not possible any more")


def _partner(invitation: PartnerInvitation) -> str:
    return invitation.partner.name if invitation.partner is not None else invitation.for_name


def _show(turn: Turn, payload: PartnerInvitationPayload) -> None:
    invitation = making.own_invitation(turn.work, turn.person, Act.REVOKE_PARTNER_INVITATION, payload.invitation)
    turn.show(View(_described(turn, invitation), (*_actions(turn, invitation), _back())))


def _described(turn: Turn, invitation: PartnerInvitation) -> Words:
    names = [product.name for product in stored.products_offered(turn.work.session, invitation)]
    return paragraphs(
        lines(
            Msg("✉️ <b>Invitation to {partner}</b>", partner=invitation.for_name),
            Lines((_icon(turn, invitation), state_line(turn, invitation)), " "),
            verified_line(invitation.partner) if invitation.partner is not None else None,
        ),
        terms_words(invitation.access, invitation.payer, names, Side.CLIENT, invitation.for_name),
        Msg("✍️ You wrote: “{message}”", message=invitation.message) if invitation.message else None,
        Msg("📧 Mailed to {address} on {day}", address=invitation.email, day=Day(invitation.mailed_at))
        if invitation.email is not None and invitation.mailed_at is not None
        else None,
    )


def _actions(turn: Turn, invitation: PartnerInvitation) -> list[Row]:
    key = invitation.id
    revoke = Button(Msg("🗑 Withdraw"), RevokePartnerInvitation(key))
    match making.state_now(turn.work, invitation):
        case InvitedState.OPEN | InvitedState.EXPIRED:
            anew = Button(Msg("🔄 New link"), RenewPartnerInvitation(key, mail=False))
            again = Button(Msg("📧 Mail it again"), RenewPartnerInvitation(key, mail=True))
            by_mail = turn.work.mails and invitation.email is not None
            return [(anew, again) if by_mail else (anew,), (revoke,)]
        case InvitedState.TAKEN:
            return [(revoke,)]
        case InvitedState.DOUBTED:
            return doubt_rows(invitation)
        case _:
            return []


def has_asked(partner: str) -> Msg:
    """Where the partner's own request was there before it took the invitation, for the client."""
    return Msg("📩 {partner} has asked you itself already, and waits for your answer.", partner=partner)


def doubt_rows(invitation: PartnerInvitation) -> list[Row]:
    """What the client says to whoever has taken the link under another name."""
    yes = Button(Msg("✅ Yes, that is who I mean"), VouchForPartner(invitation.id))
    return [(yes,), (Button(Msg("❌ No, withdraw it"), RevokePartnerInvitation(invitation.id)),)]


def _back() -> Row:
    return (Button(Msg("✉️ Invitations"), ShowPartnerInvitations(0)), MENU)


def _renew(turn: Turn, payload: RenewPartnerInvitation) -> None:
    made = making.renew(turn.work, turn.around.programme, turn.person, payload.invitation, mail=payload.mail)
    turn.show(links.new_view(turn, made, mail=payload.mail and made.invitation.email is not None))


def _revoke(turn: Turn, payload: RevokePartnerInvitation) -> None:
    invitation = making.revoke(turn.work, turn.person, payload.invitation)
    words = Msg(
        "🗑 The invitation to {partner} is withdrawn: its link leads nowhere any more.", partner=invitation.for_name
    )
    turn.show(View(words, (_back(),)))


def _vouch(turn: Turn, payload: VouchForPartner) -> None:
    invitation = vouch(turn.work, turn.around.programme, turn.person, payload.invitation)
    made = partnership(turn.work.session, invitation.partnership_id or 0)
    partner = turn.work.session.get_one(Organisation, invitation.partner_id)
    if made is not None:
        said = Msg("📨 Your request is on its way. I will tell you as soon as {partner} answers.", partner=partner.name)
        if awaited(made.status) is Side.CLIENT:
            said = has_asked(partner.name)
        turn.show(card_of(turn, made, Side.CLIENT, said))


def _pass_on(turn: Turn, payload: PassOnRequest) -> None:
    made = pass_on(turn.work, turn.around.programme, turn.person, payload.partnership)
    turn.show_below(links.new_view(turn, made, mail=False))


CHAPTER = Chapter(
    routes=(
        on(ShowPartnerInvitations, _list),
        on(ShowPartnerInvitation, _show),
        on(RenewPartnerInvitation, _renew),
        on(RevokePartnerInvitation, _revoke),
        on(VouchForPartner, _vouch),
        on(ShowInvitedAsPicture, links.picture),
        on(PassOnRequest, _pass_on),
    ),
    after_refusal=(after_refusal(PartnerInvitationPayload, lambda _turn, _payload: (), _show),),
    by_link=(ShowPartnerInvitation,),
)
