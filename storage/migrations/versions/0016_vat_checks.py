"""What VIES says about VAT numbers, and which countries' services are out of order

Revision: 0016, after: 0015

Numbers that are there already are asked about like new ones. Back again, what is known of them is gone.
"""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None
works_from = "0016"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
STATUSES = ("unknown", "valid", "invalid")


def _index_where(name: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, "vat_check", columns, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    op.create_table(
        "vat_check",
        sa.Column("id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("number", sa.String(16), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("name", sa.String(500), nullable=True),
        sa.Column("address", sa.String(500), nullable=True),
        sa.Column("consultation", sa.String(500), nullable=True),
        sa.Column("checked_at", MOMENT, nullable=True),
        sa.Column("tried_at", MOMENT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("trouble", sa.String(500), nullable=True),
        sa.Column("lease", sa.String(32), nullable=True),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("differs", sa.Boolean(), nullable=False),
        sa.Column("ours", sa.Boolean(), nullable=True),
        sa.Column("answered_by_id", ID, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("judged_by", sa.String(64), nullable=True),
        sa.Column("judged_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            f"status IN ({', '.join(repr(status) for status in STATUSES)})", name=op.f("ck_vat_check_vatstatus")
        ),
        sa.CheckConstraint("(status = 'unknown') = (checked_at IS NULL)", name=op.f("ck_vat_check_known_since")),
        sa.CheckConstraint("(lease IS NULL) = (leased_until IS NULL)", name=op.f("ck_vat_check_leased_until")),
        sa.CheckConstraint("(ours IS NULL) = (answered_at IS NULL)", name=op.f("ck_vat_check_answered")),
        sa.CheckConstraint("(accepted IS NULL) = (judged_at IS NULL)", name=op.f("ck_vat_check_judged")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_vat_check_organisation_id")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_vat_check_answered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vat_check")),
        sa.UniqueConstraint("organisation_id", "number", name=op.f("uq_vat_check_organisation_id_number")),
    )
    _index_where("ix_vat_check_due", ["due_at", "id"], "due_at IS NOT NULL")
    _index_where("ix_vat_check_leased", ["leased_until"], "leased_until IS NOT NULL")
    op.create_table(
        "vat_circuit",
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("open_until", MOMENT, nullable=False),
        sa.Column("trouble", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("country", name=op.f("pk_vat_circuit")),
    )
    ask_about_all = sa.text(
        "INSERT INTO vat_check (organisation_id, number, country, status, tries, due_at, differs) "
        "SELECT organisation_id, number, substr(number, 1, 2), 'unknown', 0, :now, false FROM vat_number"
    ).bindparams(sa.bindparam("now", dt.datetime.now(dt.UTC), MOMENT))
    op.execute(ask_about_all)


def downgrade() -> None:
    op.drop_table("vat_circuit")
    op.drop_table("vat_check")
