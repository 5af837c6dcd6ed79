"""What a browser calls itself, in words that its user knows."""

from app.base.words import _

NAMES = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


def browser(agent: str) -> str:
    """«Firefox, Windows» for a User-Agent header; the order matters, since most claim to be several."""
    found = [next((name for mark, name in marks if mark in agent), "") for marks in (NAMES, SYSTEMS)]
    return ", ".join(filter(None, found)) or _("Browser")
