"""Translating: rooms without Flask take ``_`` and ``_l`` from here."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

__all__ = ["_", "_l", "ngettext"]
