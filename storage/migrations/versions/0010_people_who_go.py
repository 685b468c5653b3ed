"""Keep hashes of invitation links, let invitations be revoked, and count links that nobody knows

Revision: 0010, after: 0009

Open invitations are carried over: their links go on working. Back again, no link works any more, because none can be
made of its hash; new ones have to be sent.
"""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None
works_from = "0010"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("invitation", sa.Column("token_hash", sa.String(64), nullable=True))
    op.add_column("invitation", sa.Column("revoked_at", MOMENT, nullable=True))
    connection = op.get_bind()
    tokens = connection.execute(sa.text("SELECT id, token FROM invitation")).all()
    if tokens:
        connection.execute(
            sa.text("UPDATE invitation SET token_hash = :hash WHERE id = :id"),
            [{"id": row.id, "hash": hashlib.sha256(row.token.encode()).hexdigest()} for row in tokens],
        )
    with op.batch_alter_table("invitation") as invitation:
        invitation.alter_column("token_hash", existing_type=sa.String(64), nullable=False)
        invitation.drop_constraint("uq_invitation_token", type_="unique")
        invitation.drop_column("token")
        invitation.create_unique_constraint("uq_invitation_token_hash", ["token_hash"])
    op.create_index(op.f("ix_invitation_organisation_id"), "invitation", ["organisation_id"])
    op.create_table(
        "wrong_links",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_wrong_links_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_wrong_links")),
    )


def downgrade() -> None:
    op.drop_table("wrong_links")
    op.drop_index(op.f("ix_invitation_organisation_id"), "invitation")
    op.add_column("invitation", sa.Column("token", sa.String(43), nullable=True))
    # Of 64 hexadecimal digits, 43 fit; they stay different from each other, and no link leads to them.
    op.execute(sa.text("UPDATE invitation SET token = substr(token_hash, 1, 43)"))
    with op.batch_alter_table("invitation") as invitation:
        invitation.alter_column("token", existing_type=sa.String(43), nullable=False)
        invitation.drop_constraint("uq_invitation_token_hash", type_="unique")
        invitation.drop_column("token_hash")
        invitation.drop_column("revoked_at")
        invitation.create_unique_constraint("uq_invitation_token", ["token"])
