"""The control room in a real browser: live, by keyboard, and nothing for axe to find."""

import pytest

from app.base.database import get_or_404, reading
from app.queueing.take_next import take_next
from app.queueing.take_out_of_turn import take_out_of_turn
from app.tickets.close_topic import close_topic
from app.tickets.models import Entrusted, Ticket
from tests.support.browser import axe_faults

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

SIZES = {
    "wide": {"width": 1366, "height": 768},
    "narrow": {"width": 390, "height": 844},
    "least": {"width": 320, "height": 640},
}
PAGES = ["/control", "/control/people", "/control/topics", "/control/fairness", "/control/log"]


@pytest.fixture
def busy(make):
    """A room in which something is going on."""
    open_one, shut = make.topic("Störung"), make.topic("Rechnung")
    anna = make.agent(open_one, hands=2, may_choose=True)
    make.agent(open_one, shut)
    tickets = make.tickets(open_one, 6)
    make.tickets(shut, 2)
    take_next(anna)
    take_out_of_turn(tickets[4], "Notruf ohne Telefon", by=anna)
    lead = make.supervisor()
    close_topic(shut, by=lead)
    return lead


class TestByKeyboard:
    def test_people_are_moved_without_a_mouse(self, browser, make):
        topic, anna = make.topic("Rechnung"), make.agent()
        page = browser.open(make.supervisor(), "/control")

        page.keyboard.press("p")
        page.wait_for_selector("#people input:focus")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.wait_for_selector("#people-topic:focus")
        page.keyboard.press("R")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("text=Rechnung ab dem nächsten")

        assert reading().get_one(Entrusted, (anna.id, topic.id))

    def test_tickets_are_moved_without_a_mouse(self, browser, make):
        here, there = make.topic("Störung"), make.topic("Rechnung")
        [ticket] = make.tickets(here, 1)
        page = browser.open(make.supervisor(), "/control")

        page.keyboard.press("t")
        page.wait_for_selector("#source:focus")
        page.keyboard.press("S")
        page.keyboard.press("Tab")
        page.wait_for_selector("#to:focus")
        page.keyboard.press("R")
        page.keyboard.press("Tab")
        page.keyboard.type("Umbau")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=1 Ticket ist jetzt in Rechnung")

        assert get_or_404(Ticket, number=ticket.number).topic_id == there.id

    def test_numbers_show_their_field_only_when_they_are_wanted(self, browser, make):
        make.topic()
        page = browser.open(make.supervisor(), "/control")

        assert not page.locator("#numbers").is_visible()
        page.check("#what-1")

        assert page.locator("#numbers").is_visible()
        assert not page.locator("#source").is_visible()


class TestLive:
    def test_a_hand_out_shows_within_a_second(self, browser, make):
        topic = make.topic()
        anna = make.agent(topic)
        make.tickets(topic, 3)
        page = browser.open(make.supervisor(), "/control")
        page.wait_for_selector(f"#line-{topic.id} >> text=3")
        page.wait_for_function("document.querySelector('#stand') && !document.querySelector('#stand.off')")
        page.wait_for_timeout(500)

        take_next(anna)

        page.wait_for_selector(f"#counter-{anna.id} .tag", timeout=1000)
        assert page.locator(f"#line-{topic.id} .big").inner_text().split()[-1] == "2"
        page.wait_for_selector("text=von 1 der Reihe nach", timeout=1000)

    def test_what_is_being_typed_stays_when_the_room_changes(self, browser, make):
        topic, anna = make.topic(), make.agent()
        make.agent(topic)
        page = browser.open(make.supervisor(), "/control")
        page.wait_for_timeout(500)
        page.check(f"#people input[value='{anna.id}']")
        page.fill("#move-reason", "Ich tippe noch")

        make.ticket(topic)

        page.wait_for_selector(f"#line-{topic.id} .big >> text=1", timeout=1000)
        assert page.input_value("#move-reason") == "Ich tippe noch"
        assert page.is_checked(f"#people input[value='{anna.id}']")

    def test_the_figures_behind_the_bars_stay_open(self, browser, make):
        topic = make.topic()
        page = browser.open(make.supervisor(), "/control")
        page.wait_for_timeout(500)
        page.click("#ages-table summary")

        make.ticket(topic)

        page.wait_for_selector("#ages-table td >> text=1", timeout=1500)
        assert page.get_attribute("#ages-table", "open") is not None


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_and_nothing_stands_out(browser, busy, size, scheme):
    page = browser.open(busy, "/control", viewport=SIZES[size], color_scheme=scheme)
    found = {}
    for path in PAGES:
        page.goto(path)
        found[path] = axe_faults(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path

    assert not any(found.values()), found


def test_axe_finds_nothing_in_what_came_back(browser, busy):
    page = browser.open(busy, "/control")
    page.check("#what-1")
    page.fill("#numbers", "123 456 789\n12")
    page.select_option("#to", index=1)
    page.fill("#move-reason", "Umbau")
    page.click("#move-tickets button")
    page.wait_for_selector("[data-errors]")

    assert page.evaluate("document.activeElement.hasAttribute('data-errors')")
    assert axe_faults(page) == []
    assert page.input_value("#numbers") == "123 456 789\n12"

    browser.tolerate("status of 404")
    page.goto("/control/log?number=5")
    assert axe_faults(page) == []
