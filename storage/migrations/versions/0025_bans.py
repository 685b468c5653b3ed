"""People and groups that are turned away, and an index by which guesses of everybody are counted

Revision: 0025, after: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None
works_from = "0024"


def upgrade() -> None:
    op.create_table(
        "ban",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("banned_by", sa.String(64), nullable=False),
        sa.Column("banned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withheld", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_ban")),
    )
    op.create_index(op.f("ix_wrong_links_since"), "wrong_links", ["since"])


def downgrade() -> None:
    op.drop_index(op.f("ix_wrong_links_since"), "wrong_links")
    op.drop_table("ban")
