"""Everything that is done with one ticket: each a plain form, answered by the page it came from."""

from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import flash, request, url_for
from flask_wtf import FlaskForm

from app.base import clock
from app.base.access import Role, allowed, me
from app.base.database import get_or_404
from app.base.formats import day
from app.base.formats import number as spell
from app.base.web import back_to, checked, see
from app.base.words import _
from app.calls.log_call import log_call
from app.desk.blueprint import bp
from app.desk.board.routes import show_desk
from app.desk.case import draft_place
from app.desk.forms import (
    BringBackForm,
    CorrectCustomerForm,
    CorrectTimeForm,
    HandOverForm,
    JoinForm,
    MoveForm,
    NoteForm,
    OneButtonForm,
    OutOfTurnForm,
    PutBackForm,
    ReopenForm,
    ResolveForm,
    TicketCallForm,
    WaitForm,
)  # fmt: skip
from app.desk.pick_customer import pick_customer
from app.desk.ticket.routes import find_survivor, show_ticket
from app.people.drop_drafts import drop_drafts
from app.people.models import Person
from app.queueing.bring_back import bring_back
from app.queueing.hand_over import hand_over
from app.queueing.move import move
from app.queueing.put_back import put_back
from app.queueing.take_out_of_turn import take_out_of_turn
from app.queueing.wait_for_customer import wait_for_customer
from app.tickets.add_note import add_note
from app.tickets.correct_customer import correct_customer
from app.tickets.correct_reporting_time import correct_reporting_time
from app.tickets.find_ticket import find_exactly
from app.tickets.models import Ticket, Topic
from app.tickets.reopen import reopen
from app.tickets.resolve import resolve
from app.tickets.unmerge import unmerge

Form = TypeVar("Form", bound=FlaskForm)


@bp.post("/tickets/<number>/notes")
@allowed(Role.AGENT, Role.SUPERVISOR)
def note(number: str) -> Any:
    """Write a note."""
    ticket, form = sent(number, NoteForm)
    add_note(ticket, form.text.data, by=me(), once=form.once.data or None)
    drop_drafts([draft_place(ticket.id, "note")], by=me())
    return done(ticket, _("The note stands in the timeline."))


@bp.post("/tickets/<number>/calls")
@allowed(Role.AGENT, Role.SUPERVISOR)
def call(number: str) -> Any:
    """Log a call."""
    ticket, form = sent(number, TicketCallForm)
    facts = form.facts
    if not facts["seconds"]:
        # Without scripts nobody counts the seconds: the call lasted from the opening of the page until now.
        facts["seconds"] = max(0, int((clock.now() - facts["started_at"]).total_seconds()))
    log_call(ticket=ticket, by=me(), **facts)
    drop_drafts([draft_place(ticket.id, "call")], by=me())
    return done(ticket, _("The call is logged on %(number)s. It changes no place.", number=spell(ticket.number)))


@bp.post("/tickets/<number>/put-back")
@allowed(Role.AGENT, Role.SUPERVISOR)
def put_back_ticket(number: str) -> Any:
    """Back into the line, same place."""
    ticket, form = sent(number, PutBackForm)
    put_back(ticket, form.reason.data, by=me())
    return done(ticket, _("%(number)s waits again where it stood.", number=spell(ticket.number)))


@bp.post("/tickets/<number>/wait")
@allowed(Role.AGENT, Role.SUPERVISOR)
def let_wait(number: str) -> Any:
    """Out of the line until a day."""
    ticket, form = sent(number, WaitForm)
    wait_for_customer(ticket, form.until.data, form.reason.data, by=me())
    return done(ticket, _(
        "%(number)s waits for the customer and comes back by itself on %(day)s.",
        number=spell(ticket.number), day=day(form.until.data),
    ))  # fmt: skip


@bp.post("/tickets/<number>/bring-back")
@allowed(Role.AGENT, Role.SUPERVISOR)
def bring_back_ticket(number: str) -> Any:
    """The customer answered before the day."""
    ticket, form = sent(number, BringBackForm)
    bring_back(ticket, form.reason.data, by=me())
    return done(ticket, _("%(number)s waits again, at its old place.", number=spell(ticket.number)))


