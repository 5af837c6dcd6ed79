"""Notes change nothing but the timeline."""

import pytest
from sqlalchemy import select

from app.base.database import reading
from app.queueing.take_next import take_next
from app.tickets.add_note import add_note
from app.tickets.merge import merge
from app.tickets.models import Entry, EntryKind
from app.tickets.resolve import resolve
from app.tickets.stand import IsPartOfAnother
from tests.support.line import faults, line, numbers, state, story


def notes(ticket):
    rows = select(Entry.text).where(Entry.ticket_id == ticket.id, Entry.kind == EntryKind.NOTE).order_by(Entry.id)
    return reading().scalars(rows).all()


def test_a_note_moves_nobody(make):
    topic, anna = make.topic(), make.agent()
    first, second = make.tickets(topic, 2)

    add_note(second, "  Ruft wieder an. ", by=anna)

    assert notes(second) == ["Ruft wieder an."]
    assert line(topic) == numbers(first, second)
    assert (story(second), faults()) == (["reported", "noted"], [])


def test_the_same_note_sent_twice_is_one_note(make):
    ticket, anna = make.ticket(), make.agent()

    assert add_note(ticket, "A", by=anna, once="k").id == add_note(ticket, "A", by=anna, once="k").id
    assert (notes(ticket), story(ticket)) == (["A"], ["reported", "noted"])


def test_anybody_may_note_on_what_a_colleague_holds_and_on_what_is_resolved(make):
    topic = make.topic()
    ticket, anna, other = make.ticket(topic), make.agent(topic), make.agent()
    take_next(anna)
    add_note(ticket, "in hand", by=other)
    resolve(ticket, by=anna)
    add_note(ticket, "afterwards", by=other)

    assert (notes(ticket), state(ticket)) == (["in hand", "afterwards"], "resolved")


def test_a_merged_ticket_takes_no_note_and_names_its_survivor(make):
    topic, anna = make.topic(), make.agent()
    duplicate, survivor = make.tickets(topic, 2)
    merge(duplicate, into=survivor, by=anna)

    with pytest.raises(IsPartOfAnother):
        add_note(duplicate, "A", by=anna)

    assert notes(duplicate) == []
