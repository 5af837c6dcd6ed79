"""How channels and states are called on the pages of the desk, and which icon stands beside the word."""

from typing import Any, NamedTuple

from app.base.words import _l
from app.tickets.models import Channel, State


class Name(NamedTuple):
    """A word and the icon beside it."""

    icon: str
    text: Any


CHANNELS = {
    Channel.CALL: Name("anruf-ein", _l("Call")),
    Channel.MAIL: Name("mail", _l("Mail")),
    Channel.FORM: Name("formular", _l("Form")),
    Channel.LETTER: Name("brief", _l("Letter")),
    Channel.FAX: Name("fax", _l("Fax")),
    Channel.PORTAL: Name("portal", _l("Portal")),
    Channel.SOCIAL: Name("sozial", _l("Social media")),
    Channel.COUNTER: Name("ticket", _l("Counter")),
}

REPORTED_BY = {
    Channel.CALL: _l("reported by telephone"),
    Channel.MAIL: _l("reported by mail"),
    Channel.FORM: _l("reported by form"),
    Channel.LETTER: _l("reported by letter"),
    Channel.FAX: _l("reported by fax"),
    Channel.PORTAL: _l("reported in the portal"),
    Channel.SOCIAL: _l("reported in social media"),
    Channel.COUNTER: _l("reported at the counter"),
}

STATES = {
    State.WAITING: _l("waiting"),
    State.HELD: _l("in work"),
    State.ASLEEP: _l("waits for customer"),
    State.RESOLVED: _l("resolved"),
    State.MERGED: _l("merged"),
}


def name_of(row: Any) -> str:
    """The customer's name out of a row with the three name columns; empty where there is none."""
    return row.company or f"{row.given_name or ''} {row.family_name or ''}".strip()
