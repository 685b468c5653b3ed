"""Entering an address, and showing that it is one's own: by the code in the mail, typed here, or by the mail's link.

The code is no question of a form: it is heard whenever it comes, whatever the person has looked at meanwhile.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.mail import read_email, shown_email
from domain.sayings.natures import Kind
from domain.sayings.slots import Slot
from domain.words import Msg, Plural, Words, paragraphs
from handlers.chat.chapters import Chapter, after_refusal, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Asking, Form, answered
from handlers.chat.forms.speaking import open_said
from handlers.chat.incoming import Text
from handlers.chat.notices import tell
from handlers.chat.payloads import Go
from handlers.chat.sayings import Saying
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.mail import overview
from handlers.mail.letters import code_letter
from handlers.mail.payloads import CallOff, ConfirmAnew, EnterAddress
from services.mail import confirming
from services.mail.confirming import DIGITS, LinkOver, Outcome
from storage.addresses import trouble_with
from storage.tables import EmailConfirmation

_GAPS = re.compile(r"[\s.-]+")
_NEW_CODE = Button(Msg("🔁 New code"), ConfirmAnew())
_NEVER_MIND = Button(Msg("✖️ Never mind"), CallOff())
_WAY_ON: tuple[Row, ...] = ((Button(overview.MAIL, Go("email")),),)
_UNKNOWN = Msg("I do not know this link: it is mistyped, or was mailed to somebody else.")


@dataclass(frozen=True)
class Draft:
    """The address, as it is kept."""

    address: str | None = None


def _which_address(asking: Asking[Draft]) -> Words:
    present = asking.turn.person.email
    return paragraphs(
        Msg("<b>To which address shall I write?</b>"),
        Msg("I send a code there. Until you have typed it, nothing changes."),
        Msg("At present it is {address}.", address=shown_email(present)) if present is not None else None,
    )


def _finish(turn: Turn, draft: Draft) -> View:
    return _ask_for_code(turn, answered(draft.address))


def _ask_for_code(turn: Turn, address: str) -> View:
    """Mails a code, and shows that it is waited for."""
    new = confirming.ask(turn.work, turn.person, address)
    tell([code_letter(turn.person, new, turn.around)], turn.work, turn.post)
    return _awaited(new.confirmation)


def _awaited(confirmation: EmailConfirmation) -> View:
    words = paragraphs(
        overview.code_awaited(confirmation),
        Msg("Nothing there after a minute? Please look among the unwanted mails, too."),
    )
    other = Button(Msg("✏️ Other address"), EnterAddress())
    return View(words, ((_NEW_CODE, other), (_NEVER_MIND, MENU)))


EMAIL: Form[Draft] = Form(
    name="email",
    title=Msg("Your e-mail address"),
    draft=Draft,
    begin=lambda turn, _draft: confirming.require_mails(turn.work),
    questions=(
        Ask(
            name="address",
            label=Msg("E-mail address"),
            say=_which_address,
            read=lambda _asking, text: read_email(text),
            surely=lambda _asking, text: "@" in text,
            slot=Slot.EMAIL,
        ),
    ),
    finish=_finish,
)


def _enter(turn: Turn, _payload: EnterAddress) -> None:
    open_form(turn, EMAIL)


def _confirm_anew(turn: Turn, _payload: ConfirmAnew) -> None:
    """For the address that is waited for, or else for the person's own where it has refused mail."""
    address = confirming.last_asked(turn.work, turn.person)
    own = turn.person.email
    if address is None and own is not None and trouble_with(turn.work.session, own) is not None:
        address = own
    if address is None:
        overview.show(turn)
    else:
        turn.show(_ask_for_code(turn, address))


def _call_off(turn: Turn, _payload: CallOff) -> None:
    confirming.call_off(turn.work, turn.person)
    overview.show(turn)


def _hear_code(turn: Turn) -> bool:
    """Takes six digits for the code that is waited for."""
    content = turn.incoming.content
    if not isinstance(content, Text):
        return False
    code = _GAPS.sub("", content.text) if len(content.text) < 4 * DIGITS else ""
    if len(code) != DIGITS or not (code.isascii() and code.isdecimal()):
        return False
    tried = confirming.try_code(turn.work, turn.person, code)
    if tried is None:
        return False
    match tried.outcome:
        case Outcome.CONFIRMED:
            overview.show(turn, _confirmed(turn))
        case Outcome.WRONG:
            turn.say(_wrong(tried.left), (_NEW_CODE, _NEVER_MIND))
        case Outcome.OVER:
            turn.say(
                Msg(
                    "This code counts no more: it is too old, or there were too many wrong ones. "
                    "Would you like a new one?"
                ),
                (_NEW_CODE, _NEVER_MIND),
            )
    return True


def _wrong(left: int) -> Words:
    return Plural(
        "This is not the code in the mail. You have {n} more try.",
        "This is not the code in the mail. You have {n} more tries.",
        left,
    )


def _confirmed(turn: Turn) -> Words:
    return Msg("✅ <b>Confirmed.</b> Mails go to {address} from now on.", address=shown_email(turn.person.email or ""))


def open_link(turn: Turn, token: str) -> None:
    """The link of the mail was opened."""
    followed = confirming.follow(turn.work, turn.person, token)
    if followed is None:
        turn.show(View(_UNKNOWN, _WAY_ON))
    elif followed.stands:
        overview.show(turn, Msg("✅ This address is confirmed already."))
    else:
        overview.show(turn, _confirmed(turn))


CHAPTER = Chapter(
    routes=(on(EnterAddress, _enter), on(ConfirmAnew, _confirm_anew), on(CallOff, _call_off)),
    forms=(EMAIL,),
    sayings=(
        Saying(
            name="enter_email",
            label=Msg("Your e-mail address"),
            kind=Kind.DO,
            answer=lambda turn, heard: open_said(turn, EMAIL, heard),
            slots=frozenset({Slot.EMAIL}),
        ),
    ),
    listeners=(_hear_code,),
    after_refusal=(after_refusal(ConfirmAnew, lambda _turn, _payload: (), lambda turn, _payload: overview.show(turn)),),
    ways_on={LinkOver: lambda _turn: _WAY_ON},
)
