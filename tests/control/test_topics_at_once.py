"""Two supervisors open the same topic in the same moment."""

from app.base.database import reading
from app.tickets.models import Topic
from app.tickets.open_topic import TopicExists, open_topic
from tests.support.at_once import at_once


def test_one_opens_it_and_the_others_read_that_it_exists(app, make):
    lead = make.supervisor()

    outcomes = at_once(app, *[lambda: open_topic("Glasfaser", "G", by=lead)] * 6)

    assert sum(isinstance(outcome, Topic) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, TopicExists) for outcome in outcomes) == 5
    assert reading().query(Topic).count() == 1
