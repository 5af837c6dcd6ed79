"""Entrust: who works on which topics."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.base.access import Acting
from app.base.database import locked, transaction
from app.base.record import record
from app.people.models import Person
from app.tickets.models import Entrusted, Topic


def entrust(person: Person, topics: Sequence[Topic], *, by: Acting | None) -> None:
    """Let *person* work on exactly these topics from the next *take next* on; what is in hand stays there."""
    with transaction() as session:
        give_topics(session, locked(session, Person, person.id), {topic.id for topic in topics}, by)


def give_topics(session: Session, person: Person, after: set[int], by: Acting | None) -> bool:
    """The step: *person*, whom the caller has locked, has exactly the topics *after*. Whether that changes anything."""
    before = set(session.scalars(select(Entrusted.topic_id).where(Entrusted.person_id == person.id)))
    if before == after:
        return False
    session.execute(delete(Entrusted).where(Entrusted.person_id == person.id, Entrusted.topic_id.in_(before - after)))
    session.add_all(Entrusted(person_id=person.id, topic_id=id) for id in sorted(after - before))
    names = session.scalars(select(Topic.name).where(Topic.id.in_(after)).order_by(Topic.name))
    record(
        session, "entrusted", person, by=by, live=["topics", f"person:{person.id}"],
        before=sorted(before), after=sorted(after), topics=", ".join(names),
    )  # fmt: skip
    return True
