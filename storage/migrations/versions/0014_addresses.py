"""Addresses that people confirm, what waits for a daily mail, mails that carry a secret, and the keys of links

Revision: 0014, after: 0013

Back again, what waits for a daily mail is gone, and so are codes that nobody has typed yet; links in mails to
unsubscribe work no more.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None
works_from = "0014"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
ADDRESS = sa.String(254)
HASH = sa.String(64)


def _index_where(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    with op.batch_alter_table("mail") as mail:
        mail.add_column(sa.Column("secret_until", MOMENT, nullable=True))
    _index_where("ix_mail_secret", "mail", ["secret_until"], "secret_until IS NOT NULL")
    op.create_table(
        "email_confirmation",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("address", ADDRESS, nullable=False),
        sa.Column("inbox", ADDRESS, nullable=False),
        sa.Column("code_hash", HASH, nullable=False),
        sa.Column("token_hash", HASH, nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_email_confirmation_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_confirmation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_email_confirmation_token_hash")),
    )
    _index_where("uq_email_confirmation_open", "email_confirmation", ["person_id"], "ended_at IS NULL", unique=True)
    for columns in (["person_id", "made_at"], ["inbox", "made_at"], ["made_at"]):
        op.create_index(op.f(f"ix_email_confirmation_{'_'.join(columns)}"), "email_confirmation", columns)
    op.create_table(
        "digest",
        sa.Column("person_id", ID, nullable=False, autoincrement=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_digest_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_digest")),
    )
    op.create_index(op.f("ix_digest_due_at"), "digest", ["due_at"])
    op.create_table(
        "digest_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(200), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["digest.person_id"], name=op.f("fk_digest_entry_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_entry")),
    )
    op.create_index(op.f("ix_digest_entry_person_id_id"), "digest_entry", ["person_id", "id"])
    op.create_table(
        "signing_key",
        sa.Column("purpose", sa.String(24), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("purpose", name=op.f("pk_signing_key")),
    )


def downgrade() -> None:
    for table in ("signing_key", "digest_entry", "digest", "email_confirmation"):
        op.drop_table(table)
    op.drop_index("ix_mail_secret", "mail")
    with op.batch_alter_table("mail") as mail:
        mail.drop_column("secret_until")
