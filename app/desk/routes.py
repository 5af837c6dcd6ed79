"""The room's pages and menu."""

from flask import Flask

from app.base.access import EVERY_ROLE, Role
from app.base.words import _l
from app.desk import customer, search
from app.desk.acts import routes as acts
from app.desk.blueprint import bp
from app.desk.board import routes as board
from app.desk.merge import routes as merge
from app.desk.queue import routes as queue
from app.desk.queue.rendered import Rendered
from app.desk.report import routes as report
from app.desk.ticket import routes as ticket

__all__ = [
    "MENU",
    "acts",
    "board",
    "bp",
    "customer",
    "merge",
    "prepare",
    "queue",
    "report",
    "search",
    "ticket",
]

MENU = [
    ("desk.desk", _l("Counter"), {Role.AGENT}),
    ("desk.queues", _l("Waiting rooms"), {*EVERY_ROLE}),
    ("desk.report_page", _l("Report"), {Role.AGENT, Role.SUPERVISOR}),
]


def prepare(app: Flask) -> None:
    """Keep a place for parts that look the same to everybody."""
    app.extensions["rendered"] = Rendered()
