"""Let the desk learn from the questions that it cannot answer

Revision: 0006, after: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
works_from = "0006"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "question",
        sa.Column("id", ID, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(40), nullable=True),
        sa.Column("liked", sa.Boolean(), nullable=True),
        sa.Column("wanting_since", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_question_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_asked_at_id"), "question", ["asked_at", "id"])
    op.create_index(op.f("ix_question_person_id_id"), "question", ["person_id", "id"])
    wanting = sa.text("wanting_since IS NOT NULL")
    op.create_index(
        "ix_question_wanting", "question", ["wanting_since", "id"], sqlite_where=wanting, postgresql_where=wanting
    )
    op.create_table(
        "phrasing",
        sa.Column("id", ID, nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_by", sa.String(64), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrasing")),
    )
    op.create_table(
        "rewriting",
        sa.Column("id", ID, nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("question_de", sa.Text(), nullable=True),
        sa.Column("body_de", sa.Text(), nullable=True),
        sa.Column("question_en", sa.Text(), nullable=True),
        sa.Column("body_en", sa.Text(), nullable=True),
        sa.Column("written_by", sa.String(64), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "published_at IS NULL OR (body_de IS NOT NULL AND body_en IS NOT NULL)",
            name=op.f("ck_rewriting_published_in_both"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rewriting")),
    )
    op.create_index(op.f("ix_rewriting_topic_id"), "rewriting", ["topic", "id"])
    draft = sa.text("published_at IS NULL")
    op.create_index(
        "uq_rewriting_draft", "rewriting", ["topic"], unique=True, sqlite_where=draft, postgresql_where=draft
    )
    op.create_table(
        "knowledge_version",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_knowledge_version_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_version")),
    )


def downgrade() -> None:
    for table in ("knowledge_version", "rewriting", "phrasing", "question"):
        op.drop_table(table)
