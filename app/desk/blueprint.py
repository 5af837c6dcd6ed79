"""The blueprint on which the pages of the desk hang."""

from flask import Blueprint

bp = Blueprint("desk", __name__)
