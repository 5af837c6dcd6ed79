"""The telephone's pages: log a call, a new concern by telephone, callbacks."""

import hashlib
from typing import Any

from flask import Blueprint, current_app, flash
from sqlalchemy import select

from app.base import clock
from app.base.access import Role, allowed, me
from app.base.database import get_or_404, reading
from app.base.fields import id_or_0
from app.base.formats import number as spell
from app.base.refused import Refused
from app.base.web import asked, back_to, checked, filled_or_new, not_changed, page, part, see
from app.base.words import _, _l
from app.calls.called_back import called_back
from app.calls.check import check
from app.calls.due_callbacks import due_callbacks, open_callbacks
from app.calls.forms import CallbackForm, CallForm, InformationForm, NewConcernForm
from app.calls.give_callback import give_callback
from app.calls.log_call import log_call
from app.calls.models import Call
from app.calls.report_by_call import report_by_call
from app.customers.models import Customer
from app.customers.search import search, the_one
from app.people.drop_drafts import drop_drafts
from app.people.models import Person
from app.people.typed import Typed, typed
from app.tickets.find_ticket import find_exactly, root_of
from app.tickets.models import Topic

bp = Blueprint("calls", __name__)
STAFF = (Role.AGENT, Role.SCHEDULER, Role.SUPERVISOR)
MENU = [("calls.log_page", _l("Calls"), {*STAFF})]


class WhichCustomer(Refused):
    """What was typed is not one customer."""


@bp.get("/calls")
@allowed(*STAFF)
def log_page() -> Any:
    """A call on a ticket, the number still to be typed."""
    return show_log(None)


@bp.post("/calls")
@allowed(*STAFF)
def log() -> Any:
    """Log a call on the ticket that was typed."""
    form = checked(CallForm, again=show_log)
    ticket = find_exactly(form.number.data)
    log_call(ticket=ticket, by=me(), **form.facts)
    drop_drafts(draft("call").places, by=me())
    flash(_("Call logged on %(number)s. The place in line stays.", number=spell(ticket.number)), "good")
    return see("desk.ticket", number=root_of(ticket).number)


@bp.get("/calls/information")
@allowed(*STAFF)
def information_page() -> Any:
    """A call that needs no ticket."""
    return show_information(None)


@bp.post("/calls/information")
@allowed(*STAFF)
def information() -> Any:
    """Log a call as information only."""
    form = checked(InformationForm, again=show_information)
    customer = who(form) if form.customer.data or form.picked.data else None
    log_call(customer=customer, by=me(), **form.facts)
    drop_drafts(draft("information").places, by=me())
    flash(_("Call logged as information only."), "good")
    return see("desk.customer", number=customer.number) if customer else see("calls.information_page")


@bp.get("/calls/new")
@allowed(*STAFF)
def new_page() -> Any:
    """A new concern by telephone."""
    return show_new(None)


@bp.post("/calls/new")
@allowed(*STAFF)
def new() -> Any:
    """Customer, ticket and call in one step."""
    form = checked(NewConcernForm, again=show_new)
    ticket = report_by_call(
        topic=get_or_404(Topic, id=form.topic.data), subject=form.subject.data, text=form.text.data or "",
        customer=who(form) if form.whose.data == "known" else None,
        new_customer=form.new_customer if form.whose.data == "new" else None,
        by=me(), **form.facts,
    )  # fmt: skip
    drop_drafts(draft("concern").places, by=me())
    flash(_("Ticket %(number)s is in line.", number=spell(ticket.number)), "good")
    return see("desk.ticket", number=ticket.number)


@bp.get("/tickets/check")
@allowed(*STAFF)
def check_number() -> Any:
    """What is said at once about the number that is being typed."""
    return page("calls/_check.html", checked=check(asked("number")[:60]))


