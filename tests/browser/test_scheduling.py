"""The scheduler's day by keyboard alone, and the board that follows what others do."""

import re
from datetime import timedelta

import pytest

from app.base import clock
from app.scheduling.book import book
from app.scheduling.models import AppointmentState, Window
from tests.support.browser import axe_faults
from tests.support.schedule import Schedule, again, chain, promises


@pytest.fixture
def plan(make):
    return Schedule(make)


def monday():
    """The Monday after next week, so that no window of it is over."""
    today = clock.today()
    return today + timedelta(days=14 - today.weekday())


def iso(day):
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02}"


def test_booking_by_keyboard(plan, browser):
    plan.slots(plan.team(), monday())
    first, second = plan.order(), plan.order()
    page = browser.open(plan.by, f"/board?week={iso(monday())}")

    for order, letter in ((first, "s"), (second, "a")):
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(f"order={order.number}"))
        page.keyboard.press(letter)
        page.wait_for_url(lambda url: "order=" not in url)

    assert [chain(order)[0].state for order in (first, second)] == [AppointmentState.BOOKED] * 2
    assert chain(first)[0].slot_id != chain(second)[0].slot_id


def test_every_key_is_printed_where_it_works_and_in_the_help(plan, browser):
    plan.slots(plan.team(), monday())
    page = browser.open(plan.by, f"/board?week={iso(monday())}&order={plan.order().number}")
    assert page.locator("label[for=slot] kbd").inner_text() == "V"

    page.keyboard.press("?")

    rows = [row.split() for row in page.locator("[data-keys-here] li").all_inner_texts()]
    assert ["V", "Team,", "Tag", "und", "Zeitfenster", "wählen"] in rows


def test_missing_and_rebooking_by_keyboard(plan, browser):
    team = plan.team()
    order = plan.order()
    # Until 16 o'clock today's afternoon can be booked; later the browser's day has no window left to miss.
    clock.set_to(clock.start_of(clock.today()))
    today = plan.slot(team, clock.today(), Window.AFTERNOON)
    book(order, today, by=plan.by)
    clock.reset()
    plan.slots(team, monday())
    page = browser.open(plan.by, f"/orders/{order.number}")

    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Ausfall im Netz")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".notice >> text=Wird nachgeholt bis")
    page.keyboard.press("w")
    page.wait_for_url(re.compile("/board"))
    page.keyboard.press("v")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: "order=" not in url)

    assert [(one.state, one.reason) for one in chain(order)] == [
        (AppointmentState.MISSED, ""), (AppointmentState.BOOKED, "Nachgeholt: Ausfall bei uns"),
    ]  # fmt: skip
    assert len(promises(order)) == 1


def test_a_seat_taken_elsewhere_goes_at_once_and_the_typed_reason_stays(plan, browser):
    team = plan.team()
    order = plan.order()
    book(order, plan.slot(team, monday(), Window.AFTERNOON), by=plan.by)
    slot = plan.slot(team, monday() + timedelta(days=1), seats=1)
    page = browser.open(plan.by, f"/board?week={iso(monday())}&order={order.number}")
    page.wait_for_selector("button.seat.fit")
    page.keyboard.press("b")
    page.keyboard.type("Kundin hat Frühschicht")

    book(plan.order(), slot, by=plan.by)

    page.wait_for_selector("button.seat.fit", state="detached", timeout=5000)
    assert page.input_value("#reason") == "Kundin hat Frühschicht"
    assert page.evaluate("document.activeElement.id") == "reason"
    assert again(slot).booked == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390, 320])
def test_axe_finds_nothing(plan, browser, scheme, width):
    team = plan.team()
    order = plan.order()
    book(order, plan.slot(team, monday()), by=plan.by)
    plan.slots(team, monday() + timedelta(days=1))
    window = {"color_scheme": scheme, "viewport": {"width": width, "height": 768}}
    page = browser.open(plan.by, "/", **window)
    for path in (
        f"/board?week={iso(monday())}&order={order.number}",
        "/orders",
        f"/orders/{order.number}",
        "/orders/new",
    ):
        page.goto(path)
        assert axe_faults(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page = browser.open(plan.make.supervisor(), "/teams", **window)
    assert axe_faults(page) == []
    page.goto(f"/teams/{team.id}")
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
