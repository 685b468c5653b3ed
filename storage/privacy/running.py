"""What is decided about tables of the running desk, of support and of the provider's systems, and about the trail."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select

from domain.privacy import Period
from storage.privacy.note import HASHED, INNER, OTHERS, Blanked, Deleted, Lasting, Note, Traces, Whose
from storage.tables import (
    AnsweredCall,
    ApiToken,
    Audit,
    Ban,
    Card,
    CaseEntry,
    Conversation,
    Defect,
    Due,
    KnowledgeVersion,
    OutboxMessage,
    Pause,
    Phrasing,
    ProcessedUpdate,
    ProgrammeEvent,
    Rewriting,
    SigningKey,
    Staff,
    SupportCase,
    SupportGroup,
    Worker,
)

_STAFF = "who works for the provider’s support is known there by name, as long as they do"
_CASES = SupportCase.__table__.c


def _waits(traces: Traces) -> ColumnElement[bool]:
    return and_(ProcessedUpdate.processed_at.is_(None), ProcessedUpdate.chat_id.in_(traces.chats))


def _withheld(traces: Traces) -> ColumnElement[bool]:
    """What was kept of somebody who is turned away."""
    return and_(ProcessedUpdate.content.is_not(None), ProcessedUpdate.chat_id.in_(traces.chats))


NOTES = (
    Note(
        table=Conversation,
        purpose="Where a chat stands: what was answered in forms so far, and what was last talked about",
        whose=Whose.PERSON,
        kept=Lasting.PERSON,
        shown="chat_id person_id state updated_at remind_at",
        hidden={"serial reminded": INNER},
        mine=lambda t: Conversation.chat_id.in_(t.chats),
        forgotten=(Deleted(lambda t: Conversation.chat_id.in_(t.chats)),),
    ),
    Note(
        table=ProcessedUpdate,
        purpose="Which updates of Telegram have arrived, and those that wait for their turn",
        whose=Whose.PERSON,
        kept=Period.UPDATES,
        shown="update_id chat_id received_at content",
        hidden={"processed_at": INNER},
        mine=_waits,
        forgotten=(Blanked(_withheld, {"chat_id": None, "content": None}), Deleted(_waits)),
        stays="numbers of updates, which do not tell whose they were",
    ),
    Note(
        table=Ban,
        purpose="Whom the operator turns away, and why",
        whose=Whose.PERSON,
        kept=Lasting.LIFTED,
        shown="chat_id reason banned_at told_at withheld",
        hidden={"banned_by": OTHERS},
        mine=lambda t: Ban.chat_id.in_(t.chats),
        stays="who is turned away, by the number in Telegram, until the operator lifts it",
    ),
    Note(
        table=Card,
        purpose="Which messages show the state of something, so that they are kept up to date",
        whose=Whose.PERSON,
        kept=Lasting.PERSON,
        shown="id chat_id message_id partnership_id claim_id application_id review_id tender_id",
        mine=lambda t: Card.chat_id.in_(t.chats),
        forgotten=(Deleted(lambda t: Card.chat_id.in_(t.chats)),),
    ),
    Note(
        table=OutboxMessage,
        purpose="Messages on their way, and those that Telegram would not take",
        whose=Whose.PERSON,
        kept=Period.UNDELIVERED,
        shown="id chat_id method parameters created_at failed_at error",
        hidden={"card_id worker_id priority case_id entry_id fleeting event_id due_at mail_id": INNER},
        mine=lambda t: or_(
            and_(OutboxMessage.failed_at.is_(None), OutboxMessage.chat_id.in_(t.chats)),
            and_(OutboxMessage.failed_at.is_not(None), OutboxMessage.chat_id.in_(t.chats)),
        ),
        forgotten=(
            Deleted(lambda t: and_(OutboxMessage.failed_at.is_(None), OutboxMessage.chat_id.in_(t.chats))),
            Deleted(lambda t: and_(OutboxMessage.failed_at.is_not(None), OutboxMessage.chat_id.in_(t.chats))),
            Deleted(lambda t: OutboxMessage.mail_id.in_(t.mails)),
            Deleted(lambda t: OutboxMessage.case_id.in_(select(_CASES.id).where(_CASES.person_id.in_(t.people)))),
        ),
    ),
    Note(
        table=Pause,
        purpose="Chats that Telegram slows down at the moment",
        whose=Whose.PERSON,
        kept=Lasting.DONE,
        shown="chat_id until",
        mine=lambda t: Pause.chat_id.in_(t.chats),
        forgotten=(Deleted(lambda t: Pause.chat_id.in_(t.chats)),),
    ),
    Note(
        table=Due,
        purpose="What is to happen at a time, reminders among it",
        whose=Whose.PERSON,
        kept=Lasting.DONE,
        shown="id kind mark person_id partnership_id content due_at made_at",
        mine=lambda t: Due.person_id.in_(t.people),
        forgotten=(Deleted(lambda t: Due.person_id.in_(t.people)),),
    ),
    Note(
        table=SupportCase,
        purpose="Conversations with support",
        whose=Whose.PERSON,
        kept=Period.CASES,
        shown="id person_id title opened_at waiting_since answered_at escalated_at closed_at question_id",
        hidden={"chat_id thread_id": INNER, "assigned_to": OTHERS},
        mine=lambda t: SupportCase.person_id.in_(t.people),
        forgotten=(Deleted(lambda t: SupportCase.person_id.in_(t.people)),),
    ),
    Note(
        table=CaseEntry,
        purpose="What was written in a case, and where at Telegram it stands",
        whose=Whose.PERSON,
        kept=Period.CASES,
        shown="id case_id kind at text",
        hidden={"author": OTHERS, "from_chat_id from_message_id to_chat_id to_message_id": INNER},
        mine=lambda t: CaseEntry.case_id.in_(select(_CASES.id).where(_CASES.person_id.in_(t.people))),
        forgotten=(Deleted(lambda t: CaseEntry.case_id.in_(select(_CASES.id).where(_CASES.person_id.in_(t.people)))),),
    ),
    Note(
        table=SupportGroup,
        purpose="In which group support works",
        whose=Whose.PROGRAMME,
        kept=Lasting.PROGRAMME,
        hidden={"id chat_id language connected_at": INNER},
    ),
    Note(
        table=Staff,
        purpose="Who belongs to support",
        whose=Whose.PERSON,
        kept=Lasting.PROGRAMME,
        shown="telegram_id name lead added_at",
        mine=lambda t: Staff.telegram_id.in_(t.chats),
        stays=_STAFF,
    ),
    Note(
        table=Phrasing,
        purpose="Words that support has taught the desk",
        whose=Whose.PROGRAMME,
        kept=Lasting.PROGRAMME,
        hidden={"id topic language text added_at": "it is about the programme", "added_by": OTHERS},
        stays=_STAFF,
    ),
    Note(
        table=Rewriting,
        purpose="Articles that support has written anew",
        whose=Whose.PROGRAMME,
        kept=Lasting.PROGRAMME,
        hidden={
            "id topic question_de body_de question_en body_en begun_at published_at withdrawn_at": "it is published",
            "written_by": OTHERS,
        },
        stays=_STAFF,
    ),
    Note(
        table=KnowledgeVersion,
        purpose="So that every process sees what was published",
        whose=Whose.PROGRAMME,
        kept=Lasting.PROGRAMME,
        hidden={"id version": INNER},
    ),
    Note(
        table=ProgrammeEvent,
        purpose="What the provider’s systems were told",
        whose=Whose.ORGANISATION,
        kept=Period.EVENTS,
        hidden={
            "id mark kind at partnership_id organisation_id content before acknowledged_at refused_at refusal tries "
            "failing_since answers": "it was told to the provider, about what is shown here already"
        },
        stays="what the provider was told, without names and words",
    ),
    Note(
        table=ApiToken,
        purpose="Which of the provider’s systems may call",
        whose=Whose.PROGRAMME,
        kept=Lasting.PROGRAMME,
        hidden={"id name scopes created_at last_used_at revoked_at": INNER, "token_hash": HASHED},
    ),
    Note(
        table=AnsweredCall,
        purpose="So that the same call does nothing twice",
        whose=Whose.PROGRAMME,
        kept=Period.CALLS,
        hidden={"token_id key fingerprint status body answered_at": INNER},
    ),
    Note(
        table=SigningKey,
        purpose="By which links in mails are known as the desk’s own",
        whose=Whose.PROGRAMME,
        kept=Lasting.PROGRAMME,
        hidden={"purpose": INNER, "key": "a secret"},
    ),
    Note(
        table=Worker,
        purpose="Which processes run",
        whose=Whose.PROGRAMME,
        kept=Lasting.DONE,
        hidden={"id place pid born started_at seen_at sees polls": INNER},
    ),
    Note(
        table=Defect,
        purpose="What went wrong, as the shape of an update and the place in the program",
        whose=Whose.PROGRAMME,
        kept=Period.DEFECTS,
        hidden={"id at update_id update traceback": "a shape, in which nobody’s words or numbers are left"},
    ),
    Note(
        table=Audit,
        purpose="Who has changed what, when: the proof of what was agreed",
        whose=Whose.BOTH,
        kept=Lasting.FOR_EVER,
        shown="id at actor_id channel action subject subject_id before after",
        hidden={"operator": OTHERS},
        mine=lambda t: or_(
            Audit.actor_id.in_(t.people), and_(Audit.subject == "person", Audit.subject_id.in_(t.people))
        ),
        stays="who did what, when, as a number; names and words are taken out of it",
    ),
)
