"""Out of turn: only for those who may, only with a reason, and for everybody to read."""

import json

import pytest
from sqlalchemy import select

from app.base.database import reading
from app.base.record import LogRow
from app.queueing.take_next import HandsFull, take_next
from app.queueing.take_out_of_turn import DoesNotWait, MayNotChoose, WhyOutOfTurn, take_out_of_turn
from app.tickets.merge import merge
from app.tickets.stand import IsPartOfAnother
from tests.support.line import faults, line, now, numbers, state


def test_who_may_choose_gets_it_and_the_others_keep_their_places(make):
    topic = make.topic()
    first, second, third = make.tickets(topic, 3)
    anna = make.agent(may_choose=True)

    take_out_of_turn(second, " Hausnotruf ", by=anna)

    assert (state(second), now(second).holder_id) == ("held", anna.id)
    assert (line(topic), faults()) == (numbers(first, third), [])


def test_the_fairness_record_says_why_and_who_was_passed(make):
    topic = make.topic()
    ticket = make.tickets(topic, 3)[2]

    take_out_of_turn(ticket, " Hausnotruf ", by=make.supervisor())

    row = reading().scalar(select(LogRow).where(LogRow.action == "taken_out_of_turn"))
    assert json.loads(row.facts) == {"reason": "Hausnotruf", "place": 3, "passed": 2, "topic": topic.id}
    assert "fairness" in row.live.split()


def test_others_may_not(make):
    ticket = make.ticket()

    with pytest.raises(MayNotChoose):
        take_out_of_turn(ticket, "x", by=make.agent())

    assert state(ticket) == "waiting"


def test_there_is_no_choosing_without_a_reason(make):
    with pytest.raises(WhyOutOfTurn):
        take_out_of_turn(make.ticket(), "  ", by=make.supervisor())


def test_full_hands_stay_full(make):
    topic = make.topic()
    tickets = make.tickets(topic, 2)
    anna = make.agent(topic, may_choose=True)
    take_next(anna)

    with pytest.raises(HandsFull):
        take_out_of_turn(tickets[1], "x", by=anna)


def test_what_does_not_wait_is_not_taken(make):
    topic = make.topic()
    first, second, third = make.tickets(topic, 3)
    take_next(make.agent(topic))
    merge(third, into=second, by=make.agent())

    with pytest.raises(DoesNotWait):
        take_out_of_turn(first, "x", by=make.supervisor())
    with pytest.raises(IsPartOfAnother):
        take_out_of_turn(third, "x", by=make.supervisor())
