"""The hand-out: the ticket of the own topics that was reported first, and nothing else."""

from datetime import timedelta

import pytest
from flask_babel import force_locale

from app.base.database import locked, transaction
from app.people.models import Person
from app.queueing.take_next import HandsFull, NobodyIsWaiting, NoTopics, Taken, hand_out, take_next
from app.queueing.wait_for_customer import wait_for_customer
from app.tickets.resolve import resolve
from tests.support.line import faults, line, now, numbers, state, story


def test_it_hands_out_in_the_order_of_the_first_reports(make):
    here, there, elsewhere = make.topic(), make.topic(), make.topic()
    make.ticket(elsewhere, reported="2022-07-20 08:00")
    for step in (3, 1, 4, 1, 5, 9, 2, 6):
        make.ticket((here, there)[step % 2], reported=f"2022-07-25 08:0{step}")
    anna = make.agent(here, there, hands=20)
    expected = line(here, there)

    assert [take_next(anna).number for _ in expected] == expected
    with pytest.raises(NobodyIsWaiting):
        take_next(anna)
    assert faults() == []


def test_the_ticket_is_in_hand_with_its_moment_and_a_row_in_the_log_book(make, clock):
    at = clock.set("2022-08-03 09:00")
    topic = make.topic()
    ticket, anna = make.ticket(topic), make.agent(topic)

    taken = take_next(anna)

    held = now(ticket)
    assert (taken.id, held.state, held.holder_id, held.taken_at) == (ticket.id, "held", anna.id, at)
    assert story(ticket) == ["reported", "taken"]


def test_a_second_press_does_not_give_a_second_ticket(make):
    topic = make.topic()
    first, second = make.tickets(topic, 2)
    anna = make.agent(topic)
    take_next(anna)

    with pytest.raises(HandsFull):
        take_next(anna)

    assert line(topic) == [second.number]
    resolve(first, by=anna)
    assert take_next(anna).id == second.id


def test_somebody_with_two_hands_gets_two(make):
    topic = make.topic()
    make.tickets(topic, 3)
    anna = make.agent(topic, hands=2)
    take_next(anna)
    take_next(anna)

    with pytest.raises(HandsFull, match="2"):
        take_next(anna)


def test_who_presses_in_the_same_moment_is_served_in_the_order_of_the_presses(make):
    here, there = make.topic(), make.topic()
    third, first, second = [make.ticket(here, reported=f"2022-07-25 08:0{minute}") for minute in (3, 1, 2)]
    other = make.ticket(there, reported="2022-07-25 08:00")
    anna, ben, both = make.agent(here), make.agent(here), make.agent(here, there, hands=2)

    answers = hand_out([ben, both, anna, ben, both, make.agent()])

    taken = [answer.id if isinstance(answer, Taken) else answer for answer in answers]
    assert taken[:3] == [first.id, other.id, second.id]
    assert (taken[4], taken[5]) == (third.id, NoTopics)
    with pytest.raises(HandsFull):  # the second press of ben
        raise taken[3]()
    assert (line(here, there), faults()) == ([], [])


def test_in_a_round_each_is_refused_in_the_own_language(make):
    topic = make.topic()
    anna = make.agent(topic)
    [refusal] = hand_out([anna])

    said = []
    for language in ("de", "en"):
        with force_locale(language):
            said.append(str(refusal()))

    assert said == ["In Ihren Themen wartet niemand.", "Nobody is waiting in your topics."]


def test_who_is_entrusted_with_nothing_is_told_so(make):
    make.ticket()

    with pytest.raises(NoTopics):
        take_next(make.agent())


def test_who_comes_back_today_is_not_passed_over(make, clock):
    clock.set("2022-08-03 09:00")
    topic = make.topic()
    first, second = make.tickets(topic, 2)
    anna = make.agent(topic)
    take_next(anna)
    wait_for_customer(first, make.when("2022-08-05").date(), "x", by=anna)
    clock.set("2022-08-05 00:00")

    assert take_next(anna).id == first.id
    assert line(topic) == [second.number]


def test_one_microsecond_decides(make):
    topic = make.topic()
    at = make.when("2022-08-03 09:00")
    later, earlier = make.ticket(topic, reported=at + timedelta(microseconds=1)), make.ticket(topic, reported=at)

    assert line(topic) == numbers(earlier, later)
    assert take_next(make.agent(topic)).id == earlier.id


def test_nothing_is_handed_out_when_the_log_book_cannot_be_written(make, monkeypatch):
    topic = make.topic()
    ticket, anna = make.ticket(topic), make.agent(topic)

    def breaks(_session):
        raise RuntimeError("no log book")

    monkeypatch.setattr("app.base.database.BEFORE_COMMIT", [breaks])
    with pytest.raises(RuntimeError, match="no log book"):
        take_next(anna)

    assert (state(ticket), line(topic), faults()) == ("waiting", [ticket.number], [])


def test_more_hands_count_from_the_next_press_on(make):
    topic = make.topic()
    make.tickets(topic, 2)
    anna = make.agent(topic)
    take_next(anna)
    with transaction() as session:
        locked(session, Person, anna.id).hands = 2

    assert take_next(anna)
