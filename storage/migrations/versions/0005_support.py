"""Let people talk to support

Revision: 0005, after: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None
works_from = "0005"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
KINDS = ("person", "staff", "note", "article")


def upgrade() -> None:
    op.create_table(
        "support_group",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("connected_at", MOMENT, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_support_group_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_group")),
    )
    op.create_table(
        "staff",
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("telegram_id", name=op.f("pk_staff")),
    )
    _create_cases()
    _create_entries()
    op.add_column("person", sa.Column("support_banned_at", MOMENT, nullable=True))
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.add_column(sa.Column("case_id", ID, nullable=True))
        outbox.add_column(sa.Column("entry_id", ID, nullable=True))
        outbox.create_foreign_key(op.f("fk_outbox_case_id_support_case"), "support_case", ["case_id"], ["id"])
        outbox.create_foreign_key(op.f("fk_outbox_entry_id_case_entry"), "case_entry", ["entry_id"], ["id"])


def _create_cases() -> None:
    op.create_table(
        "support_case",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.String(128), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("waiting_since", MOMENT, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("escalated_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("assigned_to", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_support_case_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_case")),
    )
    op.create_index(op.f("ix_support_case_person_id"), "support_case", ["person_id"])
    _create_index("uq_support_case_open", ["person_id"], "closed_at IS NULL", unique=True)
    _create_index("uq_support_case_topic", ["chat_id", "thread_id"], "thread_id IS NOT NULL", unique=True)
    waiting = "closed_at IS NULL AND escalated_at IS NULL AND waiting_since IS NOT NULL"
    _create_index("ix_support_case_waiting", ["waiting_since"], waiting, unique=False)


def _create_index(name: str, columns: list[str], where: str, *, unique: bool) -> None:
    condition = sa.text(where)
    op.create_index(name, "support_case", columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def _create_entries() -> None:
    op.create_table(
        "case_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, native_enum=False, create_constraint=True, length=24, name="entrykind"),
            nullable=False,
        ),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("from_chat_id", sa.BigInteger(), nullable=False),
        sa.Column("from_message_id", sa.BigInteger(), nullable=False),
        sa.Column("to_chat_id", sa.BigInteger(), nullable=True),
        sa.Column("to_message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["support_case.id"], name=op.f("fk_case_entry_case_id_support_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_entry")),
    )
    op.create_index(op.f("ix_case_entry_case_id"), "case_entry", ["case_id"])
    op.create_index(
        op.f("ix_case_entry_from_chat_id_from_message_id"), "case_entry", ["from_chat_id", "from_message_id"]
    )
    op.create_index(op.f("ix_case_entry_to_chat_id_to_message_id"), "case_entry", ["to_chat_id", "to_message_id"])


def downgrade() -> None:
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.drop_constraint(op.f("fk_outbox_entry_id_case_entry"), type_="foreignkey")
        outbox.drop_constraint(op.f("fk_outbox_case_id_support_case"), type_="foreignkey")
        outbox.drop_column("entry_id")
        outbox.drop_column("case_id")
    op.drop_column("person", "support_banned_at")
    op.drop_table("case_entry")
    op.drop_table("support_case")
    op.drop_table("staff")
    op.drop_table("support_group")
