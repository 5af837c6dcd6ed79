"""The waiting rooms: all of them, and one with its rows."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import current_app, request, url_for
from flask_babel import get_locale
from markupsafe import Markup

from app.base import clock
from app.base.access import EVERY_ROLE, Role, allowed, me
from app.base.database import reading
from app.base.refused import NotFound
from app.base.web import not_changed, page, part
from app.base.words import _
from app.desk.blueprint import bp
from app.desk.lines import TopicLine, asleep_in, in_work, topic_lines
from app.desk.queue.rendered import Rendered
from app.desk.queue.rows import ASLEEP, AT_THE_COUNTERS, Key, last_change, promises, read_key, stretch
from app.desk.queue.show import Row, show
from app.desk.ticket.routes import WHILE, sign


@dataclass(frozen=True)
class View:
    """Which rows of a waiting room are looked at."""

    after: Key | None
    before: Key | None
    is_asleep: bool

    @property
    def query(self) -> dict[str, str]:
        """As an address says it."""
        if self.is_asleep:
            return {"show": "asleep"}
        return {name: str(key) for name, key in (("after", self.after), ("before", self.before)) if key}


@dataclass(frozen=True)
class Rows:
    """The rows of one view."""

    topic: TopicLine
    view: View
    at_counters: list[Row]
    rows: list[Row]
    earlier: Key | None
    later: Key | None


@bp.get("/queues")
@allowed(*EVERY_ROLE)
def queues() -> Any:
    """All waiting rooms."""
    return page("desk/queues.html", **knows_of_queues())


@bp.get("/queues/all")
@allowed(*EVERY_ROLE)
def queues_part() -> Any:
    """All waiting rooms, as a live part."""
    knows = knows_of_queues()
    version = sign([(line.id, line.name, line.waiting, line.version, line.is_open) for line in knows["lines"]])
    return not_changed(version) or part(page("desk/_queues.html", **knows), version)


@bp.get("/queues/<slug>")
@allowed(*EVERY_ROLE)
def queue(slug: str) -> Any:
    """One waiting room, fifty rows at a time."""
    lines = topic_lines(reading(), me().id)
    topic = find_topic(lines, slug)
    rows = Markup(rendered(topic, wanted()))  # noqa: S704  our own template made it, with everything escaped
    return page("desk/queue.html", topic=topic, lines=lines, rows=rows, may_take=Role.AGENT in me().roles)


@bp.get("/queues/<slug>/rows")
@allowed(*EVERY_ROLE)
def queue_rows(slug: str) -> Any:
    """The rows as a live part: the same for everybody, so made once for each change of the line."""
    topic = find_topic(topic_lines(reading(), me().id), slug)
    view = wanted()
    version = sign(topic.id, topic.name, topic.version, last_change(reading()), view)
    return not_changed(version) or part(rendered(topic, view), version)


def wanted() -> View:
    """The view that the address names; what it does not understand is the beginning of the line."""
    return View(
        read_key(request.args.get("after", "")), read_key(request.args.get("before", "")),
        request.args.get("show") == "asleep",
    )  # fmt: skip


def rendered(topic: TopicLine, view: View) -> str:
    """The rows as a part; they look the same to everybody until they change or ten minutes have passed."""
    kept: Rendered = current_app.extensions["rendered"]
    moment = int(clock.now().timestamp()) // WHILE
    key = (topic.id, topic.name, topic.version, last_change(reading()), view, str(get_locale()), moment)
    # Without what other pages know of their reader: what is kept for all must not depend on one.
    template = current_app.jinja_env.get_template("desk/_rows.html")
    return kept.get(key, lambda: template.render(rows=read_rows(topic, view)))


def read_rows(topic: TopicLine, view: View) -> Rows:
    """The rows of *view*, in true order."""
    session = reading()
    if view.is_asleep:
        asleep = session.connection().execute(ASLEEP, {"topic": topic.id}).all()
        return Rows(topic, view, [], show(asleep, promises(session, asleep)), None, None)
    found = stretch(session, topic.id, view.after, view.before)
    is_first = found.earlier is None
    held = session.connection().execute(AT_THE_COUNTERS, {"topic": topic.id}).all() if is_first else []
    due = promises(session, [*held, *found.rows])
    return Rows(topic, view, show(held, due), show(found.rows, due, found.place), found.earlier, found.later)


def find_topic(lines: list[TopicLine], slug: str) -> TopicLine:
    """The topic with this name in the address. Raises NotFound."""
    topic = next((line for line in lines if line.slug == slug), None)
    if topic is None:
        raise NotFound(_("There is no such waiting room. All of them are listed under Waiting rooms."))
    return topic


def knows_of_queues() -> dict[str, Any]:
    """What the list of all waiting rooms needs."""
    lines = topic_lines(reading(), me().id)
    tomorrow = clock.start_of(clock.today() + timedelta(days=2))
    return {
        "lines": lines, "held": in_work(reading()), "asleep": asleep_in(reading(), [line.id for line in lines], tomorrow),
        "queues_url": url_for("desk.queues_part"),
        "queues_channels": " ".join([*(f"queue:{line.id}" for line in lines), "topics"]),
    }  # fmt: skip
