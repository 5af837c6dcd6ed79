"""Close a topic for a while."""

from app.base.access import Acting
from app.base.database import transaction
from app.base.record import record
from app.tickets.line import lock_topics
from app.tickets.models import Topic


def close_topic(topic: Topic, *, by: Acting) -> None:
    """Take no reports there and hand nothing out; who waits keeps the place and can be moved."""
    with transaction() as session:
        topic = lock_topics(session, [topic.id])[topic.id]
        if topic.is_open:
            topic.is_open, topic.version = False, topic.version + 1
            record(session, "topic_closed", topic, by=by, live=["topics", f"queue:{topic.id}"])
