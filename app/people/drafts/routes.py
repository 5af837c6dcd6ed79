"""Keeping what is typed: the browser sends it 0.8 seconds after the last key."""

from typing import Any

from flask import Response

from app.base.access import EVERY_ROLE, allowed, me
from app.base.web import checked
from app.people.door.routes import bp
from app.people.forms import DraftForm
from app.people.save_draft import save_draft


@bp.post("/drafts")
@allowed(*EVERY_ROLE)
def drafts() -> Any:
    """Keep the text; nothing to show."""
    form = checked(DraftForm, again=lambda _form: "")
    save_draft(form.key.data, form.text.data or "", by=me())
    return Response(status=204)
