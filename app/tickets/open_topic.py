"""Open a topic: a new one, or one that was closed."""

import re

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from app.base.access import Acting
from app.base.database import reading, transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.customers.fold import fold
from app.tickets.line import lock_topics
from app.tickets.models import Topic


class TopicExists(Refused):
    """Names and letters of topics are said aloud; two alike would be mixed up."""

    def __init__(self, topic: Topic) -> None:
        super().__init__(_("There is already a topic “%(name)s”.", name=topic.name))


def open_topic(name: str, letter: str, *, by: Acting | None) -> Topic:
    """Make a topic called *name*, with one *letter* for its numbers. Raises TopicExists."""
    name, slug = name.strip(), slug_of(name)
    same = select(Topic).where(or_(Topic.slug == slug, Topic.name == name))
    try:
        with transaction() as session:
            found = session.scalar(same)
            if found is not None:
                raise TopicExists(found)
            topic = Topic(slug=slug, name=name, letter=letter.strip().upper()[:1] or name[:1].upper())
            session.add(topic)
            record(session, "topic_opened", topic, by=by, live=["topics"], name=name)
            return topic
    except IntegrityError as fault:  # somebody else opened the same one in this moment
        raise TopicExists(reading().scalars(same).one()) from fault


def open_topic_again(topic: Topic, *, by: Acting) -> None:
    """Let a closed topic take reports and hand out again; everybody there has kept the place."""
    with transaction() as session:
        topic = lock_topics(session, [topic.id])[topic.id]
        if not topic.is_open:
            topic.is_open, topic.version = True, topic.version + 1
            record(session, "topic_opened_again", topic, by=by, live=["topics", f"queue:{topic.id}"])


def slug_of(name: str) -> str:
    """The name as it stands in addresses: «Vertrag & Umzug» gives «vertrag-umzug»."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "topic"
