"""What fills the new column and makes an index on it, while the present program goes on (migrate)

Revision: 9999, after: 9998
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

from storage import schema
from storage.large_tables import Filling, LargeIndex

revision = "9999"
down_revision = "9998"
branch_labels = None
depends_on = None
works_from = max(file.name.partition("_")[0] for file in Path(schema.__file__).parent.glob("migrations/versions/0*"))

INDEX = "ix_processed_update_came_by"


def fill(connection: sa.Connection, after: int, up_to: int) -> None:
    connection.execute(
        sa.text("UPDATE processed_update SET came_by = 'long ago' WHERE update_id > :after AND update_id <= :up_to"),
        {"after": after, "up_to": up_to},
    )


prepares = (
    Filling("came_by", "processed_update", fill, key="update_id", at_once=25),
    LargeIndex(INDEX, "processed_update", ["came_by", "update_id"], where="came_by IS NOT NULL"),
)


def upgrade() -> None:
    op.create_index(
        INDEX,
        "processed_update",
        ["came_by", "update_id"],
        sqlite_where=sa.text("came_by IS NOT NULL"),
        postgresql_where=sa.text("came_by IS NOT NULL"),
        if_not_exists=True,
    )


def downgrade() -> None:
    op.drop_index(INDEX, "processed_update")
