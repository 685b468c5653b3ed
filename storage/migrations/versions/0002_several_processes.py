"""Let several processes serve one bot

Revision: 0002, after: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
works_from = "0002"


ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "worker",
        sa.Column("id", ID, nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("sees", ID, nullable=False),
        sa.Column("polls", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker")),
        sqlite_autoincrement=True,
    )
    _index("uq_worker_polls", "worker", ["polls"], "polls", unique=True)
    op.create_table(
        "pause",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_pause")),
    )
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("worker_id", ID, nullable=False, server_default="0"))
        outbox.add_column(sa.Column("priority", sa.SmallInteger(), nullable=False, server_default="0"))
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.alter_column("worker_id", server_default=None)
        outbox.alter_column("priority", server_default=None)
    _index("ix_outbox_of_worker", "outbox", ["worker_id", "id"], "failed_at IS NULL")
    _index("ix_outbox_dead_letters", "outbox", ["failed_at", "id"], "failed_at IS NOT NULL")
    op.drop_index(op.f("ix_processed_update_processed_at"), "processed_update")
    with op.batch_alter_table("processed_update") as updates:
        updates.add_column(sa.Column("chat_id", sa.BigInteger(), nullable=True))
        updates.add_column(sa.Column("received_at", MOMENT, nullable=True))
    op.execute("UPDATE processed_update SET received_at = processed_at")
    with op.batch_alter_table("processed_update") as updates:
        updates.alter_column("received_at", nullable=False)
        updates.alter_column("processed_at", nullable=True)
    op.create_index(op.f("ix_processed_update_received_at"), "processed_update", ["received_at"])
    _index("ix_processed_update_arrived", "processed_update", ["chat_id", "update_id"], "processed_at IS NULL")


def downgrade() -> None:
    op.drop_index("ix_processed_update_arrived", "processed_update")
    op.drop_index(op.f("ix_processed_update_received_at"), "processed_update")
    op.execute("DELETE FROM processed_update WHERE processed_at IS NULL")
    with op.batch_alter_table("processed_update") as updates:
        updates.alter_column("processed_at", nullable=False)
        updates.drop_column("received_at")
        updates.drop_column("chat_id")
    op.create_index(op.f("ix_processed_update_processed_at"), "processed_update", ["processed_at"])
    op.drop_index("ix_outbox_dead_letters", "outbox")
    op.drop_index("ix_outbox_of_worker", "outbox")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_column("priority")
        outbox.drop_column("worker_id")
    op.drop_table("pause")
    op.drop_table("worker")


def _index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    op.create_index(name, table, columns, unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
