"""Mail: what is written, the addresses of people, and those that refuse

Revision: 0013, after: 0012

Back again, mails that are not sent yet are gone: the older program would take them for messages to chats.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None
works_from = "0013"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
PACES = ("at_once", "daily", "contracts")
TO_CHATS, NOT_EVENTS = "due_at IS NULL", "event_id IS NULL"


def _index_where(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("email", sa.String(254), nullable=True))
        person.add_column(sa.Column("email_confirmed_at", MOMENT, nullable=True))
        person.add_column(sa.Column("mail_pace", sa.String(24), nullable=False, server_default="at_once"))
        person.add_column(sa.Column("timezone", sa.String(64), nullable=True))
        person.create_check_constraint(
            op.f("ck_person_mailpace"), f"mail_pace IN ({', '.join(repr(pace) for pace in PACES)})"
        )
        person.create_check_constraint(
            op.f("ck_person_email_is_confirmed"), "(email IS NULL) = (email_confirmed_at IS NULL)"
        )
    with op.batch_alter_table("person") as person:
        person.alter_column("mail_pace", existing_type=sa.String(24), existing_nullable=False, server_default=None)
    op.create_table(
        "mail",
        sa.Column("id", ID, nullable=False),
        sa.Column("mark", sa.String(32), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("thread", sa.String(40), nullable=True),
        sa.Column("contractual", sa.Boolean(), nullable=False),
        sa.Column("caused_by_id", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("failing_since", MOMENT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_person_id")),
        sa.ForeignKeyConstraint(["caused_by_id"], ["person.id"], name=op.f("fk_mail_caused_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
    )
    op.create_index(op.f("ix_mail_thread"), "mail", ["thread"])
    op.create_index(op.f("ix_mail_mark"), "mail", ["mark"])
    _index_where("ix_mail_sent", "mail", ["sent_at"], "sent_at IS NOT NULL")
    _index_where("ix_mail_unsent", "mail", ["created_at"], "sent_at IS NULL")
    op.create_table(
        "mail_trouble",
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_mail_trouble")),
    )
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.add_column(sa.Column("mail_id", ID, nullable=True))
        outbox.create_foreign_key(op.f("fk_outbox_mail_id"), "mail", ["mail_id"], ["id"])
    _index_messages_to_chats(TO_CHATS, "due_at")
    _index_where(
        "ix_outbox_due_mail", "outbox", ["worker_id", "due_at", "id"], "failed_at IS NULL AND mail_id IS NOT NULL"
    )
    _index_where("ix_outbox_mail", "outbox", ["mail_id"], "mail_id IS NOT NULL")


def _index_messages_to_chats(condition: str, last_column: str) -> None:
    for index in ("ix_outbox_of_worker", "ix_outbox_dead_letters"):
        op.drop_index(index, "outbox")
    _index_where("ix_outbox_of_worker", "outbox", ["worker_id", "id"], f"failed_at IS NULL AND {condition}")
    _index_where(
        "ix_outbox_dead_letters",
        "outbox",
        ["failed_at", "id", last_column],
        f"failed_at IS NOT NULL AND {condition}",
    )


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM outbox WHERE mail_id IS NOT NULL"))
    for index in ("ix_outbox_due_mail", "ix_outbox_mail"):
        op.drop_index(index, "outbox")
    _index_messages_to_chats(NOT_EVENTS, "event_id")
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.drop_constraint(op.f("fk_outbox_mail_id"), type_="foreignkey")
        outbox.drop_column("mail_id")
    op.drop_table("mail_trouble")
    op.drop_table("mail")
    with op.batch_alter_table("person") as person:
        person.drop_constraint(op.f("ck_person_email_is_confirmed"), type_="check")
        person.drop_constraint(op.f("ck_person_mailpace"), type_="check")
        for column in ("timezone", "mail_pace", "email_confirmed_at", "email"):
            person.drop_column(column)
