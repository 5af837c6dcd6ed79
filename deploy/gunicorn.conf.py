"""How gunicorn serves Wartesaal; `make run` and deploy/ start it with this file, command line options go first."""

import gc
import os

# Nothing of what is loaded now is garbage, and looking for it takes a sixth of the start.
gc.disable()

from app.base.templates import load_templates  # noqa: E402
from app.operations.clockwork import start_clockwork  # noqa: E402

wsgi_app = "wsgi:app"
bind = "127.0.0.1:8000"

# Two processes use two cores; threads wait for the database. Live streams need no thread (app/base/live.py).
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 8
keepalive = 15  # a desk asks often; a new connection for each question costs more than an idle one

# Loaded once and shared by all workers: 30 to 40 MiB less for each.
preload_app = True
# Workers show that they live by touching a file; on a slow disk that would stop them now and then.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108

timeout = 60
graceful_timeout = 10
accesslog = None
loglevel = "warning"
control_socket_disable = True  # nobody here steers gunicorn through a file in somebody's home


def when_ready(server):
    """Load what all workers need before there are any; collecting garbage leaves it alone, so that it stays shared."""
    load_templates(server.app.wsgi())
    gc.freeze()
    gc.enable()


def post_worker_init(worker):
    """Nothing of the database crosses a fork; the clock of the house runs in the worker."""
    app = worker.app.callable
    app.extensions["database"].engine.dispose(close=False)
    start_clockwork(app)
