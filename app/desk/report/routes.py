"""Writing down what a customer reported, by any channel, with its own reporting time."""

from typing import Any

from flask import flash, url_for
from sqlalchemy import select

from app.base import clock
from app.base.access import Role, allowed, me
from app.base.database import get_or_404, reading
from app.base.formats import number as spell
from app.base.web import asked, checked, filled_or_new, page, see
from app.base.words import _
from app.customers.search import search
from app.desk.blueprint import bp
from app.desk.forms import ReportForm
from app.desk.pick_customer import pick_customer
from app.people.drop_drafts import drop_drafts
from app.people.typed import Typed, typed
from app.tickets.models import Channel, Topic
from app.tickets.report import report


@bp.get("/report")
@allowed(Role.AGENT, Role.SUPERVISOR)
def report_page() -> Any:
    """The empty form; a customer and a channel in the address stand in it already."""
    return show_report(None)


@bp.post("/report")
@allowed(Role.AGENT, Role.SUPERVISOR)
def file_report() -> Any:
    """The ticket, in line at the place that its reporting time gives it."""
    form = checked(ReportForm, again=show_report)
    ticket = report(
        topic=get_or_404(Topic, id=form.topic.data), channel=Channel(form.channel.data), subject=form.subject.data,
        text=form.text.data, reported_at=form.reported_at, customer=pick_customer(form.picked.data or form.customer.data or ""),
        by=me(), once=form.once.data or None,
    )  # fmt: skip
    drop_drafts(draft().places, by=me())
    flash(_("Ticket %(number)s is in line.", number=spell(ticket.number)), "success")
    return see("desk.ticket", number=ticket.number)


def show_report(filled: ReportForm | None) -> str:
    """The form, as typed or new."""
    now, kept = clock.now().astimezone(clock.BERLIN), draft()
    form = filled_or_new(
        filled, ReportForm, channel=asked("channel") or Channel.LETTER.value, day=now.date(), time=now.time(),
        customer=asked("customer"), **kept.texts,
    )  # fmt: skip
    topics = reading().scalars(select(Topic).where(Topic.is_open).order_by(Topic.name))
    form.topic.choices = [(topic.id, f"{topic.letter}  {topic.name}") for topic in topics]
    said = (form.customer.data or "").strip()
    found = search(said, 8) if said else []
    return page("desk/report.html", form=form, found=found, kept=kept, action=url_for("desk.file_report"))


def draft() -> Typed:
    """What I was writing down here."""
    return typed("report", ["subject", "text"], by=me())
