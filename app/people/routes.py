"""The room's pages, menu and commands."""

from flask import Flask

from app.base.access import Role
from app.base.words import _l
from app.people.browser import browser
from app.people.commands import people
from app.people.door.routes import bp, guard_every_door
from app.people.drafts import routes as drafts
from app.people.own import routes as own
from app.people.staff import routes as staff

__all__ = ["MENU", "bp", "drafts", "own", "prepare", "staff"]

MENU = [("people.staff", _l("People"), {Role.ADMINISTRATOR})]


def prepare(app: Flask) -> None:
    """Guard every door; add ``flask people …``."""
    guard_every_door(app)
    app.jinja_env.filters["browser"] = browser
    app.cli.add_command(people)
