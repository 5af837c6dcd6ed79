"""Entrusting: a supervisor says who works on which topics, at any time."""

import pytest

from app.base.database import reading
from app.base.record import LogRow
from app.queueing.entrust import entrust
from app.queueing.take_next import NoTopics, take_next
from tests.support.line import now, state


def test_the_next_press_follows_the_new_topics(make):
    here, there, carla = make.topic(), make.topic(), make.supervisor()
    make.ticket(here, reported="2022-07-25 08:00")
    ticket = make.ticket(there, reported="2022-07-25 09:00")
    anna = make.agent(here)

    entrust(anna, [there], by=carla)

    assert take_next(anna).id == ticket.id


def test_what_is_in_hand_stays_there(make):
    topic, carla = make.topic(), make.supervisor()
    ticket, anna = make.ticket(topic), make.agent(topic)
    take_next(anna)

    entrust(anna, [], by=carla)

    assert (state(ticket), now(ticket).holder_id) == ("held", anna.id)
    with pytest.raises(NoTopics):
        take_next(make.agent())


def test_saying_the_same_again_says_nothing(make):
    topic, carla = make.topic(), make.supervisor()
    anna = make.agent()
    entrust(anna, [topic], by=carla)
    entrust(anna, [topic], by=carla)

    assert reading().query(LogRow).filter_by(action="entrusted").count() == 1
