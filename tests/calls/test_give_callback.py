from datetime import timedelta

import pytest
from sqlalchemy import select

from app.base.database import reading
from app.base.record import LogRow
from app.calls.called_back import called_back
from app.calls.due_callbacks import due_callbacks
from app.calls.give_callback import CallbackStays, give_callback
from tests.calls.promising import promise


def test_the_other_one_calls_back_at_the_same_time(make, clock):
    now, anna, other, carla = clock.set("2022-08-03 12:00"), make.agent(), make.agent(), make.supervisor()
    call = promise(anna, now + timedelta(hours=1))

    give_callback(call, other, by=carla)

    assert due_callbacks(anna.id).due == []
    assert [one.at for one in due_callbacks(other.id).due] == [now + timedelta(hours=1)]
    row = reading().scalars(select(LogRow).where(LogRow.action == "callback_given")).one()
    assert row.live == f"person:{anna.id} person:{other.id}"


def test_to_whom_it_is_already_given_changes_nothing(make, clock):
    now, anna = clock.set("2022-08-03 12:00"), make.agent()

    give_callback(promise(anna, now + timedelta(hours=1)), anna, by=make.supervisor())

    assert reading().scalars(select(LogRow).where(LogRow.action == "callback_given")).all() == []


def test_only_to_an_agent_at_work_and_only_while_it_is_open(make, clock):
    now, anna, carla = clock.set("2022-08-03 12:00"), make.agent(), make.supervisor()
    call = promise(anna, now + timedelta(hours=1))

    with pytest.raises(CallbackStays):
        give_callback(call, make.scheduler(), by=carla)
    with pytest.raises(CallbackStays):
        give_callback(call, make.agent(is_active=False), by=carla)
    called_back(call, by=anna)
    with pytest.raises(CallbackStays):
        give_callback(call, make.agent(), by=carla)
    with pytest.raises(CallbackStays):
        give_callback(promise(anna, None), make.agent(), by=carla)
