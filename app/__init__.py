"""Wartesaal: the waiting room of a customer service."""

from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import rooms
from app.base.assets import serve_assets
from app.base.database import Database, end_reading
from app.base.live import prepare_live
from app.base.secret import secret_key
from app.base.settings import Settings
from app.base.templates import keep_compiled, say_directly
from app.base.web import prepare_pages


def create_app(**changed: Any) -> Flask:
    """The program. *changed* overrides settings of the environment (docs/settings.md)."""
    settings = Settings(**changed)
    app = Flask(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=secret_key(settings),
        SESSION_COOKIE_NAME="wartesaal",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        TRUSTED_HOSTS=settings.trusted_hosts.split(","),
        MAX_CONTENT_LENGTH=1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,  # a form that stood open for an hour is still a form
        TESTING=settings.testing,
    )
    app.extensions["settings"] = settings
    app.extensions["menu"] = []
    app.extensions["database"] = Database(settings.database_url)
    app.teardown_appcontext(end_reading)
    prepare_pages(app)
    keep_compiled(app)
    say_directly(app)
    serve_assets(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, settings.proxies)  # type: ignore[method-assign]
    prepare_live(app, app.extensions["database"])
    rooms.open_all(app)
    return app
