"""A person's mail: their address, and what comes there."""

from __future__ import annotations

from domain.mail import MailPace, shown_email
from domain.words import Day, Msg, TimeOfDay, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.payloads import Go
from handlers.chat.sayings import shows
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.mail.payloads import CallOff, ChoosePace, ConfirmAnew, EnterAddress, RemoveAddress
from handlers.mail.wording import ALWAYS, PACES
from services.mail import choosing, confirming
from services.mail.confirming import require_mails
from storage.addresses import trouble_with
from storage.tables import EmailConfirmation, MailTrouble, Person

MAIL = Msg("✉️ E-mail")


def show(turn: Turn, headline: Words | None = None) -> None:
    """Where the person's mail goes and what it is; `headline` says what has just been done."""
    require_mails(turn.work)
    person = turn.person
    waiting = confirming.waiting_for_code(turn.work, person)
    trouble = trouble_with(turn.work.session, person.email) if person.email is not None else None
    words = paragraphs(
        headline,
        lines(Msg("<b>Your mail</b>"), _address(person), _trouble(trouble)),
        code_awaited(waiting) if waiting is not None else None,
        ALWAYS if person.email is not None else None,
    )
    turn.show(View(words, _rows(person, waiting, trouble)))


def _address(person: Person) -> Words:
    if person.email is None or person.email_confirmed_at is None:
        return Msg(
            "I have no address of yours, so everything comes here in the chat only. "
            "With one, you miss nothing while you are not in Telegram."
        )
    return Msg(
        "It goes to <b>{address}</b>, confirmed on {day}.",
        address=shown_email(person.email),
        day=Day(person.email_confirmed_at),
    )


def _trouble(trouble: MailTrouble | None) -> Words | None:
    if trouble is None:
        return None
    return Msg(
        "⚠️ It refused mail on {day}: “{answer}”. Nothing is sent there until you confirm it anew, or change it.",
        day=Day(trouble.since),
        answer=trouble.answer,
    )


def code_awaited(waiting: EmailConfirmation) -> Words:
    """Which code the person is to type, and until when."""
    return Msg(
        "✉️ I have sent a mail to <b>{address}</b>. Please type the six digits that stand in it, or tap its button: "
        "until {time} it works.",
        address=shown_email(waiting.address),
        time=TimeOfDay(waiting.expires_at),
    )


def _rows(person: Person, waiting: EmailConfirmation | None, trouble: MailTrouble | None) -> tuple[Row, ...]:
    rows: list[Row] = []
    if waiting is not None:
        rows.append((Button(Msg("🔁 New code"), ConfirmAnew()), Button(Msg("✖️ Never mind"), CallOff())))
    elif trouble is not None:
        rows.append((Button(Msg("✅ Confirm it anew"), ConfirmAnew()),))
    if person.email is None:
        return (*rows, (Button(Msg("✏️ Enter an address"), EnterAddress()),), (MENU,))
    rows += [(_tick(person, pace),) for pace in MailPace]
    change = Button(Msg("✏️ Change"), EnterAddress())
    return (*rows, (change, Button(Msg("🗑 Remove"), RemoveAddress(sure=False))), (MENU,))


def _tick(person: Person, pace: MailPace) -> Button:
    mark = "☑️" if pace is person.mail_pace else "◻️"
    return Button(Msg("{mark} {choice}", mark=mark, choice=PACES[pace]), ChoosePace(pace))


def _choose(turn: Turn, payload: ChoosePace) -> None:
    choosing.set_pace(turn.work, turn.person, payload.pace)
    turn.whisper(Msg("Chosen: {choice}.", choice=PACES[payload.pace]))
    show(turn)


def _remove(turn: Turn, payload: RemoveAddress) -> None:
    person = turn.person
    if person.email is None:
        show(turn)
    elif not payload.sure:
        words = paragraphs(
            Msg("<b>Send no more mails to {address}?</b>", address=shown_email(person.email)),
            Msg("Then you read of everything here in the chat only, deadlines included."),
        )
        yes = Button(Msg("🗑 Yes, remove"), RemoveAddress(sure=True))
        turn.show(View(words, ((yes,), (Button(Msg("◀️ No, go back"), Go("email")),))))
    else:
        confirming.remove(turn.work, person)
        show(turn, Msg("🗑 Your address is removed."))


CHAPTER = Chapter(
    commands=(
        ChatCommand(
            "email", lambda turn: show(turn), Msg("Your address and what comes there"), mails=True, by_link=True
        ),
    ),
    routes=(on(ChoosePace, _choose), on(RemoveAddress, _remove)),
    sayings=(shows("email", MAIL, "email", visitors=True),),
)
