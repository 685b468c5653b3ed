"""People can be forgotten: they lose what tells who they are, in the trail, too; and what somebody has done is found

Revision: 0027, after: 0026

The audit trail stays append-only, but for one thing: what tells who somebody is, or what they wrote, can be blanked
(set to null), by its table and column. Who did what, and when, can be changed by nobody.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None
works_from = "0024"

EVERY = (
    ("application", "applicant_id"),
    ("client_note", "author_id"),
    ("enquiry", "asked_by_id"),
    ("partnership", "requested_by_id"),
    ("proposal", "made_by_id"),
    ("request_block", "created_by_id"),
    ("tender_change", "person_id"),
    ("tender_offer", "made_by_id"),
    ("tender_question", "asked_by_id"),
    ("vat_number", "entered_by_id"),
)
"""Indexes over all rows, by what somebody's are found."""
PARTIAL = (
    *(
        (f"ix_{table}_{column}", table, column, f"{column} IS NOT NULL")
        for table, column in (
            ("account_link", "used_by_id"),
            ("audit", "actor_id"),
            ("directory_question", "answered_by_id"),
            ("enquiry", "answered_by_id"),
            ("invitation", "created_by_id"),
            ("invitation", "for_telegram_id"),
            ("invitation", "used_by_id"),
            ("mail", "caused_by_id"),
            ("mail", "person_id"),
            ("outbox", "case_id"),
            ("outbox", "entry_id"),
            ("partnership", "closed_by_id"),
            ("tender_offer", "undertaken_by_id"),
            ("tender_question", "answered_by_id"),
            ("vat_check", "answered_by_id"),
        )
    ),
    ("ix_outbox_dead_of_chat", "outbox", "chat_id", "failed_at IS NOT NULL"),
    ("ix_person_idle", "person", "id", "organisation_id IS NULL AND telegram_id IS NOT NULL"),
    ("ix_programme_event_organisation", "programme_event", "organisation_id", "partnership_id IS NULL"),
)
"""Indexes over those rows only that the condition names."""
ONE_DOOR = "(telegram_id IS NULL) <> (console_id IS NULL)"
ONE_DOOR_OR_ERASED = (
    f"(erased_at IS NOT NULL AND telegram_id IS NULL AND console_id IS NULL) OR (erased_at IS NULL AND {ONE_DOOR})"
)
BLANKED = (
    "application.answer",
    "application.question",
    "application.reason",
    "application.register_number",
    "application.website",
    "claim.answer",
    "claim.question",
    "claim.reason",
    "claim.statement",
    "directory_entry.certificates",
    "directory_entry.skills",
    "directory_entry.text_de",
    "directory_entry.text_en",
    "directory_entry.website",
    "enquiry.answer",
    "enquiry.question",
    "invitation.for_name",
    "invitation.for_telegram_id",
    "organisation.email",
    "organisation.frozen_because",
    "organisation.name",
    "organisation.register_number",
    "organisation.website",
    "partner_invitation.email",
    "partner_invitation.for_name",
    "partner_invitation.inbox",
    "partner_invitation.message",
    "partnership.last_words",
    "partnership.reason",
    "partnership.set_up_refusal",
    "person.email",
    "person.first_name",
    "person.telegram_id",
    "person.timezone",
    "product.name",
    "proposal.message",
    "team.name",
    "vat_check.address",
    "vat_check.consultation",
    "vat_check.name",
    "vat_check.number",
    "vat_number.number",
)
"""What may be blanked: a table's column. `storage.privacy` says why; a test compares the two."""
_MAY = ", ".join(f"'{each}'" for each in BLANKED)
_KEPT = ("id", "at", "actor_id", "operator", "channel", "action", "subject", "subject_id")


def _changed_on_sqlite(column: str) -> str:
    """Whether a value of the column is another one than before, and not blanked."""
    old, new = f"OLD.{column}", f"NEW.{column}"
    return (
        f"({old} IS NULL) <> ({new} IS NULL) OR "
        f"(SELECT count(*) FROM json_each({old})) <> (SELECT count(*) FROM json_each({new})) OR "
        f"EXISTS (SELECT 1 FROM json_each({old}) AS was LEFT JOIN json_each({new}) AS is_now ON is_now.key = was.key "
        "WHERE (is_now.type IS NOT was.type OR is_now.value IS NOT was.value) "
        f"AND NOT (is_now.type = 'null' AND OLD.subject || '.' || was.key IN ({_MAY})))"
    )


