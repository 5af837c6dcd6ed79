"""Who works on which topics."""

from collections import defaultdict
from typing import Any

from flask import flash
from sqlalchemy import select

from app.base.access import Role, allowed, me
from app.base.database import get_or_404, reading
from app.base.fields import id_or_0
from app.base.web import checked, page, see
from app.base.words import _, ngettext
from app.control.blueprint import bp
from app.control.counters import read_counters
from app.control.forms import PeopleForm, ShareForm
from app.control.move_people import move_people
from app.control.queues import read_topics
from app.control.room.routes import show_room
from app.control.share_topics import share_topics
from app.people.models import Person
from app.tickets.models import Topic

LINK = "-"


@bp.post("/control/people/move")
@allowed(Role.SUPERVISOR)
def move() -> Any:
    """Move a few people to a topic."""
    form = checked(PeopleForm, again=show_room)
    to = get_or_404(Topic, id=form.topic.data)
    people = list(reading().scalars(select(Person).where(Person.id.in_(form.people.data)).order_by(Person.name)))
    changed = move_people(people, to, only=form.only.data == "only", by=me())
    names = ", ".join(person.name for person in people)
    if changed:
        flash(_("%(names)s: %(topic)s from the next “next ticket” on.", names=names, topic=to.name), "good")
    else:
        flash(_("%(names)s: nothing to change, they work on %(topic)s already.", names=names, topic=to.name), "info")
    return see("control.room")


@bp.get("/control/people", endpoint="people")
@allowed(Role.SUPERVISOR)
def people() -> Any:
    """The whole table."""
    return show_table()


@bp.post("/control/people")
@allowed(Role.SUPERVISOR)
def share() -> Any:
    """Save what was changed in the table, and only that."""
    form = checked(ShareForm, again=show_table)
    on, was = set(form.on.data or []), set(form.was.data or [])
    topics = set(reading().scalars(select(Topic.id)))
    count = share_topics(by_person(on - was, topics), by_person(was - on, topics), by=me())
    if count:
        flash(ngettext("%(num)d person has other topics now.", "%(num)d people have other topics now.", count), "good")
    else:
        flash(_("Nothing was changed."), "info")
    return see("control.people")


def by_person(pairs: set[str], topics: set[int]) -> dict[int, set[int]]:
    """The pairs «person-topic» as topics by person; what names no topic of ours is left out."""
    found: dict[int, set[int]] = defaultdict(set)
    for pair in pairs:
        person, topic = (id_or_0(id) for id in [*pair.split(LINK), ""][:2])
        if person and topic in topics:
            found[person].add(topic)
    return dict(found)


def show_table(filled: ShareForm | None = None) -> str:
    """The page; *filled* has the ticks as they were sent."""
    agents = [one for one in read_counters(reading()) if one.is_agent]
    now = {f"{one.id}{LINK}{topic}" for one in agents for topic in one.topics}
    return page(
        "control/people.html", topics=read_topics(reading()), agents=agents,
        on=set(filled.on.data or []) if filled else now, was=set(filled.was.data or []) if filled else now, form=filled,
    )  # fmt: skip