@bp.post("/tickets/<number>/move")
@allowed(Role.AGENT, Role.SUPERVISOR)
def move_ticket(number: str) -> Any:
    """To another topic, with its time."""
    ticket, form = sent(number, MoveForm)
    to = get_or_404(Topic, id=form.topic.data)
    move([ticket], to, form.reason.data, by=me())
    return done(
        ticket, _("%(number)s is in %(topic)s now; its time stays.", number=spell(ticket.number), topic=to.name)
    )


@bp.post("/tickets/<number>/hand-over")
@allowed(Role.AGENT, Role.SUPERVISOR)
def hand_over_ticket(number: str) -> Any:
    """Into the hand of a colleague."""
    ticket, form = sent(number, HandOverForm)
    to = get_or_404(Person, id=form.to.data)
    hand_over(ticket, to, by=me(), note=form.note.data or "")
    return done(ticket, _("%(name)s has %(number)s now.", name=to.name, number=spell(ticket.number)))


@bp.post("/tickets/<number>/resolve")
@allowed(Role.AGENT, Role.SUPERVISOR)
def resolve_ticket(number: str) -> Any:
    """The concern is dealt with."""
    ticket, form = sent(number, ResolveForm)
    resolve(ticket, by=me(), note=form.note.data or "")
    return done(ticket, _("%(number)s is resolved.", number=spell(ticket.number)))


@bp.post("/tickets/<number>/out-of-turn")
@allowed(Role.AGENT)
def out_of_turn(number: str) -> Any:
    """This one now, for a reason."""
    ticket, form = sent(number, OutOfTurnForm)
    take_out_of_turn(ticket, form.reason.data, by=me())
    return see("desk.desk", ticket=ticket.number)


@bp.post("/tickets/<number>/reopen")
@allowed(Role.AGENT, Role.SUPERVISOR)
def reopen_ticket(number: str) -> Any:
    """Not dealt with after all."""
    ticket, form = sent(number, ReopenForm)
    reopen(ticket, form.reason.data, by=me())
    return done(ticket, _("%(number)s waits again, at its old place.", number=spell(ticket.number)))


@bp.post("/tickets/<number>/customer")
@allowed(Role.AGENT, Role.SUPERVISOR)
def correct_whose(number: str) -> Any:
    """Another customer, or none yet."""
    ticket, form = sent(number, CorrectCustomerForm)
    customer = pick_customer(form.customer.data or "")
    correct_customer(ticket, customer, form.reason.data, by=me())
    return done(ticket, _("The customer is corrected."))


@bp.post("/tickets/<number>/reporting-time")
@allowed(Role.AGENT, Role.SUPERVISOR)
def correct_time(number: str) -> Any:
    """Another reporting time."""
    ticket, form = sent(number, CorrectTimeForm)
    assert form.reported_at.data is not None  # the form asks for it
    correct_reporting_time(ticket, form.reported_at.data, form.reason.data, by=me())
    return done(ticket, _("The reporting time is corrected; the place follows from it."))


@bp.post("/tickets/<number>/join")
@allowed(Role.AGENT, Role.SUPERVISOR)
def join(number: str) -> Any:
    """To the page that compares it with another one."""
    ticket, form = sent(number, JoinForm)
    other = find_exactly(form.number.data)
    return see("desk.merge_page", number=ticket.number, other=other.number)


@bp.post("/tickets/<number>/unmerge")
@allowed(Role.AGENT, Role.SUPERVISOR)
def unmerge_ticket(number: str) -> Any:
    """Two concerns after all."""
    ticket, _form = sent(number, OneButtonForm)
    unmerge(ticket, by=me())
    return done(ticket, _("%(number)s stands for itself again.", number=spell(ticket.number)))


def sent(number: str, form_class: type[Form]) -> tuple[Ticket, Form]:
    """The ticket and the checked form; a fault or a refusal shows the page that it came from, with what was typed."""
    ticket = find_exactly(number)
    return ticket, checked(form_class, again=lambda form: _again(number, form))


def _again(number: str, form: Any) -> str:
    for field in form:
        field.id = f"{form.kind}-{field.name}"
    came_from = urlsplit(request.form.get("back", ""))
    if came_from.path == url_for("desk.desk") and Role.AGENT in me().roles:
        return show_desk(number, form)
    return show_ticket(find_survivor(number), form)


def done(ticket: Ticket, text: str) -> Any:
    """Back to where the form stood, with the outcome in one sentence."""
    flash(text, "success")
    return back_to(url_for("desk.ticket", number=ticket.number))
