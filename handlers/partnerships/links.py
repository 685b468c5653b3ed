"""Links by which a partner and a client find each other: each shows its own, and whoever opens it begins with it."""

from __future__ import annotations

from urllib.parse import quote

from domain.organisations.client_codes import client_code, read_client_code
from domain.words import Msg, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.documents import Document
from handlers.chat.payloads import Go, GoFirst
from handlers.chat.qr import png_of
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Link, Row, View
from handlers.partnerships.asking import ask_client
from handlers.partnerships.payloads import AddThisPartner, ClientCode, PartnerCode, WhoAsks
from handlers.partnerships.poster import poster
from handlers.partnerships.requesting import add_partner, remember_partner
from services.partnerships.clients import find_client
from services.partnerships.negotiating import require_asking
from services.rights import NotFound, own_organisation
from storage.organisations.partners import partner_by_code
from storage.tables import Organisation

PARTNER_PREFIX, CLIENT_PREFIX = "partner_", "client_"
"""What the links `https://t.me/<bot>?start=partner_<code>` and `…client_<code>` have in front of a code."""


def partner_link(turn: Turn, code: str) -> str:
    """Opens the desk with that partner chosen."""
    return f"https://t.me/{turn.around.bot_username}?start={PARTNER_PREFIX}{code}"


def client_link(turn: Turn, organisation_id: int) -> str:
    """Opens the desk, for a partner, with that client chosen."""
    return f"https://t.me/{turn.around.bot_username}?start={CLIENT_PREFIX}{client_code(organisation_id)}"


def share_button(link: str) -> Button:
    """Hands the link on to somebody in Telegram."""
    return Button(Msg("📤 Share"), Link(f"https://t.me/share/url?url={quote(link, safe='')}"))


def _my_link(turn: Turn) -> None:
    own = own_organisation(turn.person)
    require_asking(own)
    link = partner_link(turn, own.partner_code or "")
    words = paragraphs(
        Msg("🔗 <b>The link of {partner}</b>", partner=own.name),
        link,
        Msg(
            "A client that opens it starts a request to you and only chooses the access; you confirm it here. "
            "Send it, or put it on your website and your letters."
        ),
    )
    pictures = (
        Button(Msg("🔳 QR code"), PartnerCode(on_paper=False)),
        Button(Msg("🖨 To print"), PartnerCode(on_paper=True)),
    )
    turn.show(View(words, (pictures, (share_button(link), MENU))))


def _picture(turn: Turn, payload: PartnerCode) -> None:
    """The partner's link to be scanned: a picture, or a page with it."""
    own = own_organisation(turn.person)
    require_asking(own)
    code = own.partner_code or ""
    link = partner_link(turn, code)
    back: Row = (Button(Msg("🔗 My link"), Go("mylink")), MENU)
    if payload.on_paper:
        made = poster(turn.around.renderer, turn.language, own.name, code, link)
        turn.send(made, Msg("🖨 A page to print, with your name beneath the QR code."), (back,))
    else:
        turn.send_picture(
            Document(f"{code}.png", png_of(link, own.name), "image/png"), Msg("<b>{name}</b>", name=own.name), (back,)
        )


def _client_picture(turn: Turn, _payload: ClientCode) -> None:
    """The client's link to be scanned by somebody of a partner."""
    own = own_organisation(turn.person)
    made = png_of(client_link(turn, own.id), own.name)
    back: Row = (Button(Msg("🔕 Requests"), WhoAsks()), MENU)
    picture = Document(f"{client_code(own.id)}.png", made, "image/png")
    turn.send_picture(picture, Msg("<b>{name}</b>", name=own.name), (back,))


def open_partner_link(turn: Turn, code: str) -> bool:
    """Begins a request to the partner with this code; a newcomer registers first. False where there is none."""
    partner = partner_by_code(turn.work.session, code)
    if partner is None:
        return False
    if turn.organisation is not None and turn.organisation.id == partner.id:
        _my_link(turn)
    elif turn.organisation is not None:
        add_partner(turn, partner.id)
    else:
        remember_partner(turn, partner.id)
        words = paragraphs(
            Msg("🤝 <b>Welcome, {name}!</b>", name=turn.person.first_name),
            Msg(
                "You would like to work with {partner}. First, please tell me which organisation you act for: "
                "that takes a minute. Then we go on with {partner}.",
                partner=partner.name,
            ),
        )
        register = Button(Msg("📝 Register an organisation"), GoFirst("register", "addpartner"))
        turn.show(View(words, ((register,), (MENU,))))
    return True


def _add_this(turn: Turn, payload: AddThisPartner) -> None:
    """As its link does. A forged button may name anybody: only partners have a code."""
    partner = turn.work.session.get(Organisation, payload.partner)
    if partner is None or not open_partner_link(turn, partner.partner_code or ""):
        raise NotFound(Msg("I cannot find this partner any more. /addpartner finds others by their names."))


def open_client_link(turn: Turn, code: str) -> None:
    """Begins to ask the client with this code. Raises `Refused` where it is not possible."""
    require_asking(own_organisation(turn.person))
    ask_client(turn, find_client(turn.work, turn.person, code).id)


def is_client_link(link: str) -> bool:
    """Whether it is a client's. Raises `ClientCodeMistyped`."""
    return link.startswith(CLIENT_PREFIX) and read_client_code(link.removeprefix(CLIENT_PREFIX)) is not None


CHAPTER = Chapter(
    commands=(ChatCommand("mylink", _my_link),),
    routes=(on(AddThisPartner, _add_this), on(PartnerCode, _picture), on(ClientCode, _client_picture)),
)
