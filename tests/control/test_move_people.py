import pytest

from app.control.move_people import move_people
from app.queueing.hand_over import CannotTakeIt
from app.queueing.take_next import take_next
from app.tickets.close_topic import close_topic
from app.tickets.report import TopicIsClosed


def test_they_work_there_from_the_next_press_on(make):
    here, there = make.topic(), make.topic()
    agent, lead = make.agent(here), make.supervisor()
    make.ticket(here, reported="2022-07-26 09:00")
    older = make.ticket(there, reported="2022-07-25 09:00")

    assert move_people([agent], there, only=False, by=lead) == 1

    assert take_next(agent).number == older.number


def test_only_there_means_only_there(make):
    here, there = make.topic(), make.topic()
    agent, lead = make.agent(here), make.supervisor()
    make.ticket(here, reported="2022-07-24 09:00")
    younger = make.ticket(there, reported="2022-07-25 09:00")

    move_people([agent], there, only=True, by=lead)

    assert take_next(agent).number == younger.number


def test_all_or_none(make):
    here, there = make.topic(), make.topic()
    agent, lead = make.agent(here), make.supervisor()
    mine = make.ticket(here, reported="2022-07-26 09:00")
    make.ticket(there, reported="2022-07-25 09:00")

    with pytest.raises(CannotTakeIt):
        move_people([agent, make.scheduler()], there, only=True, by=lead)

    assert take_next(agent).number == mine.number


def test_nobody_is_sent_to_a_closed_topic(make):
    there, lead = make.topic(), make.supervisor()
    agent = make.agent()
    close_topic(there, by=lead)

    with pytest.raises(TopicIsClosed):
        move_people([agent], there, only=False, by=lead)
