"""Where a day begins in the log book."""

from sqlalchemy import func, select

from app.base import clock as house
from app.base.database import reading
from app.base.record import LogRow
from app.control.days import first_row, rows_of


def test_an_empty_book_begins_at_one(app):
    assert first_row(reading(), house.now()) == 1


def test_every_moment_is_found(make, clock):
    topic = make.topic()
    for day in range(1, 10):
        clock.set(f"2022-08-0{day} 12:00")
        make.tickets(topic, day % 3)

    for day in range(1, 11):
        moment = make.when(f"2022-08-{day:02} 00:00")
        earlier = reading().scalar(select(func.count()).where(LogRow.at < moment))
        assert first_row(reading(), moment) == earlier + 1


def test_a_day_ends_at_midnight_in_germany(make, clock):
    topic = make.topic()
    for moment in ("2022-08-02 23:59", "2022-08-03 00:00", "2022-08-03 23:59", "2022-08-04 00:00"):
        clock.set(moment)
        make.ticket(topic, reported="2022-08-01 08:00")

    first, end = rows_of(reading(), make.when("2022-08-03 12:00").date(), make.when("2022-08-03 12:00").date())

    assert end - first == 2
