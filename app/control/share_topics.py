"""Share topics: the whole table of people and topics in one step."""

from collections.abc import Mapping

from app.base.access import Acting
from app.base.database import transaction
from app.control.move_people import lock_agents, topics_of
from app.queueing.entrust import give_topics

Pairs = Mapping[int, set[int]]
"""Topics by person, both as ids."""


def share_topics(more: Pairs, less: Pairs, *, by: Acting) -> int:
    """Entrust people with the topics *more* and no longer with *less*; gives for how many that changes something.

    Whatever else a person was entrusted with stays: two supervisors who fill in the table at the same time both
    get what they changed. Raises CannotTakeIt for somebody who is no agent (any more); then nothing is changed.
    """
    with transaction() as session:
        agents = lock_agents(session, {*more, *less})
        return sum(
            give_topics(
                session, one, (topics_of(session, one) - less.get(one.id, set())) | more.get(one.id, set()), by
            )
            for one in agents
        )  # fmt: skip
