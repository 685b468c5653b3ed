"""Keep updates of somebody who sends more than their share, until their turn comes

Revision: 0009, after: 0008
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None
works_from = "0009"


def upgrade() -> None:
    content = sa.JSON().with_variant(JSONB(), "postgresql")
    op.add_column("processed_update", sa.Column("content", content, nullable=True))
    kept = sa.text("content IS NOT NULL")
    op.create_index(
        "ix_processed_update_kept", "processed_update", ["update_id"], sqlite_where=kept, postgresql_where=kept
    )


def downgrade() -> None:
    op.drop_index("ix_processed_update_kept", "processed_update")
    op.drop_column("processed_update", "content")
