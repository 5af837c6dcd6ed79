"""The blueprint on which the pages of the control room hang."""

from flask import Blueprint

bp = Blueprint("control", __name__)
