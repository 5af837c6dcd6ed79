"""Confirming a date."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.base.database import reading
from app.base.record import LogRow
from app.scheduling.book import book
from app.scheduling.chain import Stale
from app.scheduling.confirm import confirm
from app.scheduling.models import AppointmentState
from app.scheduling.rebook import rebook
from tests.support.schedule import MONDAY, again


def test_the_customer_knows(plan):
    appointment = book(plan.order(), plan.slot(), by=plan.by)

    assert confirm(appointment, by=plan.by).state == AppointmentState.CONFIRMED


def test_twice_is_noted_once(plan):
    appointment = book(plan.order(), plan.slot(), by=plan.by)
    confirm(appointment, by=plan.by)
    confirm(appointment, by=plan.by)

    assert reading().scalar(select(func.count()).where(LogRow.action == "confirmed")) == 1


def test_a_moved_one_is_not_confirmed_from_an_old_page(plan):
    team = plan.team()
    appointment = book(plan.order(), plan.slot(team), by=plan.by)
    rebook(appointment, plan.slot(team, MONDAY + timedelta(days=1)), "Frühschicht", by=plan.by)

    with pytest.raises(Stale, match="verlegt"):
        confirm(appointment, by=plan.by)

    assert again(appointment).state == AppointmentState.MOVED
