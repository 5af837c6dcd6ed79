"""Topics: new ones, closing and opening."""

from typing import Any

from flask import flash, url_for
from werkzeug.wrappers import Response

from app.base.access import Role, allowed, me
from app.base.database import get_or_404, reading
from app.base.web import back_to, checked, filled_or_new, page, see
from app.base.words import _
from app.control.blueprint import bp
from app.control.forms import TopicForm
from app.control.queues import read_topics
from app.tickets.close_topic import close_topic
from app.tickets.models import Topic
from app.tickets.open_topic import open_topic, open_topic_again


@bp.get("/control/topics", endpoint="topics")
@allowed(Role.SUPERVISOR, Role.ADMINISTRATOR)
def topics() -> Any:
    """All topics."""
    return show_topics()


@bp.post("/control/topics")
@allowed(Role.SUPERVISOR, Role.ADMINISTRATOR)
def add() -> Any:
    """A new topic."""
    form = checked(TopicForm, again=show_topics)
    topic = open_topic(form.name.data, form.letter.data, by=me())
    flash(_("“%(topic)s” is open. Nobody is entrusted with it yet.", topic=topic.name), "good")
    return see("control.topics")


@bp.post("/control/topics/<int:id>/close")
@allowed(Role.SUPERVISOR, Role.ADMINISTRATOR)
def close(id: int) -> Any:
    """Close it for a while."""
    topic = get_or_404(Topic, id=id)
    close_topic(topic, by=me())
    flash(
        _("%(topic)s is closed: no reports, no hand-outs. Who waits there keeps the place.", topic=topic.name), "good"
    )
    return back()


@bp.post("/control/topics/<int:id>/open")
@allowed(Role.SUPERVISOR, Role.ADMINISTRATOR)
def open_again(id: int) -> Any:
    """Open it again."""
    topic = get_or_404(Topic, id=id)
    open_topic_again(topic, by=me())
    flash(_("%(topic)s is open again. Everybody has kept the place.", topic=topic.name), "good")
    return back()


def back() -> Response:
    """To the page with the button."""
    return back_to(url_for("control.topics"))


def show_topics(filled: TopicForm | None = None) -> str:
    """The page."""
    return page("control/topics.html", topics=read_topics(reading()), form=filled_or_new(filled, TopicForm))
