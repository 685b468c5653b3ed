"""Accounts at the provider, verified organisations, events for the provider's systems, and the HTTP API

Revision: 0011, after: 0010

Partners were taken into the programme by the provider, so they are verified; where several have the same register
number, the one that was there first. A register number has one form from now on, and the room that German entries need;
it keeps both on the way back. Back again, what the older program has no words for goes: people who act in the
provider's console only, prepared requests, claims and events.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from domain.names.keys import search_name
from domain.organisations.register_keys import register_key
from domain.organisations.registers import read_register_number
from domain.sorting import sort_text
from domain.words import Country, Refused

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None
works_from = "0011"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
SORT_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
PRODUCT_NAMES = {"sort_name": sort_text, "search_name": search_name}
BATCH = 5_000
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
ONE_OF_A_NUMBER = "register_key IS NOT NULL AND verified_at IS NOT NULL AND closed_at IS NULL"
ROLES = ("legal_representative", "administrator", "employee")
OLD_ROLES = ("legal_representative", "employee")
STATUSES = ("prepared", "pending", "active", "declined", "withdrawn", "lapsed", "overtaken", "ended")
VERIFIED_BY = ("account", "support", "operator", "nobody")
PREPARED_IS_NOT_SENT = (
    "(status <> 'prepared' OR sent_at IS NULL) AND "
    "(sent_at IS NOT NULL OR status IN ('prepared', 'withdrawn', 'ended'))"
)
SET_UP = ("waiting", "done", "refused")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _index_where(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    _create_api()
    _change_people()
    _change_organisations()
    _change_products()
    _create_accounts()
    _create_claims()
    _change_partnerships()
    _create_events()
    with op.batch_alter_table("card") as card:
        card.add_column(sa.Column("claim_id", ID, nullable=True))
        card.alter_column("partnership_id", existing_type=ID, nullable=True)
        card.create_foreign_key(op.f("fk_card_claim_id"), "claim", ["claim_id"], ["id"])
        card.create_check_constraint(op.f("ck_card_shows_one_record"), "(partnership_id IS NULL) <> (claim_id IS NULL)")
    _index_where("ix_card_claim", "card", ["claim_id"], "claim_id IS NOT NULL")
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.add_column(sa.Column("event_id", ID, nullable=True))
        outbox.create_foreign_key(op.f("fk_outbox_event_id"), "programme_event", ["event_id"], ["id"])
        outbox.add_column(sa.Column("due_at", MOMENT, nullable=True))
    for index in ("ix_outbox_of_worker", "ix_outbox_dead_letters"):
        op.drop_index(index, "outbox")
    _index_where("ix_outbox_of_worker", "outbox", ["worker_id", "id"], "failed_at IS NULL AND event_id IS NULL")
    letters = "failed_at IS NOT NULL AND event_id IS NULL"
    _index_where("ix_outbox_dead_letters", "outbox", ["failed_at", "id", "event_id"], letters)
    _index_where("ix_outbox_due", "outbox", ["worker_id", "due_at", "id"], "failed_at IS NULL AND event_id IS NOT NULL")
    _index_where("ix_outbox_event", "outbox", ["event_id"], "event_id IS NOT NULL")
    _index_where("ix_outbox_dead_events", "outbox", ["event_id"], "failed_at IS NOT NULL AND event_id IS NOT NULL")


def _change_people() -> None:
    with op.batch_alter_table("person") as person:
        person.alter_column("telegram_id", existing_type=sa.BigInteger(), nullable=True)
        person.add_column(sa.Column("console_id", sa.String(64), nullable=True))
        person.create_check_constraint(
            op.f("ck_person_comes_by_one_door"), "(telegram_id IS NULL) <> (console_id IS NULL)"
        )
        person.create_check_constraint(op.f("ck_person_reachable_in_chat"), "telegram_id IS NOT NULL OR NOT reachable")
    _index_where("uq_person_console_id", "person", ["console_id"], "console_id IS NOT NULL", unique=True)
    for table in ("membership", "invitation"):
        _take_roles(table, ROLES)
    with op.batch_alter_table("invitation") as invitation:
        invitation.add_column(sa.Column("created_by_id", ID, nullable=True))
        invitation.create_foreign_key(op.f("fk_invitation_created_by_id"), "person", ["created_by_id"], ["id"])
    with op.batch_alter_table("membership") as membership:
        membership.add_column(sa.Column("console_id", sa.String(64), nullable=True))
    _index_where("ix_membership_console", "membership", ["organisation_id", "console_id"], "console_id IS NOT NULL")


def _take_roles(table: str, roles: tuple[str, ...]) -> None:
    with op.batch_alter_table(table) as changed:
        changed.drop_constraint(op.f(f"ck_{table}_role"), type_="check")
        changed.create_check_constraint(op.f(f"ck_{table}_role"), _one_of("role", roles))


def _change_organisations() -> None:
    with op.batch_alter_table("organisation") as organisation:
        organisation.add_column(sa.Column("account_id", sa.String(64), nullable=True))
        organisation.add_column(sa.Column("email", sa.String(254), nullable=True))
        for moment in ("as_of", "closed_at", "verified_at"):
            organisation.add_column(sa.Column(moment, MOMENT, nullable=True))
        organisation.add_column(sa.Column("verified_by", sa.String(24), nullable=True))
        organisation.add_column(sa.Column("frozen_at", MOMENT, nullable=True))
        organisation.add_column(sa.Column("register_key", sa.String(64), nullable=True))
        organisation.alter_column(
            "register_number", existing_type=sa.String(40), type_=sa.String(64), existing_nullable=True
        )
        organisation.create_check_constraint(op.f("ck_organisation_verifiedby"), _one_of("verified_by", VERIFIED_BY))
        organisation.create_check_constraint(
            op.f("ck_organisation_verified_by_somebody"), "(verified_at IS NULL) = (verified_by IS NULL)"
        )
        organisation.create_check_constraint(
            op.f("ck_organisation_account_has_age"), "account_id IS NULL OR as_of IS NOT NULL"
        )
    _read_numbers_again()
    with op.batch_alter_table("organisation") as organisation:
        organisation.create_check_constraint(
            op.f("ck_organisation_register_number_has_key"), "(register_number IS NULL) = (register_key IS NULL)"
        )
    op.execute(
        sa.text(
            "UPDATE organisation SET verified_at = created_at, verified_by = 'operator' WHERE is_partner AND id IN ("
            "SELECT MIN(id) FROM organisation WHERE is_partner "
            "GROUP BY country, COALESCE(register_key, partner_code))"
        )
    )
    _index_where(
        "uq_organisation_register_key",
        "organisation",
        ["country", "register_key"],
        ONE_OF_A_NUMBER,
        unique=True,
    )
    _index_where("ix_organisation_email", "organisation", ["email"], "email IS NOT NULL")
    _index_where("uq_organisation_account_id", "organisation", ["account_id"], "account_id IS NOT NULL", unique=True)


def _read_numbers_again() -> None:
    """Gives register numbers the form in which they are stored now, and writes what is compared of them.

    What cannot be read any more stays as it is.
    """
    organisation = sa.table("organisation", *map(sa.column, ("id", "country", "register_number", "register_key")))
    columns = organisation.c
    change = (
        sa.update(organisation)
        .where(columns.id == sa.bindparam("of"))
        .values(register_number=sa.bindparam("number"), register_key=sa.bindparam("key"))
    )
    connection = op.get_bind()
    last = 0
    while rows := connection.execute(
        sa.select(columns.id, columns.country, columns.register_number)
        .where(columns.id > last, columns.register_number.is_not(None))
        .order_by(columns.id)
        .limit(BATCH)
    ).all():
        numbers = {row.id: (row.country, _read_again(row.country, row.register_number)) for row in rows}
        connection.execute(
            change,
            [
                {"of": key, "number": number, "key": register_key(country, number)}
                for key, (country, number) in numbers.items()
            ],
        )
        last = rows[-1].id


def _read_again(country: str, number: str) -> str:
    try:
        return read_register_number(Country(country), number)
    except Refused:
        return number


def _change_products() -> None:
    op.drop_index("uq_product_name_per_organisation", "product")
    with op.batch_alter_table("product") as product:
        product.alter_column("name", existing_type=sa.String(80), type_=sa.String(255), existing_nullable=False)
        product.add_column(sa.Column("provider_id", sa.String(64), nullable=True))
        product.add_column(sa.Column("expires_on", sa.Date(), nullable=True))
        product.add_column(sa.Column("as_of", MOMENT, nullable=True))
        for column in PRODUCT_NAMES:
            product.add_column(sa.Column(column, SORT_KEY, nullable=True))
        product.drop_constraint(op.f("ck_product_yearly_value_positive"), type_="check")
        product.create_check_constraint(op.f("ck_product_yearly_value_not_negative"), "yearly_value >= 0")
        product.create_check_constraint(
            op.f("ck_product_provider_gives_age"), "(provider_id IS NULL) = (as_of IS NULL)"
        )
    _index_where(
        "uq_product_name_per_organisation",
        "product",
        ["organisation_id", "name"],
        "removed_at IS NULL AND provider_id IS NULL",
        unique=True,
    )
    _index_where("uq_product_provider_id", "product", ["provider_id"], "provider_id IS NOT NULL", unique=True)
    _fill_names_of_products()
    with op.batch_alter_table("product") as product:
        for column in PRODUCT_NAMES:
            product.alter_column(column, nullable=False)
    columns = ["organisation_id", "kind", "sort_name", "id", "removed_at"]
    _index_where("ix_product_shelves", "product", columns, "removed_at IS NULL")


def _fill_names_of_products() -> None:
    """Writes of the rows that are there what the program writes of new ones."""
    product = sa.table("product", *map(sa.column, ("id", "name", *PRODUCT_NAMES)))
    columns = product.c
    change = (
        sa.update(product)
        .where(columns.id == sa.bindparam("of"))
        .values({column: sa.bindparam(f"new_{column}") for column in PRODUCT_NAMES})
    )
    connection = op.get_bind()
    last = 0
    while rows := connection.execute(
        sa.select(columns.id, columns.name).where(columns.id > last).order_by(columns.id).limit(BATCH)
    ).all():
        written = [
            {"of": row.id, **{f"new_{column}": derive(row.name) for column, derive in PRODUCT_NAMES.items()}}
            for row in rows
        ]
        connection.execute(change, written)
        last = rows[-1].id


def _change_partnerships() -> None:
    op.drop_index("uq_partnership_pending", "partnership")
    with op.batch_alter_table("partnership") as partnership:
        partnership.add_column(sa.Column("status_via", sa.String(8), nullable=True))
        partnership.add_column(sa.Column("set_up", sa.String(24), nullable=True))
        partnership.add_column(sa.Column("set_up_refusal", sa.String(500), nullable=True))
        partnership.drop_constraint(op.f("ck_partnership_status"), type_="check")
        partnership.create_check_constraint(op.f("ck_partnership_status"), _one_of("status", STATUSES))
        partnership.create_check_constraint(op.f("ck_partnership_setup"), _one_of("set_up", SET_UP))
        partnership.alter_column("sent_at", existing_type=MOMENT, nullable=True)
        partnership.create_check_constraint(op.f("ck_partnership_prepared_is_not_sent"), PREPARED_IS_NOT_SENT)
    _index_where(
        "uq_partnership_pending",
        "partnership",
        ["client_id", "partner_id"],
        "status IN ('prepared', 'pending')",
        unique=True,
    )
    _index_where("ix_partnership_set_up", "partnership", ["id"], "set_up = 'waiting'")


def _create_accounts() -> None:
    op.create_table(
        "account_member",
        sa.Column("id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("console_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "legal_representative",
                "administrator",
                "employee",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("as_of", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_account_member_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_member_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_member")),
        sa.UniqueConstraint("organisation_id", "console_id", name=op.f("uq_account_member_organisation_id_console_id")),
    )
    op.create_index(op.f("ix_account_member_person_id"), "account_member", ["person_id"], unique=False)
    op.create_index(op.f("ix_account_member_console_id"), "account_member", ["console_id"], unique=False)
    op.create_table(
        "provider_order",
        sa.Column("id", ID, nullable=False),
        sa.Column("provider_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("product_id", ID, nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "order",
                "renewal",
                "credit_note",
                "refund",
                name="orderkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("ordered_by_id", ID, nullable=False),
        sa.Column("paid_by_id", ID, nullable=False),
        sa.Column("refers_to", sa.String(length=64), nullable=True),
        sa.Column("as_of", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["ordered_by_id"], ["organisation.id"], name=op.f("fk_provider_order_ordered_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_provider_order_organisation_id")
        ),
        sa.ForeignKeyConstraint(["paid_by_id"], ["organisation.id"], name=op.f("fk_provider_order_paid_by_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_provider_order_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_order")),
        sa.UniqueConstraint("provider_id", name=op.f("uq_provider_order_provider_id")),
    )
    op.create_index(
        op.f("ix_provider_order_organisation_id_booked_on"),
        "provider_order",
        ["organisation_id", "booked_on"],
        unique=False,
    )
    op.create_index(op.f("ix_provider_order_product_id"), "provider_order", ["product_id"], unique=False)
    op.create_table(
        "account_link",
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_by_id", ID, nullable=True),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["account_member.id"], name=op.f("fk_account_link_member_id")),
        sa.ForeignKeyConstraint(["used_by_id"], ["person.id"], name=op.f("fk_account_link_used_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_account_link_token_hash")),
    )
    op.create_index(op.f("ix_account_link_member_id"), "account_link", ["member_id"], unique=False)


def _create_claims() -> None:
    op.create_table(
        "claim",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "register", "access", "dispute", name="claimkind", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("claimed_by_id", ID, nullable=False),
        sa.Column("claimed_at", MOMENT, nullable=False),
        sa.Column("statement", sa.String(length=500), nullable=True),
        sa.Column("question", sa.String(length=500), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "approved", "declined", "settled", name="outcome", native_enum=False, create_constraint=True, length=24
            ),
            nullable=True,
        ),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("support_asked_at", MOMENT, nullable=True),
        sa.CheckConstraint("(decided_at IS NULL) = (outcome IS NULL)", name=op.f("ck_claim_decided_with_outcome")),
        sa.ForeignKeyConstraint(["claimed_by_id"], ["person.id"], name=op.f("fk_claim_claimed_by_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_claim_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_organisation_id"), "claim", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_claim_claimed_by_id"), "claim", ["claimed_by_id"], unique=False)
    op.create_index(
        op.f("uq_claim_open"),
        "claim",
        ["organisation_id", "kind", "claimed_by_id"],
        unique=True,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )


def _create_events() -> None:
    op.create_table(
        "programme_event",
        sa.Column("id", ID, nullable=False),
        sa.Column("mark", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=48), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("partnership_id", ID, nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("before", JSON, nullable=True),
        sa.Column("acknowledged_at", MOMENT, nullable=True),
        sa.Column("refused_at", MOMENT, nullable=True),
        sa.Column("refusal", sa.String(length=500), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failing_since", MOMENT, nullable=True),
        sa.Column("answers", JSON, nullable=True),
        sa.CheckConstraint(
            "acknowledged_at IS NULL OR refused_at IS NULL", name=op.f("ck_programme_event_settled_once")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_programme_event_organisation_id")
        ),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_programme_event_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_event")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_programme_event_at"), "programme_event", ["at"], unique=False)
    _index_where("ix_programme_event_refused", "programme_event", ["id"], "refused_at IS NOT NULL")
    op.create_index(
        op.f("ix_programme_event_partnership"),
        "programme_event",
        ["partnership_id", "id"],
        unique=False,
        sqlite_where=sa.text("partnership_id IS NOT NULL"),
        postgresql_where=sa.text("partnership_id IS NOT NULL"),
    )


def _create_api() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.String(length=400), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("name", name=op.f("uq_api_token_name")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_table(
        "answered_call",
        sa.Column("token_id", ID, autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("body", JSON, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["token_id"], ["api_token.id"], name=op.f("fk_answered_call_token_id")),
        sa.PrimaryKeyConstraint("token_id", "key", name=op.f("pk_answered_call")),
    )
    op.create_index(op.f("ix_answered_call_answered_at"), "answered_call", ["answered_at"], unique=False)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM outbox WHERE event_id IS NOT NULL"))
    for index in (
        "ix_outbox_of_worker",
        "ix_outbox_dead_letters",
        "ix_outbox_due",
        "ix_outbox_event",
        "ix_outbox_dead_events",
    ):
        op.drop_index(index, "outbox")
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.drop_constraint(op.f("fk_outbox_event_id"), type_="foreignkey")
        outbox.drop_column("event_id")
        outbox.drop_column("due_at")
    _index_where("ix_outbox_of_worker", "outbox", ["worker_id", "id"], "failed_at IS NULL")
    _index_where("ix_outbox_dead_letters", "outbox", ["failed_at", "id"], "failed_at IS NOT NULL")
    op.execute(sa.text("DELETE FROM card WHERE claim_id IS NOT NULL"))
    op.drop_index("ix_card_claim", "card")
    with op.batch_alter_table("card") as card:
        card.drop_constraint(op.f("ck_card_shows_one_record"), type_="check")
        card.drop_constraint(op.f("fk_card_claim_id"), type_="foreignkey")
        card.drop_column("claim_id")
        card.alter_column("partnership_id", existing_type=ID, nullable=False)
    for table in ("programme_event", "claim", "account_link", "provider_order", "account_member"):
        op.drop_table(table)
    for table in ("answered_call", "api_token"):
        op.drop_table(table)
    _change_partnerships_back()
    _change_products_back()
    _change_organisations_back()
    _change_people_back()


def _change_partnerships_back() -> None:
    op.execute(
        sa.text(
            "UPDATE product_access SET released_at = granted_at WHERE released_at IS NULL AND partnership_id IN "
            "(SELECT id FROM partnership WHERE status = 'prepared')"
        )
    )
    op.execute(
        sa.text("UPDATE partnership SET status = 'withdrawn', closed_at = requested_at WHERE status = 'prepared'")
    )
    op.execute(sa.text("UPDATE partnership SET sent_at = requested_at WHERE sent_at IS NULL"))
    op.drop_index("ix_partnership_set_up", "partnership")
    op.drop_index("uq_partnership_pending", "partnership")
    with op.batch_alter_table("partnership") as partnership:
        partnership.drop_constraint(op.f("ck_partnership_setup"), type_="check")
        partnership.drop_constraint(op.f("ck_partnership_prepared_is_not_sent"), type_="check")
        partnership.alter_column("sent_at", existing_type=MOMENT, nullable=False)
        partnership.drop_constraint(op.f("ck_partnership_status"), type_="check")
        partnership.create_check_constraint(op.f("ck_partnership_status"), _one_of("status", STATUSES[1:]))
        for column in ("status_via", "set_up", "set_up_refusal"):
            partnership.drop_column(column)
    _index_where(
        "uq_partnership_pending", "partnership", ["client_id", "partner_id"], "status = 'pending'", unique=True
    )


def _change_products_back() -> None:
    """Names were told apart by their organisation then, and each product had a value."""
    op.execute(sa.text("UPDATE product SET name = substr(name, 1, 60) || ' ' || id WHERE provider_id IS NOT NULL"))
    op.execute(sa.text("UPDATE product SET yearly_value = 1 WHERE yearly_value = 0"))
    op.drop_index("uq_product_name_per_organisation", "product")
    op.drop_index("uq_product_provider_id", "product")
    op.drop_index("ix_product_shelves", "product")
    with op.batch_alter_table("product") as product:
        product.drop_constraint(op.f("ck_product_provider_gives_age"), type_="check")
        product.drop_constraint(op.f("ck_product_yearly_value_not_negative"), type_="check")
        product.create_check_constraint(op.f("ck_product_yearly_value_positive"), "yearly_value > 0")
        for column in ("provider_id", "expires_on", "as_of", *PRODUCT_NAMES):
            product.drop_column(column)
        product.alter_column("name", existing_type=sa.String(255), type_=sa.String(80), existing_nullable=False)
    _index_where(
        "uq_product_name_per_organisation", "product", ["organisation_id", "name"], "removed_at IS NULL", unique=True
    )


def _change_organisations_back() -> None:
    op.drop_index("uq_organisation_account_id", "organisation")
    op.drop_index("ix_organisation_email", "organisation")
    op.drop_index("uq_organisation_register_key", "organisation")
    with op.batch_alter_table("organisation") as organisation:
        for check in ("verifiedby", "verified_by_somebody", "account_has_age", "register_number_has_key"):
            organisation.drop_constraint(op.f(f"ck_organisation_{check}"), type_="check")
        for column in (
            "account_id",
            "email",
            "as_of",
            "closed_at",
            "verified_at",
            "verified_by",
            "frozen_at",
            "register_key",
        ):
            organisation.drop_column(column)


def _change_people_back() -> None:
    """Records name who made them, so people of the console stay: with numbers that nobody has in Telegram."""
    op.drop_index("uq_person_console_id", "person")
    op.drop_index("ix_membership_console", "membership")
    with op.batch_alter_table("membership") as membership:
        membership.drop_column("console_id")
    with op.batch_alter_table("invitation") as invitation:
        invitation.drop_constraint(op.f("fk_invitation_created_by_id"), type_="foreignkey")
        invitation.drop_column("created_by_id")
    for table in ("membership", "invitation"):
        op.execute(sa.text(f"UPDATE {table} SET role = 'employee' WHERE role = 'administrator'"))  # noqa: S608 - our own
        _take_roles(table, OLD_ROLES)
    with op.batch_alter_table("person") as person:
        person.drop_constraint(op.f("ck_person_comes_by_one_door"), type_="check")
        person.drop_constraint(op.f("ck_person_reachable_in_chat"), type_="check")
    op.execute(sa.text("UPDATE person SET telegram_id = -id WHERE telegram_id IS NULL"))
    with op.batch_alter_table("person") as person:
        person.drop_column("console_id")
        person.alter_column("telegram_id", existing_type=sa.BigInteger(), nullable=False)
