"""An entry: what is proven about its partner, what it says of itself, and what can be done from here."""

from __future__ import annotations

from domain.words import Msg, lines, paragraphs
from handlers.chat.chapters import Chapter, after_refusal, on
from handlers.chat.deep_links import bot_link
from handlers.chat.documents import Document
from handlers.chat.payloads import Go
from handlers.chat.qr import png_of
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.directory.finding import may_tender
from handlers.directory.payloads import AddThisPartner, AskPartner, ReportEntry, ShareEntry, ShowEntry
from handlers.directory.wording import content_words, proven_words
from handlers.partnerships.links import open_partner_link, share_button
from handlers.tenders.payloads import TenderToPartners
from services.directory import finding, writing
from services.directory.writing import content_of
from services.rights import NotFound
from storage import directory as stored
from storage.tables import DirectoryEntry

_BACK = Button(Msg("📇 Directory"), Go("directory"))


def entry_view(turn: Turn, entry: DirectoryEntry) -> View:
    """The entry for whoever has opened it."""
    words = paragraphs(
        content_words(entry.partner.name, content_of(entry), turn.language), proven_words(turn.work, entry.partner)
    )
    share = Button(Msg("🔗 Link and QR code"), ShareEntry(entry.id))
    if turn.person.organisation_id == entry.partner_id:
        return View(words, ((Button(Msg("📇 My entry"), Go("myentry")), share), (_BACK, MENU)))
    return View(
        words,
        (
            (Button(Msg("🤝 Add this partner"), AddThisPartner(entry.id)),),
            (Button(Msg("💬 Ask it something"), AskPartner(entry.id)), *_tender_to(turn, entry)),
            (share, Button(Msg("🚩 Report"), ReportEntry(entry.id, sure=False))),
            (_BACK, MENU),
        ),
    )


def _tender_to(turn: Turn, entry: DirectoryEntry) -> list[Button]:
    return [Button(Msg("📣 Tender to it"), TenderToPartners(entry.partner_id, 0, 0))] if may_tender(turn) else []


def _show(turn: Turn, payload: ShowEntry) -> None:
    turn.show(entry_view(turn, finding.open_entry(turn.work, turn.person, payload.entry)))


def _shown(turn: Turn, entry_id: int) -> DirectoryEntry:
    """The entry, without its being counted as opened once more. Raises `NotFound`."""
    entry = stored.shown_entry(turn.work.session, entry_id)
    if entry is None:
        raise NotFound(Msg("This entry is not in the directory any more. /directory shows those that are."))
    return entry


def _add(turn: Turn, payload: AddThisPartner) -> None:
    open_partner_link(turn, _shown(turn, payload.entry).partner.partner_code or "")


def _share(turn: Turn, payload: ShareEntry) -> None:
    """The entry's link, to be sent or to be scanned."""
    entry = _shown(turn, payload.entry)
    name, link = entry.partner.name, bot_link(turn.around.bot_username, ShowEntry(entry.id))
    caption = lines(
        Msg("🔗 <b>{partner} in the directory</b>", partner=name),
        link,
        Msg("In any chat: type @{bot} and a few words, and send an entry.", bot=turn.around.bot_username),
    )
    rows: tuple[Row, ...] = ((share_button(link),), (Button(Msg("📇 Open the entry"), ShowEntry(entry.id)), MENU))
    turn.send_picture(Document(f"{entry.partner.partner_code}.png", png_of(link, name), "image/png"), caption, rows)


def _report(turn: Turn, payload: ReportEntry) -> None:
    entry = _shown(turn, payload.entry)
    back = Button(Msg("◀️ Back"), ShowEntry(entry.id))
    if not payload.sure:
        words = paragraphs(
            Msg("<b>🚩 Is there something wrong with the entry of {partner}?</b>", partner=entry.partner.name),
            Msg("Support looks at it and decides. Nobody is told who has reported it."),
        )
        yes = Button(Msg("🚩 Yes, report it"), ReportEntry(entry.id, sure=True))
        turn.show(View(words, ((yes,), (back, MENU))))
        return
    writing.report(turn.work, entry.id)
    turn.show(View(Msg("🚩 Thank you. Support looks at it."), ((back, MENU),)))


CHAPTER = Chapter(
    routes=(on(ShowEntry, _show), on(ShareEntry, _share), on(AddThisPartner, _add), on(ReportEntry, _report)),
    by_link=(ShowEntry,),
    after_refusal=(after_refusal(ShowEntry, lambda _turn, _payload: (_BACK,)),),
)
