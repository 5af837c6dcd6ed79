"""The pages of the desk in a real browser: an agent's task by keyboard, live changes, and nothing for axe to find."""

import pytest

from app.base.access import Role
from app.base.database import reading
from app.queueing.put_back import put_back
from app.tickets.add_note import add_note
from app.tickets.models import State, Ticket
from tests.support.browser import axe_faults

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

SIZES = {
    "wide": {"width": 1366, "height": 768},
    "narrow": {"width": 390, "height": 844},
    "least": {"width": 320, "height": 640},
}


def fresh(ticket):
    return reading().get_one(Ticket, ticket.id, populate_existing=True)


def focused(page):
    return page.evaluate("document.activeElement.id")


class TestByKeyboard:
    def test_an_agents_task_without_a_mouse(self, browser, make):
        anna = make.agent(topic := make.topic())
        make.topic("Rechnung")
        one, two = make.tickets(topic, 2)
        page = browser.open(anna)

        page.keyboard.press("n")
        page.wait_for_selector("#subject")
        page.keyboard.press("i")
        page.wait_for_selector("#note-text:focus")
        page.keyboard.type("Leitung gemessen.")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("text=Leitung gemessen.")
        page.keyboard.press("z")
        page.wait_for_selector("#put-back-reason:focus")
        page.keyboard.type("Technik fragen")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=wartet wieder, wo es stand")
        page.keyboard.press("n")
        page.wait_for_selector("#subject")
        page.keyboard.press("k")
        page.wait_for_selector("#wait-until:focus")
        page.fill("#wait-reason", "Foto")
        page.press("#wait-reason", "Enter")
        page.wait_for_selector("text=wartet auf den Kunden")
        page.keyboard.press("n")
        page.wait_for_selector("#subject")
        page.keyboard.press("e")
        page.wait_for_selector("#resolve-note:focus")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=ist erledigt")

        assert fresh(one).state == State.ASLEEP
        assert fresh(two).state == State.RESOLVED

    def test_the_rows_of_a_line_are_walked_with_j_and_k(self, browser, make):
        topic = make.topic("Schaltung")
        _one, two = make.tickets(topic, 2)
        page = browser.open(make.agent(topic), "/queues/schaltung")

        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("Enter")

        page.wait_for_url(f"**/tickets/{two.number}")

    def test_merging_and_separating_by_key(self, browser, make):
        anna = make.agent(topic := make.topic())
        ott = make.customer("Ott")
        one, two = make.tickets(topic, 2, customer=ott)
        page = browser.open(anna)
        page.keyboard.press("n")
        page.wait_for_selector("#similar-title")

        page.keyboard.press("d")
        page.wait_for_selector("#leads-1")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#merged")
        assert fresh(two).merged_into_id == one.id
        page.keyboard.press("u")
        page.wait_for_selector("text=steht wieder für sich")

        assert fresh(two).state == State.WAITING


