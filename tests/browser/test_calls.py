"""The telephone's pages in a browser: what is typed is checked at once, by keys alone."""

from datetime import timedelta

import pytest

from app.base.clock import now
from app.base.formats import number as spell
from app.calls.log_call import log_call
from app.calls.models import Direction, Reason
from tests.support.browser import axe_faults

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def anna(make):
    return make.agent(make.topic())


def test_a_wrong_number_is_said_while_it_is_typed_and_the_right_one_shows_its_ticket(make, browser, anna):
    ticket = make.ticket(subject="Kein Internet")
    wrong = str(ticket.number)[:-1] + str((ticket.number + 1) % 10)
    page = browser.open(anna, "/calls")
    page.wait_for_selector("#number:focus")

    page.keyboard.type(wrong)
    page.locator("#number-check", has_text=f"Meinten Sie {spell(ticket.number)}").wait_for()
    page.keyboard.press("Backspace")
    page.keyboard.type(str(ticket.number)[-1])

    page.locator("#number-check", has_text="Kein Internet").wait_for()
    assert axe_faults(page) == []


def test_reason_and_saving_by_keys_and_the_time_runs_by_itself(make, browser, anna):
    ticket = make.ticket()
    page = browser.open(anna, f"/calls?number={ticket.number}")
    page.wait_for_function("document.querySelector('#seconds').value !== ''")

    page.keyboard.press("Alt+7")
    page.keyboard.press("Control+Enter")

    page.wait_for_url(f"**/tickets/{ticket.number}")
    assert "eingetragen" in page.inner_text("main, .answers")


def test_a_note_of_a_call_survives_a_reload(browser, anna):
    page = browser.open(anna, "/calls/information")
    page.click("#note")
    page.keyboard.type("halb geschrie")
    page.wait_for_selector("text=Entwurf")

    page.reload()

    assert page.input_value("#note") == "halb geschrie"


def test_who_corrects_the_duration_is_right(browser, anna):
    page = browser.open(anna, "/calls")

    page.fill("#seconds", "2:41")
    page.wait_for_timeout(1200)

    assert page.input_value("#seconds") == "2:41"


def test_the_customer_is_found_while_typing_and_a_new_one_has_fields(make, browser, anna):
    make.customer("Ött")
    page = browser.open(anna, "/calls/new")

    page.fill("#customer", "oett")
    page.locator("#found", has_text="Ute Ött").wait_for()
    assert page.is_hidden("#family_name")
    page.check("input[name=whose][value=new]")

    assert page.is_visible("#family_name")
    assert page.is_hidden("#customer")
    assert axe_faults(page) == []


def test_a_callback_that_falls_due_turns_red_on_a_quiet_desk(browser, make):
    anna = make.agent(make.topic())
    log_call(
        direction=Direction.IN, started_at=now(), seconds=60, reason=Reason.CALLBACK, note="Ruft um zwei an",
        callback_at=now() + timedelta(seconds=4), by=anna,
    )  # fmt: skip
    page = browser.open(anna, "/me")
    page.clock.install()
    page.goto("/")
    page.wait_for_selector("#counter .mine .soon")
    assert page.locator("#counter .mine .late").count() == 0
    page.wait_for_timeout(4_000)

    page.clock.fast_forward(130_000)

    page.wait_for_selector("#counter .mine .late")
