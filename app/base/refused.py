"""Refusals: what the rules do not allow, as a finished sentence for the person at the desk."""


class Refused(Exception):
    """The rules do not allow it. ``str()`` is the translated sentence that the page shows."""

    status = 409


class NotFound(Refused):
    """The thing asked for does not exist; the sentence says what to do instead."""

    status = 404
