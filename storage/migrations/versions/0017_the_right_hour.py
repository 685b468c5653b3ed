"""The right hour: what is due, what people do not want to be reminded of, and forms that wait for their answers

Revision: 0017, after: 0016

Back again, what is due is forgotten: reminders that people asked for do not come any more.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None
works_from = "0017"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
ABOUT_ONE, UNFINISHED = "partnership_id IS NOT NULL", "remind_at IS NOT NULL"


def _index_where(name: str, table: str, column: str, where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, [column], sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    op.create_table(
        "due",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("mark", sa.String(96), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("partnership_id", ID, nullable=True),
        sa.Column("content", JSON, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_due_person_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_due_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due")),
        sa.UniqueConstraint("kind", "mark", name=op.f("uq_due_kind_mark")),
    )
    op.create_index("ix_due_order", "due", ["due_at", "id"])
    op.create_index("ix_due_person", "due", ["person_id", "due_at"])
    _index_where("ix_due_partnership", "due", "partnership_id", ABOUT_ONE)
    op.create_table(
        "muted",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_muted_person_id")),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_muted")),
    )
    op.add_column("conversation", sa.Column("remind_at", MOMENT, nullable=True))
    op.add_column("conversation", sa.Column("reminded", sa.Integer(), nullable=True))
    _index_where("ix_conversation_unfinished", "conversation", "remind_at", UNFINISHED)


def downgrade() -> None:
    op.drop_index("ix_conversation_unfinished", "conversation")
    op.drop_column("conversation", "reminded")
    op.drop_column("conversation", "remind_at")
    op.drop_table("muted")
    op.drop_table("due")
