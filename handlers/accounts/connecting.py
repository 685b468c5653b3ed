"""Connecting a Telegram with an account at the provider, by a link from its console; and disconnecting it."""

from __future__ import annotations

from domain.programme import VerificationWay
from domain.sayings.natures import Kind
from domain.words import Msg, Provider, lines, paragraphs
from handlers.accounts.payloads import ConnectAccount, DisconnectAccount
from handlers.answers.faq import way_to_article
from handlers.chat.chapters import Chapter, on
from handlers.chat.payloads import Go
from handlers.chat.sayings import Heard, Saying
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import ROLE_NAMES, console_row
from handlers.organisations.verified import take_over_rows
from services.accounts import linking
from services.accounts.linking import LinkRefused
from services.verification.merging import after_link
from storage.people import membership


def offer(turn: Turn, token: str) -> None:
    """Shows what a link connects with, and asks once. Raises as `linking.look` does."""
    found = linking.look(turn.work, turn.person, token)
    if found is None:
        turn.show(_unknown(turn))
        return
    if found.stands:
        _connect(turn, ConnectAccount(token))
        return
    words = paragraphs(
        Msg("🔗 <b>Connect your Telegram with {provider}?</b>", provider=turn.around.programme.provider),
        lines(
            Msg("Account: {organisation}", organisation=found.organisation.name),
            Msg("There you are: {name}, {role}", name=found.name, role=ROLE_NAMES[found.role]),
        ),
        Msg("You then act for this account here, in the role that you have there."),
        Msg("Another Telegram is connected with it so far. It no longer is then, and is told.")
        if found.replaces
        else None,
    )
    yes = Button(Msg("✅ Connect"), ConnectAccount(token))
    turn.show(View(words, ((yes, Button(Msg("Not now"), Go("menu"))),)))


def _connect(turn: Turn, payload: ConnectAccount) -> None:
    if linking.look(turn.work, turn.person, payload.token) is None:
        turn.show(_unknown(turn))
        return
    organisation = linking.connect(turn.work, turn.person, payload.token)
    prepared = after_link(turn.work, turn.around.programme, turn.person, organisation)
    words = Msg(
        "✅ Your Telegram is connected with <b>{organisation}</b> at {provider}.",
        organisation=organisation.name,
        provider=turn.around.programme.provider,
    )
    turn.show(View(words, take_over_rows(prepared, organisation)))
    turn.run("menu")


def _unknown(turn: Turn) -> View:
    return View(linking.UNKNOWN, (*_to_another_link(turn), (MENU,)))


def _to_another_link(turn: Turn) -> tuple[Row, ...]:
    return (console_row(turn), *way_to_article(turn, "connect-telegram"))


def _disconnect(turn: Turn, payload: DisconnectAccount) -> None:
    organisation = linking.connected(turn.work, turn.person, payload.organisation).organisation
    names = {"organisation": organisation.name, "provider": turn.around.programme.provider}
    if not payload.sure:
        words = paragraphs(
            Msg("<b>Disconnect your Telegram from {organisation}?</b>", **names),
            Msg(
                "You then see and decide nothing of it here any more. At {provider} everything stays as it is, "
                "and you can connect again from there.",
                **names,
            ),
        )
        yes = Button(Msg("🔌 Yes, disconnect"), DisconnectAccount(organisation.id, sure=True))
        turn.show(View(words, ((yes,), (Button(Msg("◀️ No, go back"), Go("organisation")),))))
        return
    linking.unlink(turn.work, turn.person, organisation.id)
    turn.show(View(Msg("🔌 Your Telegram is no longer connected with {organisation}.", **names), ((MENU,),)))


def _how_to_connect(turn: Turn, _heard: Heard) -> None:
    """How an account is connected; where the one is for which the person acts, its profile says so."""
    own = turn.organisation
    member = None if own is None else membership(turn.work.session, turn.person.id, own.id)
    if member is not None and member.console_id is not None:
        turn.run("organisation")
    elif VerificationWay.ACCOUNT_LINK in turn.around.programme.verification:
        words = Msg(
            "🔗 At once: log in to the console of {provider} and tap “Connect Telegram” there.", provider=Provider()
        )
        turn.show(View(words, (*_to_another_link(turn), (MENU,))))
    else:
        turn.show(View(Msg("Accounts at {provider} cannot be connected here.", provider=Provider()), ((MENU,),)))


CHAPTER = Chapter(
    routes=(on(ConnectAccount, _connect), on(DisconnectAccount, _disconnect)),
    sayings=(
        Saying(
            name="connect_account",
            label=Msg("🔗 Connect an account"),
            kind=Kind.SHOW,
            answer=_how_to_connect,
            visitors=True,
        ),
    ),
    ways_on={LinkRefused: _to_another_link},
)
