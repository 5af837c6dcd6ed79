"""Only an audited correction changes a reporting time; the place follows it."""

import json

import pytest
from sqlalchemy import select

from app.base.database import reading
from app.base.record import LogRow
from app.queueing.take_next import take_next
from app.tickets.correct_reporting_time import correct_reporting_time
from app.tickets.merge import merge
from app.tickets.report import ReportedInTheFuture, ReportedLongAgo
from app.tickets.unmerge import unmerge
from tests.support.line import faults, line, now, numbers, state


def test_an_earlier_report_moves_ahead_and_a_later_one_back(make):
    topic, anna = make.topic(), make.agent()
    first, second, third = make.tickets(topic, 3)

    correct_reporting_time(third, make.when("2022-07-20 08:00"), "Poststempel", by=anna)
    assert (line(topic), faults()) == (numbers(third, first, second), [])

    correct_reporting_time(third, make.when("2022-07-25 08:00:30"), "Doch nicht", by=anna)
    assert (line(topic), faults()) == (numbers(first, third, second), [])


def test_the_log_book_keeps_both_times_and_the_reason(make):
    ticket = make.ticket(reported="2022-07-25 08:00")
    correct_reporting_time(ticket, make.when("2022-07-20 08:00"), "Poststempel", by=make.agent())

    row = reading().scalar(select(LogRow).where(LogRow.action == "reporting_time_corrected"))
    facts = json.loads(row.facts)

    assert (facts["before"][:16], facts["after"][:16], facts["reason"]) == (
        "2022-07-25 06:00", "2022-07-20 06:00", "Poststempel",
    )  # fmt: skip


def test_a_report_later_than_its_receipt_is_refused(make, clock):
    clock.set("2022-08-03 09:00")
    ticket = make.ticket(reported="2022-08-01 09:00")
    clock.set("2022-08-10 09:00")

    with pytest.raises(ReportedInTheFuture):
        correct_reporting_time(ticket, make.when("2022-08-04 09:00"), "x", by=make.agent())
    with pytest.raises(ReportedLongAgo):
        correct_reporting_time(ticket, make.when("1998-08-04 09:00"), "x", by=make.agent())

    assert now(ticket).reported_at == make.when("2022-08-01 09:00")


def test_the_survivor_follows_its_merged_report(make):
    topic, anna = make.topic(), make.agent()
    first, second, third = make.tickets(topic, 3)
    merge(second, into=third, by=anna)

    correct_reporting_time(second, make.when("2022-07-20 08:00"), "Poststempel", by=anna)
    assert (line(topic), faults()) == (numbers(third, first), [])

    correct_reporting_time(second, make.when("2022-07-26 08:00"), "Doch nicht", by=anna)
    assert (line(topic), faults()) == (numbers(first, third), [])

    unmerge(second, by=anna)
    assert (line(topic), faults()) == (numbers(first, third, second), [])


def test_the_root_of_a_chain_follows_the_deepest_report(make):
    topic, anna = make.topic(), make.agent()
    deep, middle, root, other = make.tickets(topic, 4)
    merge(deep, into=middle, by=anna)
    merge(middle, into=root, by=anna)

    correct_reporting_time(deep, make.when("2022-08-01 08:00"), "x", by=anna)

    assert now(root).first_reported_at == middle.reported_at
    unmerge(middle, by=anna)
    assert (line(topic), faults()) == (numbers(middle, root, other), [])


def test_what_is_in_hand_stays_in_hand(make):
    topic = make.topic()
    ticket, anna = make.ticket(topic, reported="2022-07-25 08:00"), make.agent(topic)
    take_next(anna)

    correct_reporting_time(ticket, make.when("2022-07-20 08:00"), "x", by=anna)

    assert (state(ticket), now(ticket).holder_id, faults()) == ("held", anna.id, [])