@bp.get("/callbacks")
@allowed(*STAFF)
def callbacks() -> Any:
    """My callbacks, as a live part."""
    mine = due_callbacks(me().id)
    version = hashlib.blake2s(f"{mine} {me().locale}".encode(), digest_size=8).hexdigest()
    return not_changed(version) or part(page("calls/_callbacks.html", callbacks=mine), version)


@bp.get("/callbacks/open")
@allowed(Role.SUPERVISOR)
def open_page() -> Any:
    """Everybody's callbacks."""
    return show_open(None)


@bp.post("/callbacks/<int(max=2147483647):id>/done")
@allowed(*STAFF)
def done(id: int) -> Any:
    """The customer was called back."""
    called_back(get_or_404(Call, id=id), by=me())
    flash(_("Called back. The callback is off the list."), "good")
    return back_to("/")


@bp.post("/callbacks/<int(max=2147483647):id>/give")
@allowed(Role.SUPERVISOR)
def give(id: int) -> Any:
    """Somebody else calls back."""
    form = checked(CallbackForm, again=show_open)
    to = get_or_404(Person, id=form.to.data)
    give_callback(get_or_404(Call, id=id), to, by=me())
    flash(_("%(name)s calls back.", name=to.name), "good")
    return see("calls.open_page")


def who(form: InformationForm) -> Customer:
    """The customer of the form: the one that was picked, or the only one that was meant. Raises WhichCustomer."""
    if form.picked.data:
        return get_or_404(Customer, number=id_or_0(form.picked.data))
    found = the_one(form.customer.data)
    if found is None:
        raise WhichCustomer(
            _("Choose the customer from the list, type the customer number, or say that the customer is not yet known.")
        )
    return get_or_404(Customer, id=found.id)


def show_log(filled: CallForm | None) -> str:
    """The page for a call on a ticket."""
    kept = draft("call")
    form = filled_or_new(
        filled, CallForm, started_at=clock.now(), phone=asked("phone")[:60], number=asked("number")[:60], **kept.texts
    )
    # An agent's own callbacks stand at the counter.
    callbacks = None if Role.AGENT in me().roles else due_callbacks(me().id)
    return page(
        "calls/log.html", form=form, is_new=filled is None, kept=kept, checked=check(form.number.data or ""),
        callbacks=callbacks,
    )  # fmt: skip


def show_information(filled: InformationForm | None) -> str:
    """The page for a call that needs no ticket."""
    kept = draft("information")
    form = filled_or_new(filled, InformationForm, **_caller(), **kept.texts)
    found = search(form.customer.data, 8) if form.customer.data else []
    return page("calls/information.html", form=form, is_new=filled is None, kept=kept, found=found)


def show_new(filled: NewConcernForm | None) -> str:
    """The page for a new concern by telephone."""
    land, kept = current_app.extensions["settings"].land, draft("concern")
    form = filled_or_new(filled, NewConcernForm, **_caller(), land=land, **kept.texts)
    topics = reading().execute(select(Topic.id, Topic.letter, Topic.name).where(Topic.is_open).order_by(Topic.name))
    form.topic.choices = [("", _("Choose")), *((row.id, f"{row.letter} · {row.name}") for row in topics)]
    found = search(form.customer.data, 8) if form.customer.data else []
    return page("calls/new.html", form=form, is_new=filled is None, kept=kept, found=found)


def show_open(_filled: CallbackForm | None) -> str:
    """The supervisor's page of all callbacks."""
    agents = reading().execute(
        select(Person.id, Person.name).where(Person.is_active, Person.is_agent).order_by(Person.name)
    )
    return page("calls/open.html", callbacks=open_callbacks(), agents=agents.all())


def draft(form: str) -> Typed:
    """What I was typing into the form of a call, of an information or of a concern."""
    return typed(form, ["subject", "text", "note"] if form == "concern" else ["note"], by=me())


def _caller() -> dict[str, Any]:
    phone = asked("phone")[:60]
    return {"started_at": clock.now(), "phone": phone, "customer": asked("customer")[:200] or phone}
