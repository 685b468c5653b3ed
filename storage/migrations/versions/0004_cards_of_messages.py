"""Forget a card without reading all messages that were given up

Revision: 0004, after: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
works_from = "0004"


def upgrade() -> None:
    named = sa.text("card_id IS NOT NULL")
    op.create_index("ix_outbox_card", "outbox", ["card_id"], sqlite_where=named, postgresql_where=named)


def downgrade() -> None:
    op.drop_index("ix_outbox_card", "outbox")
