"""Signing in and out, and the own page."""

from flask import Blueprint

bp = Blueprint("people", __name__)