SQLITE_GUARD = (
    "CREATE TRIGGER audit_keeps_on_update BEFORE UPDATE ON audit WHEN "
    + " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in _KEPT)
    + f" OR {_changed_on_sqlite('before')} OR {_changed_on_sqlite('after')} "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
)
OLD_SQLITE_GUARD = (
    "CREATE TRIGGER audit_keeps_on_update BEFORE UPDATE ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
)


def _changed_on_postgresql(column: str) -> str:
    old, new = f"OLD.{column}", f"NEW.{column}"
    return (
        f"({old} IS NULL) <> ({new} IS NULL) OR "
        f"(SELECT count(*) FROM jsonb_object_keys({old})) <> (SELECT count(*) FROM jsonb_object_keys({new})) OR "
        f"EXISTS (SELECT 1 FROM jsonb_each({old}) AS was LEFT JOIN jsonb_each({new}) AS is_now ON is_now.key = was.key "
        "WHERE is_now.value IS DISTINCT FROM was.value "
        f"AND NOT (is_now.value = 'null'::jsonb AND OLD.subject || '.' || was.key IN ({_MAY})))"
    )


POSTGRESQL_GUARD = (
    "CREATE OR REPLACE FUNCTION audit_keeps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'the audit trail is append-only'; END IF; "
    "IF "
    + " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _KEPT)
    + f" OR {_changed_on_postgresql('before')} OR {_changed_on_postgresql('after')} "
    "THEN RAISE EXCEPTION 'the audit trail is append-only'; END IF; RETURN NEW; END $$"
)
OLD_POSTGRESQL_GUARD = (
    "CREATE OR REPLACE FUNCTION audit_keeps() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$"
)


def upgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
        person.drop_constraint(op.f("ck_person_comes_by_one_door"), type_="check")
        person.create_check_constraint(op.f("ck_person_comes_by_one_door"), ONE_DOOR_OR_ERASED)
    for table, column in EVERY:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    for name, table, column, condition in PARTIAL:
        where = sa.text(condition)
        op.create_index(name, table, [column], sqlite_where=where, postgresql_where=where)
    removed = sa.text("removed_at IS NOT NULL")
    op.create_index(
        "ix_product_removed",
        "product",
        ["organisation_id", "removed_at"],
        sqlite_where=removed,
        postgresql_where=removed,
    )
    _leave_addresses_out()
    _guard(SQLITE_GUARD, POSTGRESQL_GUARD)


def downgrade() -> None:
    _guard(OLD_SQLITE_GUARD, OLD_POSTGRESQL_GUARD)
    op.drop_index("ix_product_removed", "product")
    for name, table, *_ in reversed(PARTIAL):
        op.drop_index(name, table)
    for table, column in reversed(EVERY):
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
    # Whoever was erased gets a number that nobody has at Telegram: all of its own are above zero.
    with op.batch_alter_table("person") as person:
        person.drop_constraint(op.f("ck_person_comes_by_one_door"), type_="check")
    op.execute(sa.text("UPDATE person SET telegram_id = -id WHERE erased_at IS NOT NULL"))
    with op.batch_alter_table("person") as person:
        person.drop_column("erased_at")
        person.create_check_constraint(op.f("ck_person_comes_by_one_door"), ONE_DOOR)


def _leave_addresses_out() -> None:
    """Where mails go is no part of the trail any more: the links themselves go after a while, and it stays."""
    change = "UPDATE audit SET after = {} WHERE subject = 'page_link' AND after IS NOT NULL"
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE audit DISABLE TRIGGER audit_keeps")
        op.execute(change.format("jsonb_set(after, '{address}', 'null', false)"))
        op.execute("ALTER TABLE audit ENABLE TRIGGER audit_keeps")
    else:
        op.execute("DROP TRIGGER audit_keeps_on_update")
        op.execute(change.format("json_replace(after, '$.address', NULL)"))
        op.execute(OLD_SQLITE_GUARD)


def _guard(on_sqlite: str, on_postgresql: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(on_postgresql.replace(":", r"\:"))
        return
    op.execute("DROP TRIGGER audit_keeps_on_update")
    op.execute(on_sqlite)
