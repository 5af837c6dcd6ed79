"""The rooms of the house in their order: each gives its pages, its menu entries and its commands."""

from flask import Flask

from app.calls import routes as calls
from app.control import routes as control
from app.customers import routes as customers
from app.desk import routes as desk
from app.operations import routes as operations
from app.people import routes as people
from app.scheduling import routes as scheduling

ROOMS = [people, customers, calls, scheduling, desk, control, operations]


def open_all(app: Flask) -> None:
    """Register every room, lowest first."""
    for room in ROOMS:
        app.register_blueprint(room.bp)
        # The rooms next to the people's work lie highest and come first in the menu.
        app.extensions["menu"][:0] = getattr(room, "MENU", [])
        prepare = getattr(room, "prepare", None)
        if prepare:
            prepare(app)
