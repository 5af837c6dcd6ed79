"""Two supervisors at the same tickets: each ticket goes once, and whoever came later reads who was faster."""

import pytest
from sqlalchemy import func, select

from app.base.database import get_or_404, reading
from app.base.record import LogRow
from app.base.refused import Refused
from app.control.move_tickets import SomebodyWasFaster, move_line, move_named
from app.queueing.move import NothingToMove
from app.queueing.take_next import take_next
from app.tickets.models import LineCount, State, Ticket, Topic
from tests.support.at_once import at_once


def moves():
    return reading().scalar(select(func.count()).where(LogRow.action == "moved"))


def waiting(topic):
    """As the topic counts itself, by hours, and as its tickets stand."""
    counted = reading().scalar(select(Topic.waiting).where(Topic.id == topic.id))
    by_hour = reading().scalar(
        select(func.coalesce(func.sum(LineCount.waiting), 0)).where(LineCount.topic_id == topic.id)
    )
    standing = reading().scalar(select(func.count()).where(Ticket.topic_id == topic.id, Ticket.state == State.WAITING))
    assert counted == by_hour == standing
    return standing


def test_the_same_line_to_the_same_topic(app, make):
    here, there = make.topic(), make.topic("Rechnung")
    make.tickets(here, 12)
    carla, klara = make.supervisor(), make.supervisor(name="Klara Fix")

    outcomes = at_once(
        app, lambda: move_line(here, there, "Umbau", by=carla), lambda: move_line(here, there, "Umbau", by=klara)
    )

    [done] = [one for one in outcomes if not isinstance(one, Refused)]
    [refusal] = [one for one in outcomes if isinstance(one, Refused)]
    assert done.count == moves() == 12
    assert isinstance(refusal, SomebodyWasFaster)
    assert "war schneller" in str(refusal) or "was faster" in str(refusal)
    assert (waiting(here), waiting(there)) == (0, 12)


def test_the_same_tickets_to_different_topics(app, make):
    here, one, other = make.topic(), make.topic(), make.topic()
    tickets = make.tickets(here, 8)
    carla, klara = make.supervisor(), make.supervisor()

    outcomes = at_once(
        app, lambda: move_named(tickets, one, "Umbau", by=carla), lambda: move_named(tickets, other, "Umbau", by=klara)
    )

    # Either both moves happened one after the other, or the second one met the first and was refused by name.
    refusals = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert all(isinstance(refusal, SomebodyWasFaster) for refusal in refusals)
    assert moves() == 8 * (2 - len(refusals))
    assert sorted((waiting(one), waiting(other))) == [0, 8]


def test_two_lines_change_places(app, make):
    one, other = make.topic(), make.topic()
    make.tickets(one, 5)
    make.tickets(other, 7)
    carla, klara = make.supervisor(), make.supervisor()

    at_once(app, lambda: move_line(one, other, "Umbau", by=carla), lambda: move_line(other, one, "Umbau", by=klara))

    assert sorted((waiting(one), waiting(other))) == [0, 12]


def test_agents_press_next_while_the_line_moves(app, make):
    here, there = make.topic(), make.topic()
    make.tickets(here, 20)
    agents = [make.agent(here, there) for _agent in range(4)]
    carla = make.supervisor()

    outcomes = at_once(
        app,
        lambda: move_line(here, there, "Umbau", by=carla),
        *(lambda agent=agent: take_next(agent) for agent in agents),
    )

    taken = [outcome.number for outcome in outcomes[1:]]
    oldest = reading().scalars(select(Ticket.number).order_by(Ticket.first_reported_at).limit(4)).all()
    assert sorted(taken) == sorted(oldest)
    assert waiting(here) + waiting(there) == 16


def test_the_same_move_again_by_the_same_person_is_no_fault(make, clock):
    clock.set("2022-08-03 09:00")
    here, there, carla = make.topic(), make.topic(), make.supervisor()
    tickets = make.tickets(here, 2)
    move_named(tickets, there, "Umbau", by=carla)

    assert move_named(tickets, there, "Umbau", by=carla).count == 0

    clock.set("2022-08-03 09:05")
    with pytest.raises(NothingToMove):
        move_named(tickets, there, "Umbau", by=carla)


def test_nothing_was_there_from_the_beginning(make):
    here, there = make.topic(), make.topic()

    with pytest.raises(NothingToMove):
        move_line(here, get_or_404(Topic, id=there.id), "Umbau", by=make.supervisor())
