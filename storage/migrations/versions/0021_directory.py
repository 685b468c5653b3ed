"""The directory of partners: entries, how often they are opened, what is asked through them

Revision: 0021, after: 0020
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None
works_from = "0021"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "directory_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("partner_id", ID, nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("text_de", sa.String(800), nullable=True),
        sa.Column("text_en", sa.String(800), nullable=True),
        sa.Column("shelves", JSON, nullable=False),
        sa.Column("skills", JSON, nullable=False),
        sa.Column("languages", JSON, nullable=False),
        sa.Column("places", JSON, nullable=False),
        sa.Column("website", sa.String(255), nullable=False),
        sa.Column("certificates", sa.String(200), nullable=True),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hidden_at", MOMENT, nullable=True),
        sa.Column("hidden_reason", sa.String(300), nullable=True),
        sa.Column("hidden_by", sa.String(64), nullable=True),
        sa.Column("reported_at", MOMENT, nullable=True),
        sa.CheckConstraint("text_de IS NOT NULL OR text_en IS NOT NULL", name=op.f("ck_directory_entry_written")),
        sa.CheckConstraint(
            "(hidden_at IS NULL) = (hidden_reason IS NULL)", name=op.f("ck_directory_entry_hidden_with_reason")
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["organisation.id"], name=op.f("fk_directory_entry_partner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_entry")),
        sa.UniqueConstraint("partner_id", name=op.f("uq_directory_entry_partner_id")),
    )
    op.create_table(
        "directory_question",
        sa.Column("id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("asked_by_id", ID, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("answer", sa.String(500), nullable=True),
        sa.Column("answered_by_id", ID, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("reported_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_directory_question_answered_some_time")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["directory_entry.id"], name=op.f("fk_directory_question_entry_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_directory_question_asked_by_id")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_directory_question_answered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_question")),
    )
    op.create_index(
        op.f("ix_directory_question_asked_by_id_asked_at"), "directory_question", ["asked_by_id", "asked_at"]
    )
    op.create_index(op.f("ix_directory_question_entry_id_asked_at"), "directory_question", ["entry_id", "asked_at"])
    op.create_index(op.f("ix_directory_question_asked_at"), "directory_question", ["asked_at"])
    op.create_table(
        "directory_opening",
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("openings", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["directory_entry.id"], name=op.f("fk_directory_opening_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", "day", name=op.f("pk_directory_opening")),
    )
    op.create_table(
        "directory_visit",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("day", "digest", name=op.f("pk_directory_visit")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "directory_salt",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_directory_salt")),
    )


def downgrade() -> None:
    op.drop_table("directory_salt")
    op.drop_table("directory_visit")
    op.drop_table("directory_opening")
    op.drop_table("directory_question")
    op.drop_table("directory_entry")
