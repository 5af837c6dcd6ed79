"""Days and times as people type them: the hour that is skipped, the hour that comes twice, years that nobody means."""

from datetime import datetime

import pytest
from wtforms import ValidationError

from app.base.fields import instant

TWICE = datetime(2022, 10, 30, 2, 30)


@pytest.mark.parametrize(
    ("now", "meant"),
    [
        ("2022-10-30 02:31+02:00", "2022-10-30 02:30+02:00"),
        ("2022-10-30 02:29+01:00", "2022-10-30 02:30+02:00"),
        ("2022-10-30 02:31+01:00", "2022-10-30 02:30+01:00"),
        ("2022-10-31 09:00", "2022-10-30 02:30+01:00"),
        ("2022-10-29 09:00", "2022-10-30 02:30+02:00"),
    ],
)
def test_of_the_hour_that_comes_twice_the_later_unless_it_is_still_to_come(app, make, clock, now, meant):
    clock.set(now)

    assert instant(TWICE) == make.when(meant)


def test_the_hour_that_is_skipped_does_not_exist(app):
    with pytest.raises(ValidationError, match="gibt es nicht"):
        instant(datetime(2022, 3, 27, 2, 30))

    assert instant(datetime(2022, 3, 27, 3, 0)).hour == 1


def test_the_first_year_of_all_is_a_slip_of_the_keyboard(app):
    with pytest.raises(ValidationError, match="Jahr"):
        instant(datetime(1, 1, 1, 0, 0))
