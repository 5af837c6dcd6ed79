"""Handing over: from the holder's hand into a colleague's."""

import pytest

from app.base.access import Role
from app.queueing.hand_over import CannotTakeIt, hand_over
from app.queueing.take_next import take_next
from app.tickets.holding import InOtherHands, NotInHand
from tests.support.line import faults, line, now, numbers, state, story


def test_the_colleague_holds_it_and_the_own_hand_is_free(make):
    topic = make.topic()
    first, second = make.tickets(topic, 2)
    anna, other = make.agent(topic), make.agent()
    take_next(anna)

    hand_over(first, other, by=anna, note="Du kennst sie.")

    assert (state(first), now(first).holder_id) == ("held", other.id)
    assert story(first)[-1] == "handed_over"
    assert (take_next(anna).id, faults()) == (second.id, [])


def test_full_hands_take_nothing_more(make):
    topic = make.topic()
    first, second = make.tickets(topic, 2)
    anna, other = make.agent(topic), make.agent(topic)
    take_next(anna)
    take_next(other)

    with pytest.raises(CannotTakeIt, match="Anna Berger 2"):
        hand_over(first, other, by=anna)

    assert [now(one).holder_id for one in (first, second)] == [anna.id, other.id]


@pytest.mark.parametrize("who", ["away", "no agent"])
def test_only_agents_who_are_there_take_tickets(make, who):
    topic = make.topic()
    ticket, anna = make.ticket(topic), make.agent(topic)
    take_next(anna)
    colleague = make.agent(is_active=False) if who == "away" else make.person(Role.SCHEDULER)

    with pytest.raises(CannotTakeIt):
        hand_over(ticket, colleague, by=anna)

    assert now(ticket).holder_id == anna.id


def test_only_the_holder_hands_over_or_a_supervisor(make):
    topic = make.topic()
    ticket, waiting = make.tickets(topic, 2)
    anna, other = make.agent(topic), make.agent()
    take_next(anna)

    with pytest.raises(InOtherHands):
        hand_over(ticket, other, by=other)
    with pytest.raises(NotInHand):
        hand_over(waiting, other, by=anna)
    hand_over(ticket, other, by=make.supervisor())

    assert (now(ticket).holder_id, line(topic)) == (other.id, numbers(waiting))
