"""The pages of the schedulers: week board, outstanding orders, one order with its dates."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Flask, Response, flash, request, url_for
from flask_babel import get_locale
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms.fields import SelectChoice

from app.base import clock
from app.base.access import EVERY_ROLE, Role, allowed, me
from app.base.database import EPOCH, LARGEST, get_or_404, reading
from app.base.fields import id_or_0
from app.base.record import LogHead
from app.base.refused import NotFound
from app.base.web import checked, filled_or_new, not_changed, page, part, see
from app.base.words import _, _l
from app.customers.models import Address, Customer
from app.scheduling import labels
from app.scheduling.add_order import add_order
from app.scheduling.book import book
from app.scheduling.cancel_order import cancel_order
from app.scheduling.confirm import confirm
from app.scheduling.forms import BookForm, CancelForm, MissForm, OrderForm
from app.scheduling.free_dates import FreeDate, free_dates
from app.scheduling.mark_done import mark_done
from app.scheduling.miss import miss
from app.scheduling.models import Appointment, Order, Outcome, Slot
from app.scheduling.orders_of import OrderCard, order_card
from app.scheduling.outstanding import PAGE, Key, backlog, outstanding, to_be_dated
from app.scheduling.rebook import rebook
from app.scheduling.teams import routes as teams
from app.scheduling.week import monday_of, week

bp = Blueprint("scheduling", __name__)
MENU = [("scheduling.board", _l("Dates"), {Role.SCHEDULER, Role.SUPERVISOR}), *teams.MENU]
READERS = (Role.SCHEDULER, Role.SUPERVISOR)
NUMBER = f"<int(max={LARGEST}):number>"
ID = f"<int(max={LARGEST}):id>"
LATEST = date(2200, 1, 1)


def prepare(app: Flask) -> None:
    """Add the pages of the teams, and give all templates the words of this room."""
    app.register_blueprint(teams.bp)
    app.jinja_env.filters.update(
        window_words=labels.WINDOWS.__getitem__, visit_state=labels.STATES.__getitem__,
        order_state=labels.ORDER_STATES.__getitem__, outcome_words=labels.OUTCOMES.__getitem__,
        skill_words=lambda skill: labels.SKILLS.get(skill, skill),
        order_number=lambda number: f"A\u00a0{number:,}".replace(",", "\u00a0"),
    )  # fmt: skip


# ---- the week board


@bp.get("/board")
@allowed(*READERS)
def board() -> str:
    """The outstanding orders and the week beside each other."""
    return show_board()


@bp.get("/board/week")
@allowed(*READERS)
def board_week() -> Response:
    """The week, when seats have changed."""
    version = _version()
    return not_changed(version) or part(page("scheduling/_week.html", **_week()), version)


@bp.get("/board/orders")
@allowed(*READERS)
def board_orders() -> Response:
    """The list beside the week, when orders have changed."""
    version = _version()
    return not_changed(version) or part(page("scheduling/_backlog.html", **_backlog()), version)


def show_board(filled: FlaskForm | None = None) -> str:
    """The board; *filled* is the booking form as it was typed."""
    return page("scheduling/board.html", **{**_week(filled), **_backlog()})


def _backlog() -> dict[str, Any]:
    return {"waiting": to_be_dated(), "count": backlog(), "chosen": _chosen(), "iso": _iso(_monday())}


def _week(filled: FlaskForm | None = None) -> dict[str, Any]:
    card = order_card(_chosen()) if _chosen() else None
    may_book = Role.SCHEDULER in me().roles
    monday = _monday()
    offered = card if may_book else None
    return {
        "board": week(monday, offered), "card": card, "may_book": may_book, "chosen": _chosen(),
        "iso": _iso(monday), "before": _iso(monday - timedelta(7)), "after": _iso(monday + timedelta(7)),
        "this_week": _iso(clock.today()), "count": None if card else backlog(), **_booking(offered, filled),
    }  # fmt: skip


def _chosen() -> int:
    number = request.view_args.get("number") if request.view_args else None
    return number or id_or_0(request.args.get("order"))


def _monday() -> date:
    year, _w, number = request.args.get("week", "").partition("-W")
    try:
        monday = monday_of(int(year), int(number))
        if date(2000, 1, 1) <= monday < LATEST:
            return monday
    except ValueError:
        pass
    today = clock.today()
    # At the weekend the week that matters is the next one.
    return today + timedelta(days=7 - today.weekday()) if today.weekday() > 4 else today - timedelta(today.weekday())


def _iso(day: date) -> str:
    year, number, _weekday = day.isocalendar()
    return f"{year}-W{number:02}"


def _version() -> str:
    # Seats are over by the hour, sentences differ by language, buttons by role; all else is in the log book.
    local = clock.now().astimezone(clock.BERLIN)
    roles = "".join(sorted(role[:2] for role in me().roles))
    return f"{reading().scalar(select(LogHead.seq))}-{local:%Y%m%d%H}-{get_locale()}-{roles}"


def _booking(card: OrderCard | None, filled: FlaskForm | None) -> dict[str, Any]:
    """The booking form of *card* with the dates that fit."""
    if card is None or not card.is_outstanding:
        return {"form": None, "dates": []}
    old = card.open_end
    dates = [
        free for free in free_dates(card.postcode, card.skill) if not (card.live and card.live.slot_id == free.slot_id)
    ]
    reason = _("Made up for: %(outcome)s", outcome=labels.OUTCOMES[old.outcome]) if old and old.outcome else ""
    form = filled_or_new(filled, BookForm, reason=reason, instead=old.id if old else 0)
    form.slot.choices = [SelectChoice(0, _("Choose a date"))]
    form.slot.choices += [SelectChoice(free.slot_id, _spell(free, card)) for free in dates]
    return {"form": form, "dates": dates}


def _spell(free: FreeDate, card: OrderCard) -> str:
    late = card.promise and free.day > card.promise.due
    text = f"{labels.when(free.day, free.window)} · {free.team} · " + _("%(count)s free", count=free.free)
    return text + " · " + _("after the promise") if late else text


# ---- the outstanding orders


@bp.get("/orders")
@allowed(*READERS)
def orders() -> str:
    """All outstanding orders, the first reported first."""
    return page("scheduling/orders.html", **_list())


@bp.get("/orders/list")
@allowed(*READERS)
def orders_list() -> Response:
    """The list, when orders have changed."""
    version = _version()
    return not_changed(version) or part(page("scheduling/_orders.html", **_list()), version)


def _list() -> dict[str, Any]:
    asked = {name: request.args.get(name, "")[:40] for name in ("region", "skill", "only", "after")}
    found = outstanding(
        _key(asked["after"]), region=asked["region"], skill=asked["skill"], only=asked["only"], limit=PAGE + 1
    )
    lines, more = found[:PAGE], len(found) > PAGE
    return {
        "lines": lines, "asked": asked, "count": backlog(), "skills": labels.SKILLS,
        "next_after": f"{int(lines[-1].reported_at.timestamp() * 1_000_000)}.{lines[-1].number}" if more else "",
    }  # fmt: skip


def _key(text: str) -> Key | None:
    """«microseconds.number», as the link to the next page says it."""
    micros, _dot, number = text.partition(".")
    if not (micros.isascii() and micros.isdigit() and len(micros) < 17):
        return None
    return Key(EPOCH + timedelta(microseconds=int(micros)), id_or_0(number))


# ---- one order


@bp.get(f"/orders/{NUMBER}")
@allowed(*EVERY_ROLE)
def order(number: int) -> str:
    """One order with the chain of its dates."""
    return show_order(number)


def show_order(number: int, filled: FlaskForm | None = None) -> str:
    """The order page; *filled* is the form that comes back."""
    card = order_card(number)
    if card is None:
        raise NotFound(_("There is no order %(number)s.", number=number))
    may_book = Role.SCHEDULER in me().roles
    return page(
        "scheduling/order.html", card=card, may_book=may_book, **_booking(card if may_book else None, filled),
        miss_form=filled_or_new(filled, MissForm), cancel_form=filled_or_new(filled, CancelForm),
        has_begun=card.live is not None and card.live.day <= clock.today(),
    )  # fmt: skip


@bp.post(f"/orders/{NUMBER}/book")
@allowed(Role.SCHEDULER)
def book_date(number: int) -> Response:
    """Book the first date, or replace the one that the page showed."""
    on_board = "week" in request.args
    form = checked(BookForm, again=lambda form: show_board(form) if on_board else show_order(number, form))
    slot = get_or_404(Slot, id=form.chosen)
    if form.instead.data:
        order = get_or_404(Order, number=number)
        rebook(
            get_or_404(Appointment, id=form.instead.data, order_id=order.id),
            slot,
            form.reason.data,
            by=me(),
            once=form.once.data,
        )
    else:
        book(get_or_404(Order, number=number), slot, by=me(), once=form.once.data)
    flash(_("Booked: order %(number)s, %(date)s.", number=number, date=labels.when(slot.day, slot.window)), "good")
    if on_board:
        return see("scheduling.board", week=_iso(_monday()))
    return see("scheduling.order", number=number)


@bp.post(f"/appointments/{ID}/confirm")
@allowed(Role.SCHEDULER)
def confirm_date(id: int) -> Response:
    """The customer knows."""
    appointment, number = _appointment(id)
    checked(FlaskForm, again=lambda form: show_order(number))
    confirm(appointment, by=me())
    flash(_("Confirmed."), "good")
    return see("scheduling.order", number=number)


@bp.post(f"/appointments/{ID}/done")
@allowed(Role.SCHEDULER)
def done(id: int) -> Response:
    """The connection is live."""
    appointment, number = _appointment(id)
    checked(FlaskForm, again=lambda form: show_order(number))
    mark_done(appointment, Outcome.ACTIVATED, by=me())
    flash(_("Order %(number)s is activated.", number=number), "good")
    return see("scheduling.order", number=number)


@bp.post(f"/appointments/{ID}/missed")
@allowed(Role.SCHEDULER)
def missed(id: int) -> Response:
    """It did not happen, and is promised to be made up."""
    appointment, number = _appointment(id)
    form = checked(MissForm, again=lambda form: show_order(number, form))
    miss(appointment, form.why, by=me(), remark=form.remark.data)
    flash(_("Noted as missed. The promise to make it up runs."), "good")
    return see("scheduling.order", number=number)


@bp.post(f"/orders/{NUMBER}/cancel")
@allowed(Role.SCHEDULER)
def cancel(number: int) -> Response:
    """Nobody wants it any more."""
    form = checked(CancelForm, again=lambda form: show_order(number, form))
    cancel_order(get_or_404(Order, number=number), form.reason.data, by=me())
    flash(_("Order %(number)s is cancelled.", number=number), "good")
    return see("scheduling.order", number=number)


def _appointment(id: int) -> tuple[Appointment, int]:
    appointment = get_or_404(Appointment, id=id)
    return appointment, get_or_404(Order, id=appointment.order_id).number


# ---- a new order


@bp.get("/orders/new")
@allowed(Role.SCHEDULER)
def new_order() -> str:
    """The form for a new order of the customer whose number is asked for."""
    return show_new_order()


@bp.post("/orders/new")
@allowed(Role.SCHEDULER)
def put_order() -> Response:
    """Take it in."""
    form = checked(OrderForm, again=show_new_order)
    customer = get_or_404(Customer, number=id_or_0(request.args.get("customer")))
    address = get_or_404(Address, id=form.address.data)
    at = form.reported_at.data or clock.now()  # never empty: the form requires it
    order = add_order(customer, address, form.product.data, form.skill.data, at, by=me(), once=form.once.data)
    flash(_("Order %(number)s is taken in.", number=order.number), "good")
    return see("scheduling.order", number=order.number)


def show_new_order(filled: FlaskForm | None = None) -> str:
    """The page; without a customer it asks for the number first."""
    asked = request.args.get("customer", "")
    customer = (
        reading().scalar(select(Customer).where(Customer.number == id_or_0("".join(asked.split())))) if asked else None
    )
    form = filled_or_new(filled, OrderForm, reported_at=clock.now())
    if customer:
        form.address.choices = [SelectChoice(address.id, str(address)) for address in customer.addresses]
    return page("scheduling/new_order.html", form=form, customer=customer, asked=asked,
                post_url=url_for("scheduling.put_order", customer=customer.number) if customer else "")  # fmt: skip
