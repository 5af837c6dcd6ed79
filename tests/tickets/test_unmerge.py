"""Unmerging: the same step backwards, exactly, unless somebody has worked on the survivor since."""

import pytest

from app.queueing.put_back import put_back
from app.queueing.take_next import take_next
from app.tickets.merge import merge
from app.tickets.reopen import reopen
from app.tickets.resolve import resolve
from app.tickets.unmerge import NotMerged, unmerge
from tests.support.line import every_ticket, faults, line, now, numbers, state, story
from tests.tickets.test_merge import STATES, put


def everything():
    """All that is known of every ticket."""
    return [{key: value for key, value in vars(one).items() if key != "_sa_instance_state"} for one in every_ticket()]


@pytest.mark.parametrize("survivor_is", STATES)
@pytest.mark.parametrize("duplicate_is", STATES)
@pytest.mark.parametrize("earlier", ["duplicate", "survivor"])
def test_both_stand_exactly_where_they_stood(make, duplicate_is, survivor_is, earlier):
    here, there = make.topic(), make.topic()
    duplicate = make.ticket(here, reported="2022-07-25 08:00")
    survivor = make.ticket(there, reported="2022-07-25 07:00" if earlier == "survivor" else "2022-07-25 09:00")
    anna = make.agent(hands=2, may_choose=True)
    put(duplicate, duplicate_is, anna)
    put(survivor, survivor_is, anna)
    before = everything()

    merge(duplicate, into=survivor, by=anna)
    unmerge(duplicate, by=anna)

    assert everything() == before
    assert (story(duplicate)[-2:], story(survivor)[-2:]) == (["merged", "unmerged"], ["took_in", "let_go"])
    assert faults() == []


def test_what_was_merged_before_goes_along(make):
    topic, anna = make.topic(), make.agent()
    first, second, third, fourth = make.tickets(topic, 4)
    merge(first, into=third, by=anna)
    merge(third, into=fourth, by=anna)

    unmerge(third, by=anna)

    assert now(first).merged_into_id == third.id
    assert (line(topic), faults()) == (numbers(third, second, fourth), [])


def test_one_in_the_middle_of_a_chain_leaves_alone(make):
    topic, anna = make.topic(), make.agent()
    first, second, third, fourth = make.tickets(topic, 4)
    merge(first, into=third, by=anna)
    merge(third, into=fourth, by=anna)

    unmerge(first, by=anna)
    assert (line(topic), faults()) == (numbers(first, second, fourth), [])

    unmerge(third, by=anna)
    assert (line(topic), faults()) == (numbers(first, second, third, fourth), [])


def test_a_chain_undone_backwards_is_as_it_was(make):
    topic = make.topic()
    tickets = make.tickets(topic, 4)
    anna = make.agent(topic)
    take_next(anna)
    resolve(tickets[2], by=anna, note="x")
    before = everything()
    for into, duplicate in enumerate(tickets[:3], 1):
        merge(duplicate, into=tickets[into], by=anna)

    for duplicate in reversed(tickets[:3]):
        unmerge(duplicate, by=anna)

    assert (everything(), faults()) == (before, [])


def test_a_survivor_that_took_in_another_waiting_concern_goes_on_waiting(make):
    topic, anna = make.topic(), make.agent()
    first, second, resolved = make.tickets(topic, 3)
    resolve(resolved, by=anna, note="x")
    merge(first, into=resolved, by=anna)
    merge(second, into=resolved, by=anna)

    unmerge(first, by=anna)

    assert (state(resolved), line(topic), faults()) == ("waiting", numbers(first, resolved), [])


def test_a_survivor_resolved_since_stays_resolved_and_the_duplicate_waits_again(make):
    topic = make.topic()
    first, second = make.tickets(topic, 2)
    anna = make.agent(topic)
    merge(first, into=second, by=anna)
    take_next(anna)
    resolve(second, by=anna)

    unmerge(first, by=anna)

    assert (state(first), state(second), faults()) == ("waiting", "resolved", [])


def test_the_moment_at_which_a_survivor_was_resolved_again_is_not_forgotten(make, clock):
    clock.set("2022-08-03 09:00")
    topic = make.topic()
    first, second = make.tickets(topic, 2)
    anna = make.agent(topic)
    for ticket in (first, second):
        resolve(ticket, by=anna, note="x")
    merge(first, into=second, by=anna)
    again = clock.set("2022-08-04 09:00")
    reopen(second, "x", by=anna)
    resolve(second, by=anna, note="x")

    unmerge(first, by=anna)

    assert now(second).resolved_at == again
    assert now(first).resolved_at == make.when("2022-08-03 09:00")


def test_a_hand_that_let_go_since_gets_nothing_back(make):
    topic = make.topic()
    first, second = make.tickets(topic, 2)
    anna = make.agent(topic)
    take_next(anna)
    merge(first, into=second, by=anna)
    put_back(second, "x", by=anna)

    unmerge(first, by=anna)

    assert (line(topic), faults()) == (numbers(first, second), [])


def test_of_two_in_one_hand_the_second_comes_back_only_into_a_free_one(make):
    topic = make.topic()
    tickets = make.tickets(topic, 3)
    anna = make.agent(topic, hands=2)
    take_next(anna)
    take_next(anna)
    merge(tickets[0], into=tickets[1], by=anna)
    take_next(anna)

    unmerge(tickets[0], by=anna)

    assert [state(one) for one in tickets] == ["waiting", "held", "held"]
    assert faults() == []


def test_only_what_is_merged_can_be_unmerged_and_only_once(make):
    topic, anna = make.topic(), make.agent()
    first, second = make.tickets(topic, 2)
    with pytest.raises(NotMerged):
        unmerge(first, by=anna)
    merge(first, into=second, by=anna)
    unmerge(first, by=anna)

    with pytest.raises(NotMerged):
        unmerge(first, by=anna)

    merge(first, into=second, by=anna)
    assert (line(topic), faults()) == ([second.number], [])
