"""Check: a house in order keeps every rule, and each rule notices when somebody breaks it by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from app.base.database import database, reading
from app.calls.log_call import log_call
from app.calls.models import Direction, Reason
from app.customers.facts import AddressFacts
from app.operations.always import dates, line, records, tickets
from app.operations.check import RULES, check
from app.operations.commands import check_command
from app.people.models import StaffSession
from app.people.sign_in import sign_in
from app.queueing.entrust import entrust
from app.queueing.take_next import take_next
from app.queueing.take_out_of_turn import take_out_of_turn
from app.queueing.wait_for_customer import wait_for_customer
from app.scheduling.add_order import add_order
from app.scheduling.book import book
from app.scheduling.mark_done import mark_done
from app.scheduling.miss import miss
from app.scheduling.models import Outcome
from app.scheduling.rebook import rebook
from app.tickets.correct_reporting_time import correct_reporting_time
from app.tickets.find_ticket import find_exactly
from app.tickets.merge import merge
from app.tickets.resolve import resolve
from app.tickets.unmerge import unmerge
from tests.support.checking_client import PASSWORD
from tests.support.schedule import Schedule


@pytest.fixture
def house(make, clock):
    """A little of everything: every state of a ticket, a chain of dates, a promise, a merge undone and one in force."""
    clock.set("2022-08-03 09:00")
    topic = make.topic()
    anna, carla = make.agent(topic, hands=3), make.supervisor()
    customer = make.customer(addresses=[AddressFacts("Lindenweg 2", "34260", "Kaufungen", "HE")])
    waiting = make.tickets(topic, 8, customer=customer)
    again, wrong = make.ticket(topic), make.ticket(topic)
    merge(wrong, into=waiting[7], by=anna)
    unmerge(wrong, by=anna)
    merge(again, into=waiting[6], by=anna)
    correct_reporting_time(again, make.when("2022-07-24 08:00"), "Eingangsstempel", by=carla)
    ticket = find_exactly(str(take_next(anna).number))
    wait_for_customer(ticket, date(2022, 9, 1), "Foto fehlt", by=anna)
    resolve(find_exactly(str(take_next(anna).number)), by=anna)
    take_next(anna)
    entrust(carla, [topic], by=carla)
    take_out_of_turn(waiting[5], "Hausnotruf", by=carla)
    log_call(direction=Direction.IN, started_at=make.when("2022-08-03 08:50"), seconds=60, reason=Reason.STATUS,
             by=anna, ticket=waiting[3])  # fmt: skip
    schedule = Schedule(make)
    team = schedule.team()
    first, second, third = (schedule.slot(team, date(2022, 8, day), seats=1) for day in (8, 9, 15))
    one, two = (add_order(customer, customer.addresses[0], "Glasfaser 300", "fibre", make.when("2022-06-01 09:00"), by=carla)
                for _order in range(2))  # fmt: skip
    kept = book(one, first, by=carla)
    missed = rebook(book(two, second, by=carla), third, "Kunde im Urlaub", by=carla)
    clock.set("2022-08-15 18:00")
    mark_done(kept, Outcome.ACTIVATED, by=carla)
    miss(missed, Outcome.OUR_MATERIAL, by=carla)
    late = schedule.slot(team, date(2022, 8, 22), seats=1)
    rebook(missed, late, "Nachholtermin", by=carla)
    return anna


@contextmanager
def by_hand(*changes: str) -> Iterator[Connection]:
    """A connection on which the *changes* were made although the database forbids them; nothing of it stays."""
    engine = database().engine
    with engine.connect() as connection:
        if database().is_sqlite:
            connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql("DROP INDEX uq_one_live_appointment")
        else:
            let_everything_pass(connection)
        try:
            for change in changes:
                assert connection.execute(text(change)).rowcount, f"nothing was changed by: {change}"
            yield connection
        finally:
            connection.exec_driver_sql("ROLLBACK") if database().is_sqlite else connection.rollback()
            if database().is_sqlite:
                connection.exec_driver_sql("PRAGMA ignore_check_constraints=OFF")
                connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def let_everything_pass(connection: Connection) -> None:
    connection.execute(text("SET LOCAL session_replication_role = replica"))
    connection.execute(text("DROP INDEX uq_one_live_appointment"))
    checks = text(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint "
        "WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
    )
    for table, name in connection.execute(checks).all():
        connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))


SOME = "(SELECT min(id) FROM ticket WHERE state = 'waiting')"
LIVE = "state IN ('booked', 'confirmed')"
BROKEN: list[tuple[Any, str, tuple[str, ...]]] = [
    (tickets.every_ticket_holds_one_report, "holds 0 reports", ("DELETE FROM entry WHERE kind = 'report'",)),
    (tickets.a_merged_ticket_has_one_root, "which is merged", ("UPDATE ticket SET merged_into_id = id WHERE state = 'merged'",)),
    (tickets.a_merged_ticket_has_one_root, "which is None", ("UPDATE ticket SET merged_into_id = 0 WHERE state = 'merged'",)),
    (tickets.merges_lead_to_the_root, "leads to None", ("UPDATE merging SET undone_at = merged_at WHERE undone_at IS NULL",)),
    (tickets.merges_lead_to_the_root, "leads to 1", (f"UPDATE ticket SET merged_into_id = {SOME} WHERE state = 'merged'",)),
    (tickets.the_first_report_of_the_group_is_the_key, "at another place",
     ("UPDATE ticket SET first_reported_at = reported_at WHERE state <> 'merged' AND first_reported_at <> reported_at",)),
    (tickets.no_report_is_later_than_its_receipt, "before it was reported",
     (f"UPDATE ticket SET received_at = (SELECT min(first_reported_at) FROM ticket) WHERE id = {SOME}",)),
    (tickets.reporting_times_change_only_by_a_correction, "the log book says",
     (f"UPDATE ticket SET reported_at = received_at WHERE id = {SOME}",)),
    (tickets.reporting_times_change_only_by_a_correction, "has 0 rows of its report",
     ("UPDATE log SET action = 'noted' WHERE action = 'reported'",)),
    (tickets.a_state_is_whole, "is held by halves", ("UPDATE ticket SET taken_at = NULL WHERE state = 'held'",)),
    (tickets.a_state_is_whole, "is asleep by halves", ("UPDATE ticket SET state = 'asleep' WHERE state = 'waiting'",)),
    (tickets.nobody_has_taken_more_than_allowed, "has 2 tickets in hand and may have 1",
     ("UPDATE ticket SET holder_id = (SELECT max(holder_id) FROM ticket) WHERE state = 'held'", "UPDATE person SET hands = 1")),
    (tickets.ticket_numbers_have_their_check_digits, "wrong check digits",
     (f"UPDATE ticket SET number = number + 1 WHERE id = {SOME}",)),
    (tickets.counters_are_ahead_of_all_numbers, "counter ticket stands at",
     ("UPDATE counter SET value = value - 1 WHERE name = 'ticket'",)),
    (tickets.counters_are_ahead_of_all_numbers, "counter order stands at",
     ("UPDATE counter SET value = value - 1 WHERE name = 'order'",)),
    (line.topics_count_who_waits, "do", ("UPDATE topic SET waiting = waiting + 1",)),
    (line.hours_count_who_waits, "are counted", ("UPDATE line_count SET waiting = waiting + 1",)),
    (line.hours_count_who_waits, "are counted", ("DELETE FROM line_count",)),
    (line.out_of_turn_has_a_reason, "without a reason", ("UPDATE log SET facts = '{}' WHERE action = 'taken_out_of_turn'",)),
    (dates.no_seat_is_sold_twice, "2 appointments, 1 counted, 1 seats",
     (f"UPDATE appointment SET slot_id = (SELECT max(slot_id) FROM appointment) WHERE state = 'done' OR {LIVE}",)),
    (dates.no_seat_is_sold_twice, "1 appointments, 0 counted", ("UPDATE slot SET booked = 0 WHERE booked > 0",)),
    (dates.an_order_has_one_live_appointment, "has 2 live appointments",
     ("UPDATE appointment SET state = 'booked' WHERE state = 'missed'",)),
    (dates.an_order_has_one_live_appointment, "is cancelled and has 1", ("UPDATE customer_order SET state = 'cancelled'",)),
    (dates.a_chain_of_appointments_is_whole, "which it may not",
     ("UPDATE appointment SET reason = '' WHERE supersedes_id IS NOT NULL",)),
    (dates.a_chain_of_appointments_is_whole, "which it may not",
     ("UPDATE appointment SET state = 'done' WHERE state = 'moved'",)),
    (dates.a_moved_appointment_has_its_successor, "moved to nowhere", (f"UPDATE appointment SET state = 'moved' WHERE {LIVE}",)),
    (dates.a_settled_appointment_has_its_outcome, "with the outcome None",
     ("UPDATE appointment SET outcome = NULL WHERE state = 'missed'",)),
    (dates.an_activated_order_was_activated_once, "is done and was activated 0 times",
     ("UPDATE customer_order SET state = 'done'",)),
    (dates.a_missed_appointment_makes_a_promise, "promised is None", ("DELETE FROM promise",)),
    (dates.a_missed_appointment_makes_a_promise, "promised is", ("UPDATE promise SET due = '2022-08-31'",)),
    (dates.a_promise_is_open_until_it_is_kept, "the promise closed at",
     ("UPDATE promise SET closed_at = (SELECT max(settled_at) FROM appointment)",)),
    (records.the_chain_of_the_log_book_is_unbroken, "row 3 or one before it is not as it was written",
     ("UPDATE log SET facts = '{}' WHERE seq = 3",)),
    (records.the_chain_of_the_log_book_is_unbroken, "after row 2 comes row 4", ("DELETE FROM log WHERE seq = 3",)),
    (records.the_chain_of_the_log_book_is_unbroken, "the head says", ("UPDATE log_head SET seq = seq + 1",)),
    (records.every_new_thing_is_in_the_log_book, "call ", ("DELETE FROM log WHERE kind = 'call'",)),
    (records.the_log_book_speaks_of_what_exists, "which is gone", ("DELETE FROM call",)),
    (records.the_log_book_speaks_of_what_exists, "nothing here is called teapot",
     ("UPDATE log SET kind = 'teapot' WHERE seq = 2",)),
    (records.everything_points_to_something, "entry.ticket_id is 0, but there is no such ticket",
     ("UPDATE entry SET ticket_id = 0",)),
    (records.everything_points_to_something, "call.by_id is 0, but there is no such person", ("UPDATE call SET by_id = 0",)),
]  # fmt: skip


def test_a_house_in_order_keeps_every_rule(app, house):
    result = app.test_cli_runner().invoke(check_command)

    assert result.exit_code == 0, result.output
    assert result.output.count("\n") == len(RULES)
    assert all(text.startswith("ok ") for text in result.output.splitlines())


def test_sessions_that_are_forgotten_after_a_while_are_no_fault(app, make, clock):
    anna = make.agent()
    clock.set("2022-06-01 08:00")
    sign_in(anna.login, PASSWORD, "10.0.0.1", "Firefox")
    clock.set("2022-08-03 08:00")
    sign_in(anna.login, PASSWORD, "10.0.0.1", "Firefox")

    assert len(reading().scalars(select(StaffSession.id)).all()) == 1
    assert [verdict.rows for verdict in check(database()) if not verdict.is_kept] == []


def test_an_empty_house_is_in_order(app):
    assert [verdict.rows for verdict in check(database()) if not verdict.is_kept] == []


def test_each_rule_notices_when_it_is_broken(app, house):
    unseen = []
    for rule, sentence, changes in BROKEN:
        with by_hand(*changes) as connection:
            found = list(rule(connection))
        if not any(sentence in row for row in found):
            unseen.append((rule.__name__, sentence, found[:3]))
    assert unseen == []
    assert all(verdict.is_kept for verdict in check(database()))


def test_every_rule_has_its_proof_and_its_sentence(database):
    on_sqlite_only = {records.moments_are_instants}
    assert set(RULES) == {rule for rule, _sentence, _changes in BROKEN} | on_sqlite_only
    assert all((rule.__doc__ or "").split("\n")[0].endswith(".") for rule in RULES)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_time_as_text_is_noticed(app, house):
    with by_hand(f"UPDATE ticket SET asleep_until = '2022-09-01 00:00' WHERE id = {SOME}") as connection:
        assert list(records.moments_are_instants(connection)) != []


def test_the_command_names_the_rows_and_ends_with_1(app, make):
    topic = make.topic("Rechnung")
    with database().engine.begin() as connection:
        connection.execute(text("UPDATE topic SET waiting = 3"))

    result = app.test_cli_runner().invoke(check_command)

    assert result.exit_code == 1
    assert "BROKEN topics_count_who_waits" in result.output
    assert f"topic {topic.name} says that 3 wait; 0 do" in result.output
    assert "1 of 26 rules are broken." in result.output


def test_only_the_first_rows_of_many_are_shown(app, make):
    for number in range(25):
        make.topic(f"Thema {number}")
    with database().engine.begin() as connection:
        connection.execute(text("UPDATE topic SET waiting = 1"))

    [verdict] = [verdict for verdict in check(database()) if not verdict.is_kept]

    assert (len(verdict.rows), verdict.rows[-1]) == (21, "and more")


def test_a_check_cannot_write(app, make):
    make.topic()

    def careless(connection: Connection) -> list[str]:
        """Would put things right on the way."""
        connection.execute(text("UPDATE topic SET waiting = 0"))
        return []

    with pytest.raises(Exception, match=r"read-?only"):
        list(check(database(), [careless]))
    make.topic()  # others can still write
