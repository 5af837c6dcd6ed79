"""The real thing: gunicorn on a free loopback port, started and ended by the test that needs it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "deploy" / "gunicorn.conf.py"


@dataclass
class Server:
    """A running server; ``url`` has no slash at its end."""

    url: str
    pid: int
    log: Path

    def path(self, path: str) -> str:
        return self.url + path


@contextmanager
def serving(
    database_url: str, log: Path, *, workers: int = 1, threads: int = 8, **environment: str
) -> Iterator[Server]:
    """Serve the database at *database_url* until the block ends; *environment* adds ``WARTESAAL_…`` settings."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    door.listen(1024)
    door.set_inheritable(True)
    url = f"http://127.0.0.1:{door.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", "wsgi:app"]
    command += ["--config", str(CONFIG)] if CONFIG.exists() else ["--worker-class", "gthread"]
    command += ["--bind", f"fd://{door.fileno()}", "--workers", str(workers), "--threads", str(threads)]
    settings = {
        **{name: value for name, value in os.environ.items() if not name.startswith("WARTESAAL_")},
        "WARTESAAL_DATABASE_URL": database_url,
        "WARTESAAL_SECRET_KEY": "only for tests, not secret",
        **environment,
    }
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=settings, stdout=out, stderr=subprocess.STDOUT, pass_fds=[door.fileno()]
        )
    door.close()
    try:
        wait_until_it_answers(process, url, log)
        yield Server(url, process.pid, log)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_it_answers(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(url + "/login", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the server did not answer:\n{log.read_text()[-4000:]}")
