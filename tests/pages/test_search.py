"""The one search field."""

from urllib.parse import quote

import pytest

from app.base.formats import number as spell
from app.tickets.merge import merge

SPELLINGS = [
    "{n}", "{a} {b} {c}", "{a}-{b}-{c}", "{a}–{b}–{c}", "{a}.{b}.{c}", "{a}\u00a0{b}\u00a0{c}", "#{n}", "S {a} {b} {c}", "S{n}",
    "[Ticket#{n}]", "Ticket {n}", "ticketnummer: {a} {b} {c}", "Ticket-Nr. {n}", "Nr. {n}", "Ticket S {a} {b} {c},", " {n} ",
]  # fmt: skip


@pytest.fixture
def desk(client, make):
    return client.logged_in(make.agent())


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_ticket_number_opens_its_ticket_in_any_spelling(desk, make, spelling):
    ticket = make.ticket()
    a, b, c = spell(ticket.number).split()

    answer = desk.get("/search?q=" + quote(spelling.format(n=ticket.number, a=a, b=b, c=c)))

    assert answer.request.path == f"/tickets/{ticket.number}"


def test_a_merged_number_opens_the_survivor(desk, make):
    older, newer = make.tickets(make.topic(), 2)
    merge(newer, into=older, by=make.agent())

    assert desk.get(f"/search?q={newer.number}").request.path == f"/tickets/{older.number}"


@pytest.mark.parametrize("typed", ["0561 12345678", "+49 561 1234567", "(0561) 1234567"])
def test_a_telephone_number_is_no_ticket_number(desk, make, typed):
    customer = make.customer(phones=[typed])

    assert desk.get("/search?q=" + quote(typed)).request.path == f"/customers/{customer.number}"
