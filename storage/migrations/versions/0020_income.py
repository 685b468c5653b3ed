"""How partnerships have stood, partners' levels, and the ledger of income

Revision: 0020, after: 0019

The history of terms is filled from partnerships and the audit trail; entries of the books that are there are settled by
the caretaker's next rounds. Back again, all of it is gone, and would be filled anew.
"""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None
works_from = "0020"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
KINDS = ("order", "renewal", "credit_note", "refund")
DOUBTS = ("no_partnership", "limited_access", "other_payer", "takes_nothing_back", "takes_back_anothers")
SUMS = ["partner_id", "month", "client_id", "product_kind", "currency", "earning", "turnover", "income"]


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _index_where(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    op.create_table(
        "partnership_term",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("payer", sa.String(24), nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.CheckConstraint(_one_of("payer", ("client", "partner")), name=op.f("ck_partnership_term_payer")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_partnership_term_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_term")),
    )
    op.create_index(op.f("ix_partnership_term_partnership_id_since"), "partnership_term", ["partnership_id", "since"])
    op.create_table(
        "benefit_level",
        sa.Column("id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("code", sa.String(24), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("as_of", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_benefit_level_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_level")),
        sa.UniqueConstraint("organisation_id", "since", name=op.f("uq_benefit_level_organisation_id_since")),
    )
    op.create_table(
        "income_entry",
        sa.Column("order_id", ID, nullable=False),
        sa.Column("client_id", ID, nullable=False),
        sa.Column("partner_id", ID, nullable=True),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("product_id", ID, nullable=True),
        sa.Column("product_kind", sa.String(24), nullable=True),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("ordered_by", sa.String(24), nullable=False),
        sa.Column("turnover", sa.BigInteger(), nullable=False),
        sa.Column("earning", sa.String(24), nullable=True),
        sa.Column("income", sa.BigInteger(), nullable=True),
        sa.Column("doubt", sa.String(24), nullable=True),
        sa.CheckConstraint(_one_of("kind", KINDS), name=op.f("ck_income_entry_orderkind")),
        sa.CheckConstraint(
            _one_of("ordered_by", ("client", "partner", "programme")), name=op.f("ck_income_entry_side")
        ),
        sa.CheckConstraint(_one_of("earning", ("cashback", "discount")), name=op.f("ck_income_entry_earning")),
        sa.CheckConstraint(_one_of("doubt", DOUBTS), name=op.f("ck_income_entry_doubt")),
        sa.ForeignKeyConstraint(["order_id"], ["provider_order.id"], name=op.f("fk_income_entry_order_id")),
        sa.ForeignKeyConstraint(["client_id"], ["organisation.id"], name=op.f("fk_income_entry_client_id")),
        sa.ForeignKeyConstraint(["partner_id"], ["organisation.id"], name=op.f("fk_income_entry_partner_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_income_entry_product_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_income_entry")),
    )
    op.create_index("ix_income_entry_partner", "income_entry", SUMS)
    op.create_index("ix_income_entry_client", "income_entry", ["client_id", "month"])
    op.create_index(op.f("ix_income_entry_product_id"), "income_entry", ["product_id"])
    _index_where("ix_income_entry_doubt", "income_entry", ["booked_on"], "doubt IS NOT NULL")
    op.add_column("provider_order", sa.Column("settle_at", MOMENT, nullable=True))
    _index_where("ix_provider_order_refers_to", "provider_order", ["refers_to"], "refers_to IS NOT NULL")
    _index_where("ix_provider_order_settle", "provider_order", ["settle_at", "id"], "settle_at IS NOT NULL")
    connection = op.get_bind()
    _fill_terms(connection)
    settle_all = sa.text("UPDATE provider_order SET settle_at = :now")
    connection.execute(settle_all.bindparams(sa.bindparam("now", dt.datetime.now(dt.UTC), MOMENT)))


def _fill_terms(connection: sa.Connection) -> None:
    """Each partnership that was ever confirmed has had terms from then on; the trail tells of other payment means."""
    partnership = sa.table(
        "partnership",
        *(sa.column(name) for name in ("id", "payer", "status")),
        *(sa.column(name, MOMENT) for name in ("confirmed_at", "closed_at", "lapses_at")),
    )
    audit = sa.table(
        "audit",
        *(sa.column(name) for name in ("id", "subject", "subject_id")),
        sa.column("at", MOMENT),
        *(sa.column(name, sa.JSON()) for name in ("before", "after")),
    )
    term = sa.table(
        "partnership_term",
        *(sa.column(name) for name in ("partnership_id", "payer")),
        *(sa.column(name, MOMENT) for name in ("since", "until")),
    )
    lasting = partnership.c.status.in_(("active", "ended"))
    found = connection.execute(sa.select(partnership).where(partnership.c.confirmed_at.is_not(None), lasting)).all()
    for each in found:
        changes = [
            (row.at, row.before.get("payer"), row.after["payer"])
            for row in connection.execute(
                sa.select(audit)
                .where(
                    audit.c.subject == "partnership",
                    audit.c.subject_id == each.id,
                    audit.c.before.is_not(None),
                    audit.c.at > each.confirmed_at,
                )
                .order_by(audit.c.id)
            )
            if row.after is not None and row.after.get("payer") is not None
        ]
        moments = [each.confirmed_at, *(at for at, _, _ in changes), each.closed_at or each.lapses_at]
        payers = [changes[0][1] if changes else each.payer, *(payer for _, _, payer in changes)]
        for payer, since, until in zip(payers, moments, moments[1:], strict=False):
            values = {"partnership_id": each.id, "payer": payer, "since": since, "until": until}
            connection.execute(sa.insert(term).values(**values))


def downgrade() -> None:
    op.drop_index("ix_provider_order_settle", "provider_order")
    op.drop_index("ix_provider_order_refers_to", "provider_order")
    op.drop_column("provider_order", "settle_at")
    op.drop_table("income_entry")
    op.drop_table("benefit_level")
    op.drop_table("partnership_term")
