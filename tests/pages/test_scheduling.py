"""The pages of the schedulers through the checking client."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from app.base.access import Role
from app.scheduling.book import book
from app.scheduling.change_slot import change_slot
from app.scheduling.change_team import change_team
from app.scheduling.miss import miss
from app.scheduling.models import AppointmentState, OrderState, Outcome, Window
from app.scheduling.orders_of import orders_of
from app.scheduling.rebook import rebook
from tests.support.checking_client import CheckingClient
from tests.support.html_rules import faults
from tests.support.schedule import MONDAY, NOW, Schedule, again, chain, promises

WEEK = "2022-W32"


@pytest.fixture
def plan(make, clock):
    clock.set(NOW)
    return Schedule(make)


@pytest.fixture
def bernd(client, plan):
    """A browser in which the scheduler is signed in."""
    client.login(plan.by)
    return client


@pytest.fixture
def later(clock, plan, bernd):
    """Time passes; nobody stays signed in overnight."""

    def move_on(moment):
        clock.set(moment)
        bernd.login(plan.by)

    return move_on


class TestTheBoard:
    def test_the_menu_leads_there(self, plan, bernd):
        bernd.get("/board")

        assert "Termine" in bernd.text
        assert "KW 31" in bernd.text

    def test_the_windows_are_named_in_the_language_of_the_reader(self, plan, bernd):
        plan.team("Ost")
        bernd.get("/board")

        assert {head.to_text() for head in bernd.all("#week-table thead tr + tr th")} == {"8–12 Uhr", "12–16 Uhr"}

    def test_seats_that_fit_print_letters_and_book(self, plan, bernd):
        plan.slots(plan.team("Ost"), seats={Window.MORNING: 2})
        plan.slots(plan.team("Nur DSL", skills=["dsl"]))
        order = plan.order()
        bernd.get(f"/board?week={WEEK}&order={order.number}")
        [seat] = bernd.all("button.seat.fit")
        assert seat.attrs["data-key"] == "a"

        bernd.submit("book", press=seat.attrs["value"])

        [appointment] = chain(order)
        assert appointment.slot_id == int(seat.attrs["value"])
        assert f"Gebucht: Auftrag {order.number}, Mo., 08.08.2022, 8–12 Uhr." in bernd.text
        assert bernd.page.request.args["week"] == WEEK

    def test_the_form_books_without_the_board(self, plan, bernd):
        slot = plan.slot(day=MONDAY + timedelta(weeks=3))
        order = plan.order()
        bernd.get(f"/board?order={order.number}")

        bernd.submit("book", slot=slot.id)

        assert [one.slot_id for one in chain(order)] == [slot.id]

    def test_nothing_chosen_is_said(self, plan, bernd):
        plan.slot()
        order = plan.order()
        bernd.get(f"/board?week={WEEK}&order={order.number}")

        bernd.submit("book", status=422)

        assert "Wählen Sie einen Termin." in bernd.text

    def test_moving_needs_a_reason_and_keeps_the_chosen_date(self, plan, bernd):
        team = plan.team()
        order = plan.order()
        book(order, plan.slot(team), by=plan.by)
        other = plan.slot(team, MONDAY + timedelta(days=1))
        bernd.get(f"/board?week={WEEK}&order={order.number}")

        bernd.submit("book", status=422, slot=other.id)

        assert "Geben Sie an, warum sich der Termin ändert" in bernd.text
        assert bernd.one("#slot option[selected]").attrs["value"] == str(other.id)

        bernd.submit("book", reason="Frühschicht")

        assert [(one.state, one.reason) for one in chain(order)] == [
            (AppointmentState.MOVED, ""), (AppointmentState.BOOKED, "Frühschicht"),
        ]  # fmt: skip

    def test_a_seat_that_is_gone_says_so_and_keeps_the_reason(self, plan, bernd):
        team, order = plan.team(), plan.order()
        book(order, plan.slot(team), by=plan.by)
        other = plan.slot(team, MONDAY + timedelta(days=1), seats=1)
        bernd.get(f"/board?week={WEEK}&order={order.number}")
        book(plan.order(), other, by=plan.by)

        bernd.submit("book", status=409, seat=None, slot=other.id, reason="Kundin hat Frühschicht")

        assert "Di., 09.08.2022, 8–12 Uhr ist voll." in bernd.text
        assert bernd.one("#reason").attrs["value"] == "Kundin hat Frühschicht"

    def test_an_old_page_does_not_move_twice(self, plan, bernd):
        team, order = plan.team(), plan.order()
        old = book(order, plan.slot(team), by=plan.by)
        days = [plan.slot(team, MONDAY + timedelta(days=n)) for n in (1, 2)]
        bernd.get(f"/board?week={WEEK}&order={order.number}")
        rebook(old, days[0], "Kollegin war schneller", by=plan.by)

        bernd.submit("book", status=409, slot=days[1].id, reason="zu spät")

        assert "Dieser Termin wurde schon verlegt" in bernd.text
        assert [again(day).booked for day in days] == [1, 0]

    def test_the_double_click_books_once(self, plan, bernd):
        slot, order = plan.slot(), plan.order()
        bernd.get(f"/board?week={WEEK}&order={order.number}")
        page = bernd.page

        bernd.submit("book", slot=slot.id)
        bernd.page = page
        bernd.submit("book", slot=slot.id)

        assert again(slot).booked == 1

    def test_what_comes_after_the_promise_is_later(self, plan, bernd, later):
        team, order = plan.team(), plan.order()
        missed = book(order, plan.slot(team), by=plan.by)
        later("2022-08-08 17:00")
        miss(missed, Outcome.OUR_OUTAGE, by=plan.by)
        plan.slot(team, date(2022, 8, 22))
        plan.slot(team, date(2022, 8, 23))

        bernd.get(f"/board?week=2022-W34&order={order.number}")

        assert ["after" in seat.attrs["class"] for seat in bernd.all("button.seat.fit")] == [False, True]
        assert "Zusage bis Mo., 22.08.2022" in bernd.text
        assert bernd.one("#reason").attrs["value"] == "Nachgeholt: Ausfall bei uns"

    def test_closed_and_past_windows_are_no_keys(self, plan, bernd, later):
        team, order = plan.team(), plan.order()
        closed, _over = plan.slot(team, MONDAY, Window.AFTERNOON), plan.slot(team, MONDAY)
        change_slot(closed, capacity=2, closed_because="Fahrzeug in Werkstatt", by=plan.by)
        later("2022-08-08 12:00")

        bernd.get(f"/board?week={WEEK}&order={order.number}")

        assert bernd.all("button.seat") == []
        assert "Fahrzeug in Werkstatt" in bernd.text

    def test_broken_promises_stand_first(self, plan, bernd, later):
        first = plan.order(reported="2022-07-01 08:00")
        late = plan.order(reported="2022-08-01 08:00")
        missed = book(late, plan.slot(), by=plan.by)
        later("2022-08-23 09:00")
        miss(missed, Outcome.OUR_OUTAGE, by=plan.by)

        bernd.get("/board")

        rows = bernd.all("#backlog li")
        assert [row.attrs["id"] for row in rows] == [f"waiting-{late.number}", f"waiting-{first.number}"]
        assert "1 Tag drüber" in rows[0].to_text()
        assert "1 Zusage gerissen" in bernd.text

    @pytest.mark.parametrize("asked", ["2022-W99", "-W", "x-W1", "99999-W01", "0001-W01", "2022-W32-1"])
    def test_a_week_that_does_not_exist_is_this_week(self, plan, bernd, asked):
        bernd.get("/board", query_string={"week": asked, "order": "٣"})

        assert "KW 31" in bernd.text

    def test_the_parts_are_fetched_once_per_change(self, plan, bernd):
        for path in ("/board/week", "/board/orders", "/orders/list"):
            tag = bernd.get(path).headers["ETag"]
            bernd.get(path, status=304, headers={"If-None-Match": tag})
            plan.order()
            bernd.get(path, headers={"If-None-Match": tag})


class TestTheOrderPage:
    def test_confirm_then_done(self, plan, bernd, later):
        order = plan.order()
        appointment = book(order, plan.slot(), by=plan.by)
        bernd.get(f"/orders/{order.number}")
        bernd.submit(f"/appointments/{appointment.id}/confirm")
        assert "bestätigt" in bernd.text
        later("2022-08-08 11:00")
        bernd.get(f"/orders/{order.number}")

        bernd.submit(f"/appointments/{appointment.id}/done")

        assert again(order).state == OrderState.DONE
        assert "geschaltet" in bernd.text
        assert not bernd.all("#book, #missed, #cancel")

    def test_missed_makes_a_promise_and_offers_a_new_date(self, plan, bernd, later):
        order, slot = plan.order(), plan.slot()
        book(order, slot, by=plan.by)
        wednesday = plan.slot(plan.team("West"), MONDAY + timedelta(days=2))
        later("2022-08-08 17:00")
        bernd.get(f"/orders/{order.number}")

        bernd.submit("missed", status=422, remark="Kabel fehlte")
        assert bernd.one("#remark").to_text().strip() == "Kabel fehlte"
        bernd.submit("missed", outcome="our_material")
        assert "Wird nachgeholt bis Mo., 22.08.2022." in bernd.text
        bernd.submit("book", slot=wednesday.id)

        assert [one.state for one in chain(order)] == [AppointmentState.MISSED, AppointmentState.BOOKED]
        assert "Der Termin, der steht, hält sie ein." in bernd.text
        assert "Nachgeholt: Material fehlte" in bernd.text
        assert len(promises(order)) == 1

    def test_before_its_day_it_is_neither_done_nor_missed(self, plan, bernd):
        order = plan.order()
        appointment = book(order, plan.slot(), by=plan.by)
        bernd.get(f"/orders/{order.number}")
        assert not bernd.all("#missed")

        token = bernd.one("#book [name=csrf_token]").attrs["value"]
        bernd.post(f"/appointments/{appointment.id}/done", {"csrf_token": token}, status=409)

        assert "erst am Mo., 08.08.2022" in bernd.text

    def test_an_old_page_says_how_it_stands(self, plan, bernd, later):
        order = plan.order()
        appointment = book(order, plan.slot(), by=plan.by)
        later("2022-08-08 17:00")
        bernd.get(f"/orders/{order.number}")
        miss(appointment, Outcome.CUSTOMER_ABSENT, by=plan.by)

        bernd.submit(f"/appointments/{appointment.id}/done", status=409)

        assert "schon als versäumt eingetragen" in bernd.text

    def test_cancelling_needs_a_reason(self, plan, bernd):
        order, slot = plan.order(), plan.slot()
        book(order, slot, by=plan.by)
        bernd.get(f"/orders/{order.number}")

        bernd.submit("cancel", status=422)
        bernd.submit("cancel", reason="umgezogen")

        assert again(order).state == OrderState.CANCELLED
        assert again(slot).booked == 0

    @pytest.mark.parametrize("path", ["/orders/1", "/orders/99999999999999999999", "/orders/2147483648", "/orders/-1"])
    def test_an_unknown_number_is_no_fault(self, plan, bernd, path):
        bernd.get(path, status=404)

    def test_strange_input_is_said_or_kept_not_a_fault(self, plan, bernd):
        order = plan.order()
        plan.slot()
        bernd.get(f"/orders/{order.number}")
        for slot in ("99999999999999999999", "-1", "abc", "٣", "2147483647"):
            status = 404 if slot == "2147483647" else 422
            bernd.submit("book", status=status, slot=slot)
            bernd.get(f"/orders/{order.number}")
        assert chain(order) == []

    def test_what_is_replaced_is_a_date_of_this_order(self, plan, bernd):
        own, other = plan.order(), plan.order()
        slot = plan.slot()
        of_other = book(other, slot, by=plan.by)
        bernd.get(f"/orders/{own.number}")
        token = bernd.one("#cancel [name=csrf_token]").attrs["value"]

        typed = {
            "csrf_token": token,
            "slot": plan.slot(plan.team("West")).id,
            "instead": of_other.id,
            "reason": "Tausch",
        }
        bernd.post(f"/orders/{own.number}/book", typed, status=404)

        assert [one.slot_id for one in chain(other)] == [slot.id]


class TestTheList:
    def test_first_reported_first_page_by_page(self, plan, bernd, monkeypatch):
        monkeypatch.setattr("app.scheduling.routes.PAGE", 2)
        made = [plan.order(reported=f"2022-07-0{day} 08:00") for day in (3, 1, 2, 1)]
        bernd.get("/orders")
        assert numbers(bernd) == [made[1].number, made[3].number]

        bernd.get(bernd.one("a[rel=next]").attrs["href"])

        assert numbers(bernd) == [made[2].number, made[0].number]
        assert not bernd.all("a[rel=next]")

    def test_filtered_by_region_skill_and_promise(self, plan, bernd, later):
        near, far = plan.order("34260"), plan.order("37213", skill="dsl")
        missed = book(near, plan.slot(), by=plan.by)
        later("2022-08-09 09:00")
        miss(missed, Outcome.OUR_OUTAGE, by=plan.by)
        bernd.get("/orders")

        for fields, expected in [
            ({"region": "37"}, [far]), ({"region": "%"}, []), ({"skill": "fibre"}, [near]),
            ({"only": "promise"}, [near]), ({"only": "undated"}, [near, far]),
        ]:  # fmt: skip
            bernd.get("/orders", query_string=fields)
            assert numbers(bernd) == [order.number for order in expected], fields

    @pytest.mark.parametrize("after", ["x", "1", "1.x", "999999999999999999999.1", "-5.2", "9999999999999999.1"])
    def test_a_broken_place_in_the_list_is_no_fault(self, plan, bernd, after):
        bernd.get("/orders", query_string={"after": after, "region": "´", "skill": "'", "only": "?"})


def numbers(client):
    return [int(row.attrs["id"].partition("-")[2]) for row in client.all("#orders tbody tr[id]")]


class TestANewOrder:
    def test_of_a_known_customer(self, plan, bernd):
        customer = plan.customer()
        bernd.get("/orders/new")
        bernd.submit("whose", customer=customer.number)

        bernd.submit("new-order", product="Glasfaser 300", reported_at="2022-07-01T08:30")

        assert "Fr., 01.07.2022, 08:30" in bernd.text
        assert "Leipziger Straße 212, 34260 Kaufungen" in bernd.text

    def test_what_was_typed_stays(self, plan, bernd):
        bernd.get(f"/orders/new?customer={plan.customer().number}")

        bernd.submit("new-order", status=422, product=" ", reported_at="gestern")
        bernd.submit("new-order", status=409, product="Kabel 100", skill="cable", reported_at="2022-08-03T09:01")

        assert "nicht in der Zukunft" in bernd.text
        assert bernd.one("#product").attrs["value"] == "Kabel 100"
        assert bernd.one("#skill option[selected]").attrs["value"] == "cable"

    def test_an_unknown_customer_is_said(self, plan, bernd):
        bernd.get("/orders/new?customer=12 34")

        assert "Es gibt keinen Kunden 12 34." in bernd.text


class TestTeams:
    @pytest.fixture
    def carla(self, make, client):
        client.login(make.supervisor())
        return client

    def test_a_team_its_seats_and_a_closed_window(self, plan, carla):
        carla.get("/teams")
        carla.submit("new-team", status=422, regions="342")
        carla.submit("new-team", name="Kassel Ost", regions="342, 34123", skills=["fibre"])
        carla.submit("open", first_day=MONDAY, last_day=MONDAY, morning=3, afternoon=0)
        assert "1 Zeitfenster ist jetzt geöffnet" in carla.text
        [form] = [one.attrs["id"] for one in carla.all("form") if one.attrs.get("id", "").startswith("slot-form")]

        carla.submit(form, closed_because="Schulung", capacity=2)

        assert carla.one("input[name=closed_because]").attrs["value"] == "Schulung"
        assert carla.one("input[name=capacity]").attrs["value"] == "2"

    def test_refusals_keep_what_was_typed(self, plan, carla):
        slot = plan.slot()
        book(plan.order(), slot, by=plan.by)
        carla.get(f"/teams/{slot.team_id}")

        carla.submit(f"slot-form-{slot.id}", status=409, capacity=0, closed_because="Schulung")
        assert "1 Platz ist schon belegt" in carla.text
        assert carla.one("input[name=closed_because]").attrs["value"] == "Schulung"
        carla.submit("open", status=409, first_day="2022-08-01", last_day="2022-08-05")
        assert "ist vorbei" in carla.text
        carla.submit("team", status=409, regions="34x")
        assert "34x" in carla.text
        carla.get("/teams/2147483647", status=404)

    def test_a_page_that_is_no_longer_true_says_how_it_is_and_is_saved_by_a_second_press(self, plan, carla):
        team = plan.team("Ost")
        carla.get(f"/teams/{team.id}")
        facts = {"name": "Ost", "skills": ["fibre"], "is_active": True, "by": plan.by}
        change_team(team, regions=["34", "36"], **facts)

        carla.submit("team", regions="34 35", status=409)
        assert "es ist jetzt: Ost, 34, 36, Glasfaser" in carla.text
        carla.submit("team")

        assert {row.postcode for row in again(team).regions} == {"34", "35"}

    def test_the_same_for_a_window(self, plan, carla):
        slot = plan.slot(seats=2)
        carla.get(f"/teams/{slot.team_id}")
        change_slot(slot, capacity=2, closed_because="Schulung", by=plan.by)

        carla.submit(f"slot-form-{slot.id}", capacity=4, status=409)
        assert "2 Plätze, Schulung" in carla.text
        carla.submit(f"slot-form-{slot.id}")

        assert (again(slot).capacity, again(slot).closed_because) == (4, "")


class TestWhoMay:
    PAGES = ("/board", "/board/week", "/board/orders", "/orders", "/orders/list")

    def test_the_supervisor_reads_and_books_nothing(self, plan, make, client):
        slot, order = plan.slot(), plan.order()
        client.login(make.supervisor())
        for path in self.PAGES:
            client.get(path)
        client.get(f"/board?week={WEEK}&order={order.number}")
        assert not client.all("button.seat, #book")
        client.get("/teams")
        token = client.one("#new-team [name=csrf_token]").attrs["value"]

        for path in (f"/orders/{order.number}/book", f"/orders/{order.number}/cancel", "/orders/new"):
            client.post(path, {"csrf_token": token, "slot": slot.id, "reason": "x"}, status=403)

        assert chain(order) == []
        assert again(order).state == OrderState.OUTSTANDING

    def test_an_agent_sees_the_order_and_nothing_to_press(self, plan, make, client):
        order = plan.order()
        client.login(make.agent())

        client.get(f"/orders/{order.number}")

        assert not client.all("main form")
        for path in (*self.PAGES, "/teams", "/orders/new"):
            client.get(path, status=403)

    def test_a_scheduler_leaves_the_teams_alone(self, plan, bernd):
        slot = plan.slot()
        bernd.get("/board")
        for path in ("/teams", f"/teams/{slot.team_id}"):
            bernd.get(path, status=403)
        bernd.post(f"/slots/{slot.id}", {"capacity": 9}, status=403)

    def test_without_the_token_nothing_is_booked(self, plan, bernd):
        slot, order = plan.slot(), plan.order()

        bernd.post(f"/orders/{order.number}/book", {"slot": slot.id}, status=400)

        assert again(slot).booked == 0

    def test_what_customers_are_called_is_not_code(self, plan, bernd):
        order = plan.order(customer=plan.customer(name="<script>alert(1)</script>"))
        for path in ("/board", "/orders", f"/orders/{order.number}", f"/board?order={order.number}"):
            assert "<script>alert" not in bernd.get(path).text

    def test_every_role_is_thought_of(self, plan, make, app):
        client = CheckingClient(app)
        client.login(make.person(Role.ADMINISTRATOR))
        client.get("/board", status=403)
        client.get("/teams")


def statements(app, do):
    """What was asked of the database meanwhile."""
    asked = []

    def note(_connection, _cursor, statement, *_more):
        asked.append(statement)

    engine = app.extensions["database"].engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        do()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return [one for one in asked if not one.startswith(("PRAGMA", "SET"))]


class TestHowMuchIsAsked:
    """The number of queries does not grow with what the page shows."""

    @pytest.mark.parametrize("orders", [1, 8])
    def test_of_the_board_and_the_lists(self, app, plan, bernd, orders):
        team = plan.team()
        slots = plan.slots(team, last=MONDAY + timedelta(days=4), seats=dict.fromkeys(Window, 9))
        for slot in slots[:orders]:
            book(plan.order(), slot, by=plan.by)
        chosen = plan.order()

        for path, most in [
            (f"/board?week={WEEK}&order={chosen.number}", 12), (f"/board?week={WEEK}", 9),
            (f"/board/week?week={WEEK}&order={chosen.number}", 10), ("/board/orders", 5), ("/orders", 4),
            (f"/orders/{chosen.number}", 6),
        ]:  # fmt: skip
            asked = statements(app, lambda path=path: bernd.get(path))
            assert len(asked) <= most, f"{path}: {len(asked)}\n" + "\n".join(asked)


class TestTheBoxOnOtherPages:
    """scheduling/_dates.html, as desk, ticket and customer pages include it."""

    def box(self, app, customer):
        with app.test_request_context("/"):
            return app.jinja_env.get_template("scheduling/_dates.html").render(orders=orders_of(customer.id))

    def test_the_chain_and_the_promise(self, app, plan, clock):
        customer, team = plan.customer(), plan.team()
        order = plan.order(customer=customer)
        missed = book(order, plan.slot(team), by=plan.by)
        friday = plan.slot(team, MONDAY + timedelta(days=4))
        clock.set("2022-08-08 17:00")
        miss(missed, Outcome.OUR_OUTAGE, by=plan.by)
        rebook(missed, friday, "nach Ausfall", by=plan.by)

        html = self.box(app, customer)

        assert faults(html, fragment=True) == []
        assert '<s class="nb">Mo., 08.08.2022, 8–12 Uhr</s>' in html
        assert '<b class="nb">Fr., 12.08.2022, 8–12 Uhr</b>' in html
        assert "Wird nachgeholt bis Mo., 22.08.2022." in html

    def test_nothing_ordered_and_nothing_dated(self, app, plan):
        customer = plan.customer()
        assert "Kein Auftrag." in self.box(app, customer)
        plan.order(customer=customer)
        assert "noch kein Termin, gemeldet Mi., 03.08.2022, 09:00" in self.box(app, customer)
