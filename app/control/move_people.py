"""Move people: several agents to a topic at once."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.access import Acting
from app.base.database import transaction
from app.people.models import Person
from app.queueing.entrust import give_topics
from app.queueing.hand_over import CannotTakeIt
from app.tickets.models import Entrusted, Topic
from app.tickets.report import TopicIsClosed


def move_people(people: Iterable[Person], to: Topic, *, only: bool, by: Acting) -> int:
    """Entrust all of *people* with *to*, besides their topics or with *only* that one; gives for how many it is new.

    It counts from their next "next ticket" on; what is in hand stays there. All or none.
    Raises CannotTakeIt for somebody who is no agent (any more), TopicIsClosed.
    """
    with transaction() as session:
        topic = session.get_one(Topic, to.id)
        if not topic.is_open:
            raise TopicIsClosed(topic)
        agents = lock_agents(session, [person.id for person in people])
        return sum(
            give_topics(session, one, {topic.id} if only else {topic.id, *topics_of(session, one)}, by)
            for one in agents
        )


def lock_agents(session: Session, ids: Iterable[int]) -> list[Person]:
    """The step: these people, fresh and locked in the order of their ids. Raises CannotTakeIt."""
    found = session.scalars(
        select(Person)
        .where(Person.id.in_(sorted(set(ids))))
        .order_by(Person.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    for person in found:
        if not (person.is_active and person.is_agent):
            raise CannotTakeIt(person)
    return list(found)


def topics_of(session: Session, person: Person) -> set[int]:
    """The topics that *person* is entrusted with now."""
    return set(session.scalars(select(Entrusted.topic_id).where(Entrusted.person_id == person.id)))
