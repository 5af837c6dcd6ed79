"""The key that signs the cookie."""

import contextlib
import os
import secrets
from pathlib import Path

from app.base.settings import INSTANCE, Settings


def secret_key(settings: Settings) -> str:
    """The set key, or the one that this machine made for itself and keeps readable for its owner only."""
    if settings.secret_key:
        return settings.secret_key
    file = Path(INSTANCE / "secret_key")
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        mine = file.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
            made.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):  # the first of several starting processes wins
            os.link(mine, file)
        mine.unlink()
    return file.read_text()
