import pytest

from app.control.share_topics import share_topics
from app.queueing.hand_over import CannotTakeIt
from app.queueing.take_next import NoTopics, take_next


def test_two_who_change_the_table_both_get_what_they_changed(make):
    one, other = make.topic(), make.topic()
    agent, lead = make.agent(), make.supervisor()
    older = make.ticket(one, reported="2022-07-25 09:00")

    share_topics({agent.id: {other.id}}, {}, by=lead)
    share_topics({agent.id: {one.id}}, {}, by=lead)

    assert take_next(agent).number == older.number


def test_less_takes_only_that_topic_away(make):
    topic = make.topic()
    agent, lead = make.agent(topic), make.supervisor()
    make.ticket(topic)

    assert share_topics({}, {agent.id: {topic.id}}, by=lead) == 1

    with pytest.raises(NoTopics):
        take_next(agent)


def test_nobody_but_agents_gets_topics(make):
    topic, lead = make.topic(), make.supervisor()

    with pytest.raises(CannotTakeIt):
        share_topics({make.scheduler().id: {topic.id}}, {}, by=lead)
