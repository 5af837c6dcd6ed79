"""The call flow: from the desk to a logged call in 13 key presses and without a click."""

import pytest

from app.base.database import reading
from app.calls.models import Call, Reason

COUNT = """
    for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, (event) => {
      if (event.repeat || ["Alt", "Control", "Shift"].includes(event.key)) return;
      const typed = event.target.matches?.("textarea") && event.key?.length === 1 && !event.altKey && !event.ctrlKey;
      const name = typed ? "letters" : kind;
      sessionStorage.setItem(name, Number(sessionStorage.getItem(name) ?? 0) + 1);
    }, true);
"""


def counted(page, name):
    return int(page.evaluate(f"sessionStorage.getItem('{name}') ?? 0"))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_call_on_a_known_number_takes_thirteen_keys_and_no_click(browser, make):
    anna = make.agent(topic := make.topic())
    ticket = make.ticket(topic, customer=make.customer("Ott"))
    page = browser.open(anna)
    page.context.add_init_script(COUNT)
    page.reload()

    page.keyboard.press("/")
    for digit in str(ticket.number):
        page.keyboard.press(digit)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/tickets/{ticket.number}*")
    page.wait_for_selector("#call-note:focus")
    page.keyboard.type("Fragt nach dem Stand, ruft nicht wieder an.")
    page.keyboard.press("Alt+1")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".notice.good")

    assert counted(page, "pointerdown") == 0
    assert counted(page, "keydown") <= 13
    call = reading().query(Call).one()
    assert (call.ticket_id, call.reason) == (ticket.id, Reason.STATUS)
    assert call.note == "Fragt nach dem Stand, ruft nicht wieder an."


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_time_of_the_call_begins_when_it_is_opened(browser, make):
    anna = make.agent(topic := make.topic())
    make.ticket(topic)
    page = browser.open(anna)
    page.keyboard.press("n")
    page.wait_for_selector("#subject")
    assert not page.is_visible("#call")
    page.wait_for_timeout(1500)

    page.keyboard.press("t")
    page.wait_for_selector("#call-note:focus")
    page.wait_for_timeout(2200)

    assert page.input_value("#call-seconds") in ("1", "2", "3")
    page.keyboard.press("Alt+5")
    assert page.is_visible("#call-day")
    page.click("#call-end")
    ended = page.input_value("#call-seconds")
    page.wait_for_timeout(2200)
    assert page.input_value("#call-seconds") == ended
