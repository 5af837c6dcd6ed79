"""A closed topic takes nothing in and hands nothing out."""

import pytest

from app.base.database import reading
from app.queueing.move import move_all
from app.queueing.take_next import NobodyIsWaiting, NoTopics, take_next
from app.tickets.close_topic import close_topic
from app.tickets.models import Topic
from app.tickets.report import TopicIsClosed
from tests.support.line import faults, line, numbers


def test_nothing_is_handed_out_and_nobody_loses_the_place(make):
    closed, other = make.topic(), make.topic()
    waiting = make.tickets(closed, 3)
    anna = make.agent(closed, other)

    close_topic(closed, by=make.supervisor())

    with pytest.raises(NobodyIsWaiting):
        take_next(anna)
    with pytest.raises(NoTopics):
        take_next(make.agent(closed))
    assert (line(closed), faults()) == (numbers(*waiting), [])


def test_who_waits_can_be_moved_out_but_nobody_in(make):
    closed, other, carla = make.topic(), make.topic(), make.supervisor()
    waiting = make.tickets(closed, 2)
    close_topic(closed, by=carla)

    assert move_all(closed, other, "zu", by=carla) == 2
    with pytest.raises(TopicIsClosed):
        move_all(other, closed, "zurück", by=carla)

    assert line(other) == numbers(*waiting)


def test_closing_twice_is_said_once(make):
    topic, carla = make.topic(), make.supervisor()
    close_topic(topic, by=carla)
    close_topic(topic, by=carla)

    assert reading().get_one(Topic, topic.id, populate_existing=True).version == 1