class TestLive:
    def test_a_new_ticket_is_counted_in_another_window_within_a_second(self, browser, make):
        topic = make.topic("Schaltung")
        make.ticket(topic)
        anna = make.agent(topic)
        desk = browser.open(anna)
        queue = browser.open(make.supervisor(), "/queues/schaltung")
        for page in (desk, queue):
            page.wait_for_timeout(500)

        ticket = make.ticket(topic)

        desk.wait_for_selector(".halls .big:has-text('2')", timeout=1000)
        queue.wait_for_selector(f"#t{ticket.number}", timeout=1000)

    def test_what_a_colleague_writes_comes_while_i_type_and_my_text_stays(self, browser, make):
        anna = make.agent(topic := make.topic())
        ticket = make.ticket(topic)
        page = browser.open(anna)
        page.keyboard.press("n")
        page.wait_for_selector("#subject")
        page.wait_for_timeout(500)
        page.keyboard.press("i")
        page.keyboard.type("Ich schreibe ge")

        add_note(ticket, "Von der Kollegin", by=make.agent())
        page.wait_for_selector("text=Von der Kollegin", timeout=1000)
        page.keyboard.type("rade")

        assert page.input_value("#note-text") == "Ich schreibe gerade"
        assert focused(page) == "note-text"

    def test_what_a_form_lacks_stays_said_while_the_ticket_changes(self, browser, make):
        anna = make.agent(topic := make.topic())
        ticket = make.ticket(topic)
        page = browser.open(anna, f"/tickets/{ticket.number}?call=1")
        page.wait_for_selector("#call-note:focus")
        page.keyboard.type("Fragt nach dem Stand")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#errors:focus")

        add_note(ticket, "Von der Kollegin", by=make.agent())
        page.wait_for_selector("text=Von der Kollegin", timeout=2000)

        assert page.is_visible("#errors")
        assert focused(page) == "errors"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.name") == "reason"

    def test_a_ticket_that_is_taken_out_of_my_hand_keeps_my_text(self, browser, make):
        anna = make.agent(topic := make.topic())
        ticket = make.ticket(topic)
        page = browser.open(anna)
        page.keyboard.press("n")
        page.wait_for_selector("#subject")
        page.wait_for_timeout(500)
        page.fill("#note-text", "Mitten im Satz")

        put_back(ticket, "Schichtende", by=make.supervisor())
        page.wait_for_selector("#hand .badge:has-text('wartet')", timeout=1000)

        assert page.input_value("#note-text") == "Mitten im Satz"
        assert not page.is_visible("#put-back")

    def test_a_draft_survives_a_reload(self, browser, make):
        anna = make.agent(topic := make.topic())
        ticket = make.ticket(topic)
        page = browser.open(anna, f"/tickets/{ticket.number}")
        page.click("#note-text")
        page.keyboard.type("halb geschrie")
        page.wait_for_selector("text=Entwurf")

        page.reload()

        assert page.input_value("#note-text") == "halb geschrie"


class TestPressedTwice:
    def test_a_double_click_takes_one_ticket(self, browser, make):
        topic = make.topic()
        make.tickets(topic, 3)
        anna = make.agent(topic, hands=5)
        page = browser.open(anna)

        page.dblclick("#next button")
        page.wait_for_selector("#subject")
        page.wait_for_timeout(500)

        assert len([one for one in reading().query(Ticket) if one.holder_id == anna.id]) == 1

    def test_a_stale_page_says_so_and_keeps_the_text(self, browser, make):
        anna = make.agent(topic := make.topic())
        ticket = make.ticket(topic)
        page = browser.open(anna)
        page.keyboard.press("n")
        page.wait_for_selector("#subject")
        page.context.set_offline(False)
        page.keyboard.press("k")
        page.fill("#wait-reason", "Foto der Rechnung")
        put_back(ticket, "Schichtende", by=make.supervisor())

        page.evaluate("document.querySelector('#wait-form').requestSubmit()")
        page.wait_for_selector(".notice.bad")

        assert "nicht (mehr) in Ihrer Hand" in page.inner_text(".answers")


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("scheme", ["light", "dark"])
class TestForEverybody:
    @pytest.fixture
    def scene(self, make):
        topic, other = make.topic("Schaltung"), make.topic("Rechnung")
        ott = make.customer("Ott")
        one, two, three = make.tickets(topic, 3, customer=ott)
        from app.tickets.merge import merge

        anna = make.person(Role.AGENT, Role.SUPERVISOR, topics=[topic, other], hands=2, may_choose=True)
        merge(three, into=one, by=anna)
        return anna, one, two

    def test_axe_finds_nothing_and_nothing_goes_sideways(self, browser, scene, scheme, size):
        anna, one, two = scene
        page = browser.open(anna, color_scheme=scheme, viewport=SIZES[size])
        found = {}

        def look(name):
            faults = axe_faults(page)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > SIZES[size]["width"]:
                faults.append(f"{width} wide")
            if faults:
                found[name] = faults

        look("empty desk")
        page.click("#next button")
        page.wait_for_selector("#subject")
        look("desk")
        page.click("#put-back summary")
        look("put back")
        for path in (
            f"/tickets/{two.number}", f"/tickets/{two.number}?call=1", f"/tickets/{one.number}/merge/{two.number}",
            "/queues", "/queues/schaltung", "/queues/rechnung", "/queues/schaltung?show=asleep", "/report",
        ):  # fmt: skip
            page.goto(path)
            look(path)

        assert found == {}
