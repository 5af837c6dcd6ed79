from datetime import timedelta

import pytest
from sqlalchemy import select

from app.base.database import reading
from app.base.record import LogRow
from app.calls.called_back import NoCallbackPromised, called_back
from app.calls.due_callbacks import due_callbacks
from tests.calls.promising import promise


def test_a_callback_that_was_made_is_off_the_list(make, clock):
    now, anna = clock.set("2022-08-03 14:03"), make.agent()
    call = promise(anna, now + timedelta(hours=1))

    called_back(call, by=anna)

    assert due_callbacks(anna.id).due == []
    row = reading().scalars(select(LogRow).where(LogRow.action == "called_back")).one()
    assert row.live == f"person:{anna.id}"


def test_a_colleague_may_call_back_and_a_second_time_changes_nothing(make, clock):
    now, anna = clock.set("2022-08-03 14:03"), make.agent()
    ticket = make.ticket(reported="2022-08-01 08:00")
    call = promise(anna, now + timedelta(hours=1), ticket=ticket)

    first = called_back(call, by=make.agent()).called_back_at
    clock.set("2022-08-03 16:00")

    assert called_back(call, by=anna).called_back_at == first
    rows = reading().scalars(select(LogRow).where(LogRow.action == "called_back")).all()
    assert [row.live for row in rows] == [f"person:{anna.id} ticket:{ticket.id}"]


def test_without_a_promise_there_is_nothing_to_do(make, clock):
    clock.set("2022-08-03 14:03")
    anna = make.agent()

    with pytest.raises(NoCallbackPromised):
        called_back(promise(anna, None), by=anna)
