"""Whose concern it is can be corrected at any time and changes no place."""

import json

import pytest
from sqlalchemy import select

from app.base.database import reading
from app.base.record import LogRow
from app.tickets.correct_customer import correct_customer
from app.tickets.merge import merge
from app.tickets.stand import IsPartOfAnother
from tests.support.line import faults, line, now, numbers


def test_the_customer_changes_and_the_log_book_keeps_both_and_the_reason(make):
    topic, anna = make.topic(), make.agent()
    ott, lang = make.customer("Ott"), make.customer("Lang")
    ticket, other = make.ticket(topic, customer=ott, reported="2022-08-03 09:00"), make.ticket(topic)

    correct_customer(ticket, lang, "Verwechselt.", by=anna)

    row = reading().scalar(select(LogRow).where(LogRow.action == "customer_corrected"))
    assert now(ticket).customer_id == lang.id
    assert json.loads(row.facts) == {"before": ott.id, "after": lang.id, "reason": "Verwechselt."}
    assert {f"customer:{ott.id}", f"customer:{lang.id}"} <= set(row.live.split())
    assert (line(topic), faults()) == (numbers(ticket, other), [])


def test_a_ticket_may_have_no_customer_yet(make):
    ticket = make.ticket(customer=make.customer())

    correct_customer(ticket, None, "Falscher Ott.", by=make.agent())

    assert now(ticket).customer_id is None


def test_a_merged_ticket_names_its_survivor(make):
    duplicate, survivor = make.tickets(make.topic(), 2)
    merge(duplicate, into=survivor, by=make.agent())

    with pytest.raises(IsPartOfAnother):
        correct_customer(duplicate, None, "x", by=make.agent())
