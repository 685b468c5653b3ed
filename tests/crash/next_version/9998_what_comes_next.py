"""A migration of a program to come, as far as the present one works beside it: it only adds (expand)

Revision: 9998, after: the newest
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "9998"
down_revision = max(file.name.partition("_")[0] for file in Path(schema.__file__).parent.glob("migrations/versions/0*"))
branch_labels = None
depends_on = None
works_from = down_revision


def upgrade() -> None:
    op.add_column("processed_update", sa.Column("came_by", sa.Text()))
    op.add_column("partnership", sa.Column("weight", sa.Integer(), nullable=False, server_default="1"))
    op.create_table("novelty", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade() -> None:
    op.drop_table("novelty")
    op.drop_column("partnership", "weight")
    op.drop_column("processed_update", "came_by")
