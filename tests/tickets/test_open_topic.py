"""Topics are opened, closed and opened again."""

import pytest

from app.queueing.take_next import NobodyIsWaiting, NoTopics, take_next
from app.tickets.close_topic import close_topic
from app.tickets.models import Topic
from app.tickets.open_topic import TopicExists, open_topic, open_topic_again, slug_of
from tests.support.line import faults, line, numbers


def test_a_new_topic_has_an_empty_line_and_an_address(make):
    topic = open_topic(" Störung & Ausfall ", "s", by=make.admin())

    assert (topic.name, topic.slug, topic.letter) == ("Störung & Ausfall", "stoerung-ausfall", "S")
    with pytest.raises(NobodyIsWaiting):
        take_next(make.agent(topic))


@pytest.mark.parametrize("name", ["Störung", "Stoerung", "  störung "])
def test_two_topics_do_not_sound_alike(make, name):
    open_topic("Störung", "S", by=make.admin())

    with pytest.raises(TopicExists):
        open_topic(name, "T", by=make.admin())


def test_a_name_without_letters_has_an_address_too():
    assert slug_of("???") == "topic"


def test_after_opening_again_everybody_has_kept_the_place(make):
    topic, carla = make.topic(), make.supervisor()
    first, second = make.tickets(topic, 2)
    anna = make.agent(topic)
    close_topic(topic, by=carla)
    with pytest.raises(NoTopics):
        take_next(anna)

    open_topic_again(topic, by=carla)

    assert line(topic) == numbers(first, second)
    assert (take_next(anna).id, faults()) == (first.id, [])


def test_opening_what_is_open_says_nothing(make):
    topic = make.topic()
    open_topic_again(topic, by=make.supervisor())

    from app.base.database import reading

    assert reading().get_one(Topic, topic.id, populate_existing=True).version == 0
