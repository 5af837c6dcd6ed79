"""The room's pages and menu."""

from app.base.access import Role
from app.base.words import _l
from app.control.blueprint import bp
from app.control.people import routes as people
from app.control.records import routes as records
from app.control.room import routes as room
from app.control.topics import routes as topics

__all__ = ["MENU", "bp", "people", "records", "room", "topics"]

MENU = [
    ("control.room", _l("Control room"), {Role.SUPERVISOR}),
    ("control.topics", _l("Topics"), {Role.ADMINISTRATOR}),
    ("control.log", _l("Log book"), {Role.ADMINISTRATOR}),
]
