"""0001: open the house.

Why: the first shape of the database, with the counters that numbers are drawn from and the head of the log book.
Lock: none; nothing is there yet.
Going back: loses everything.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from app.base.database import Moment

# Searched by prefix: a range of the index needs the plain order of signs.
KEY = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counter",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "customer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("name_key", KEY, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("since", Moment(timezone=True), nullable=False),
        sa.Column("once", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("number", name=op.f("uq_customer_number")),
        sa.UniqueConstraint("once", name=op.f("uq_customer_once")),
    )
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.create_index("ix_customer_name_key", ["name_key"], unique=False)

    op.create_table(
        "failed_sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_in")),
    )
    with op.batch_alter_table("failed_sign_in", schema=None) as batch_op:
        batch_op.create_index("ix_failed_sign_in_address", ["address", "at"], unique=False)
        batch_op.create_index("ix_failed_sign_in_login", ["login", "at"], unique=False)

    op.create_table(
        "log_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_head")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("plate", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_agent", sa.Boolean(), nullable=False),
        sa.Column("is_scheduler", sa.Boolean(), nullable=False),
        sa.Column("is_supervisor", sa.Boolean(), nullable=False),
        sa.Column("is_administrator", sa.Boolean(), nullable=False),
        sa.Column("may_choose", sa.Boolean(), nullable=False),
        sa.Column("hands", sa.Integer(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("density", sa.Text(), nullable=False),
        sa.Column("letters", sa.Boolean(), nullable=False),
        sa.CheckConstraint("hands BETWEEN 1 AND 20", name=op.f("ck_person_hands")),
        sa.CheckConstraint("login = lower(login)", name=op.f("ck_person_login_is_lower_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
    )
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("waiting >= 0", name=op.f("ck_topic_waiting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("name", name=op.f("uq_topic_name")),
        sa.UniqueConstraint("slug", name=op.f("uq_topic_slug")),
    )
    op.create_table(
        "address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("land", sa.Text(), nullable=False),
        sa.Column("street_key", KEY, nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_address_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
    )
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_address_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_address_street_key"), ["street_key"], unique=False)

    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_contract_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint("number", name=op.f("uq_contract_number")),
    )
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_customer_id"), ["customer_id"], unique=False)

    op.create_table(
        "customer_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", KEY, nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_customer_name_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_name")),
    )
    with op.batch_alter_table("customer_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_customer_name_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_customer_name_name_key"), ["name_key"], unique=False)

    op.create_table(
        "draft",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id")),
        sa.PrimaryKeyConstraint("person_id", "place", name=op.f("pk_draft")),
    )
    op.create_table(
        "entrusted",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_entrusted_person_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_entrusted_topic_id")),
        sa.PrimaryKeyConstraint("person_id", "topic_id", name=op.f("pk_entrusted")),
    )
    with op.batch_alter_table("entrusted", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entrusted_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "line_count",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.CheckConstraint("waiting > 0", name=op.f("ck_line_count_waiting")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_line_count_topic_id")),
        sa.PrimaryKeyConstraint("topic_id", "hour", name=op.f("pk_line_count")),
    )
    op.create_table(
        "log",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("live", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_log_by_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_log")),
    )
    with op.batch_alter_table("log", schema=None) as batch_op:
        batch_op.create_index("ix_log_action", ["action", "seq"], unique=False)
        batch_op.create_index("ix_log_thing", ["kind", "thing_id", "seq"], unique=False)
        batch_op.create_index("ix_log_ticket", ["ticket_id", "seq"], unique=False)

    op.create_table(
        "mail_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_mail_address_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_address")),
    )
    with op.batch_alter_table("mail_address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_address_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_mail_address_customer_id"), ["customer_id"], unique=False)

    op.create_table(
        "phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("e164", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_phone_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone")),
    )
    with op.batch_alter_table("phone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phone_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_phone_e164"), ["e164"], unique=False)

    op.create_table(
        "slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("booked", sa.Integer(), nullable=False),
        sa.Column("closed_because", sa.Text(), nullable=False),
        sa.CheckConstraint("booked BETWEEN 0 AND capacity", name=op.f("ck_slot_no_seat_sold_twice")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_slot_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint("team_id", "day", "window", name=op.f("uq_slot_team_id_day_window")),
    )
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.create_index("ix_slot_day", ["day"], unique=False)

    op.create_table(
        "staff_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("began_at", Moment(timezone=True), nullable=False),
        sa.Column("ends_at", Moment(timezone=True), nullable=False),
        sa.Column("ended_at", Moment(timezone=True), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_staff_session_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "team_region",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_region_team_id")),
        sa.PrimaryKeyConstraint("team_id", "postcode", name=op.f("pk_team_region")),
    )
    op.create_table(
        "team_skill",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_skill_team_id")),
        sa.PrimaryKeyConstraint("team_id", "skill", name=op.f("pk_team_skill")),
    )
    op.create_table(
        "ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reported_at", Moment(timezone=True), nullable=False),
        sa.Column("first_reported_at", Moment(timezone=True), nullable=False),
        sa.Column("received_at", Moment(timezone=True), nullable=False),
        sa.Column("received_by_id", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("taken_at", Moment(timezone=True), nullable=True),
        sa.Column("asleep_until", Moment(timezone=True), nullable=True),
        sa.Column("resolved_at", Moment(timezone=True), nullable=True),
        sa.Column("once", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'asleep') = (asleep_until IS NOT NULL)", name=op.f("ck_ticket_asleep_until_a_day")
        ),
        sa.CheckConstraint("(state = 'held') = (holder_id IS NOT NULL)", name=op.f("ck_ticket_held_by_somebody")),
        sa.CheckConstraint(
            "(state = 'merged') = (merged_into_id IS NOT NULL)", name=op.f("ck_ticket_merged_into_something")
        ),
        sa.CheckConstraint(
            "(state = 'resolved') = (resolved_at IS NOT NULL)", name=op.f("ck_ticket_resolved_at_a_moment")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'held', 'asleep', 'resolved', 'merged')", name=op.f("ck_ticket_state")
        ),
        sa.CheckConstraint("(holder_id IS NULL) = (taken_at IS NULL)", name=op.f("ck_ticket_taken_as_a_whole")),
        sa.CheckConstraint("first_reported_at <= reported_at", name=op.f("ck_ticket_first_report_is_first")),
        sa.CheckConstraint("reported_at <= received_at", name=op.f("ck_ticket_not_reported_in_the_future")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_ticket_customer_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name=op.f("fk_ticket_holder_id")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["ticket.id"], name=op.f("fk_ticket_merged_into_id")),
        sa.ForeignKeyConstraint(["received_by_id"], ["person.id"], name=op.f("fk_ticket_received_by_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_ticket_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("number", name=op.f("uq_ticket_number")),
        sa.UniqueConstraint("once", name=op.f("uq_ticket_once")),
    )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.create_index(
            "ix_asleep",
            ["topic_id", "asleep_until"],
            unique=False,
            sqlite_where=sa.text("state = 'asleep'"),
            postgresql_where=sa.text("state = 'asleep'"),
        )
        batch_op.create_index(
            "ix_in_hand",
            ["holder_id"],
            unique=False,
            sqlite_where=sa.text("state = 'held'"),
            postgresql_where=sa.text("state = 'held'"),
        )
        batch_op.create_index(
            "ix_line",
            ["topic_id", "first_reported_at", "number"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.create_index(
            "ix_merged_into",
            ["merged_into_id"],
            unique=False,
            sqlite_where=sa.text("state = 'merged'"),
            postgresql_where=sa.text("state = 'merged'"),
        )
        batch_op.create_index(batch_op.f("ix_ticket_customer_id"), ["customer_id"], unique=False)

    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("started_at", Moment(timezone=True), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("logged_at", Moment(timezone=True), nullable=False),
        sa.Column("callback_at", Moment(timezone=True), nullable=True),
        sa.Column("callback_by_id", sa.Integer(), nullable=True),
        sa.Column("called_back_at", Moment(timezone=True), nullable=True),
        sa.Column("once", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(callback_at IS NULL) = (callback_by_id IS NULL)", name=op.f("ck_call_callback_by_somebody")
        ),
        sa.CheckConstraint("seconds >= 0", name=op.f("ck_call_seconds")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_call_by_id")),
        sa.ForeignKeyConstraint(["callback_by_id"], ["person.id"], name=op.f("fk_call_callback_by_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_call_customer_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_call_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("once", name=op.f("uq_call_once")),
    )
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index("ix_call_ticket", ["ticket_id", "started_at"], unique=False)
        batch_op.create_index(
            "ix_callback_due",
            ["callback_by_id", "callback_at"],
            unique=False,
            sqlite_where=sa.text("called_back_at IS NULL AND callback_at IS NOT NULL"),
            postgresql_where=sa.text("called_back_at IS NULL AND callback_at IS NOT NULL"),
        )

    op.create_table(
        "customer_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("reported_at", Moment(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("once", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('outstanding', 'done', 'cancelled')", name=op.f("ck_customer_order_state")),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_customer_order_address_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_customer_order_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_order")),
        sa.UniqueConstraint("number", name=op.f("uq_customer_order_number")),
        sa.UniqueConstraint("once", name=op.f("uq_customer_order_once")),
    )
    with op.batch_alter_table("customer_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_customer_order_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(
            "ix_outstanding",
            ["reported_at", "number"],
            unique=False,
            sqlite_where=sa.text("state = 'outstanding'"),
            postgresql_where=sa.text("state = 'outstanding'"),
        )

    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("once", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_entry_by_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_entry_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("once", name=op.f("uq_entry_once")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index("ix_entry_ticket", ["ticket_id", "at"], unique=False)

    op.create_table(
        "merging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duplicate_id", sa.Integer(), nullable=False),
        sa.Column("survivor_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("duplicate_was", sa.Text(), nullable=False),
        sa.Column("duplicate_asleep_until", Moment(timezone=True), nullable=True),
        sa.Column("duplicate_resolved_at", Moment(timezone=True), nullable=True),
        sa.Column("duplicate_holder_id", sa.Integer(), nullable=True),
        sa.Column("duplicate_taken_at", Moment(timezone=True), nullable=True),
        sa.Column("survivor_was", sa.Text(), nullable=False),
        sa.Column("survivor_asleep_until", Moment(timezone=True), nullable=True),
        sa.Column("survivor_resolved_at", Moment(timezone=True), nullable=True),
        sa.Column("survivor_became", sa.Text(), nullable=False),
        sa.Column("undone_at", Moment(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_merging_by_id")),
        sa.ForeignKeyConstraint(["duplicate_holder_id"], ["person.id"], name=op.f("fk_merging_duplicate_holder_id")),
        sa.ForeignKeyConstraint(["duplicate_id"], ["ticket.id"], name=op.f("fk_merging_duplicate_id")),
        sa.ForeignKeyConstraint(["survivor_id"], ["ticket.id"], name=op.f("fk_merging_survivor_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["person.id"], name=op.f("fk_merging_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merging")),
    )
    with op.batch_alter_table("merging", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merging_survivor_id"), ["survivor_id"], unique=False)
        batch_op.create_index(
            "uq_merging_in_force",
            ["duplicate_id"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )

    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("booked_at", Moment(timezone=True), nullable=False),
        sa.Column("booked_by_id", sa.Integer(), nullable=False),
        sa.Column("settled_at", Moment(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("once", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state IN ('done', 'missed')) = (outcome IS NOT NULL)", name=op.f("ck_appointment_outcome")
        ),
        sa.CheckConstraint(
            "state IN ('booked', 'confirmed', 'done', 'missed', 'moved')", name=op.f("ck_appointment_state")
        ),
        sa.ForeignKeyConstraint(["booked_by_id"], ["person.id"], name=op.f("fk_appointment_booked_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["customer_order.id"], name=op.f("fk_appointment_order_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["person.id"], name=op.f("fk_appointment_settled_by_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_appointment_slot_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["appointment.id"], name=op.f("fk_appointment_supersedes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint("once", name=op.f("uq_appointment_once")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_appointment_supersedes_id")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointment_order_id"), ["order_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_slot_id"), ["slot_id"], unique=False)
        batch_op.create_index(
            "uq_one_live_appointment",
            ["order_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('booked', 'confirmed')"),
            postgresql_where=sa.text("state IN ('booked', 'confirmed')"),
        )

    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("missed_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("plan_by", sa.Date(), nullable=False),
        sa.Column("kept_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["kept_by_id"], ["appointment.id"], name=op.f("fk_promise_kept_by_id")),
        sa.ForeignKeyConstraint(["missed_id"], ["appointment.id"], name=op.f("fk_promise_missed_id")),
        sa.ForeignKeyConstraint(["order_id"], ["customer_order.id"], name=op.f("fk_promise_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
        sa.UniqueConstraint("missed_id", name=op.f("uq_promise_missed_id")),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index(
            "ix_open_promise",
            ["due"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_promise_order_id"), ["order_id"], unique=False)

    counter = sa.table("counter", sa.column("name", sa.Text()), sa.column("value", sa.Integer()))
    op.bulk_insert(
        counter,
        [
            # Seven digits before the check digits; a leading 9 is kept for paper slips.
            {"name": "ticket", "value": 1_000_000},
            {"name": "customer", "value": 100_000},
            {"name": "order", "value": 10_000},
        ],
    )
    head = sa.table(
        "log_head", sa.column("id", sa.Integer()), sa.column("seq", sa.Integer()), sa.column("hash", sa.LargeBinary())
    )
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": b""}])


def downgrade() -> None:
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promise_order_id"))
        batch_op.drop_index(
            "ix_open_promise", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )

    op.drop_table("promise")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_one_live_appointment",
            sqlite_where=sa.text("state IN ('booked', 'confirmed')"),
            postgresql_where=sa.text("state IN ('booked', 'confirmed')"),
        )
        batch_op.drop_index(batch_op.f("ix_appointment_slot_id"))
        batch_op.drop_index(batch_op.f("ix_appointment_order_id"))

    op.drop_table("appointment")
    with op.batch_alter_table("merging", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_merging_in_force",
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_merging_survivor_id"))

    op.drop_table("merging")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index("ix_entry_ticket")

    op.drop_table("entry")
    with op.batch_alter_table("customer_order", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outstanding",
            sqlite_where=sa.text("state = 'outstanding'"),
            postgresql_where=sa.text("state = 'outstanding'"),
        )
        batch_op.drop_index(batch_op.f("ix_customer_order_customer_id"))

    op.drop_table("customer_order")
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_callback_due",
            sqlite_where=sa.text("called_back_at IS NULL AND callback_at IS NOT NULL"),
            postgresql_where=sa.text("called_back_at IS NULL AND callback_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_call_ticket")
        batch_op.drop_index(batch_op.f("ix_call_customer_id"))

    op.drop_table("call")
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ticket_customer_id"))
        batch_op.drop_index(
            "ix_merged_into", sqlite_where=sa.text("state = 'merged'"), postgresql_where=sa.text("state = 'merged'")
        )
        batch_op.drop_index(
            "ix_line", sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'")
        )
        batch_op.drop_index(
            "ix_in_hand", sqlite_where=sa.text("state = 'held'"), postgresql_where=sa.text("state = 'held'")
        )
        batch_op.drop_index(
            "ix_asleep", sqlite_where=sa.text("state = 'asleep'"), postgresql_where=sa.text("state = 'asleep'")
        )

    op.drop_table("ticket")
    op.drop_table("team_skill")
    op.drop_table("team_region")
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_session_person_id"))

    op.drop_table("staff_session")
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.drop_index("ix_slot_day")

    op.drop_table("slot")
    with op.batch_alter_table("phone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_phone_e164"))
        batch_op.drop_index(batch_op.f("ix_phone_customer_id"))

    op.drop_table("phone")
    with op.batch_alter_table("mail_address", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mail_address_customer_id"))
        batch_op.drop_index(batch_op.f("ix_mail_address_address"))

    op.drop_table("mail_address")
    with op.batch_alter_table("log", schema=None) as batch_op:
        batch_op.drop_index("ix_log_ticket")
        batch_op.drop_index("ix_log_thing")
        batch_op.drop_index("ix_log_action")

    op.drop_table("log")
    op.drop_table("line_count")
    with op.batch_alter_table("entrusted", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entrusted_topic_id"))

    op.drop_table("entrusted")
    op.drop_table("draft")
    with op.batch_alter_table("customer_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_customer_name_name_key"))
        batch_op.drop_index(batch_op.f("ix_customer_name_customer_id"))

    op.drop_table("customer_name")
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_customer_id"))

    op.drop_table("contract")
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_address_street_key"))
        batch_op.drop_index(batch_op.f("ix_address_customer_id"))

    op.drop_table("address")
    op.drop_table("topic")
    op.drop_table("team")
    op.drop_table("person")
    op.drop_table("log_head")
    with op.batch_alter_table("failed_sign_in", schema=None) as batch_op:
        batch_op.drop_index("ix_failed_sign_in_login")
        batch_op.drop_index("ix_failed_sign_in_address")

    op.drop_table("failed_sign_in")
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_index("ix_customer_name_key")

    op.drop_table("customer")
    op.drop_table("counter")
