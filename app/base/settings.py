"""What can be set from outside: environment variables that begin with ``WARTESAAL_`` (see docs/settings.md)."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

INSTANCE = Path(__file__).resolve().parents[2] / "instance"


class Settings(BaseSettings):
    """The settings of one running program; the defaults serve a single machine with SQLite."""

    model_config = SettingsConfigDict(env_prefix="WARTESAAL_", extra="forbid")

    database_url: str = Field(default_factory=lambda: f"sqlite:///{INSTANCE / 'wartesaal.sqlite'}")
    secret_key: str = ""
    """Signs the cookie. Empty: a key is made once and kept in ``instance/secret_key``."""
    company: str = "Chattennetz GmbH"
    trusted_hosts: str = "127.0.0.1,localhost"
    """Host names under which the pages may be opened, separated by commas."""
    https: bool = False
    """True where a proxy serves the pages by https: the cookie is then sent over https only."""
    proxies: int = 0
    """How many proxies stand in front and say the caller's address in ``X-Forwarded-For``."""
    land: str = "HE"
    """The Land whose holidays count where an address has none (ISO 3166-2:DE without ``DE-``)."""
    testing: bool = False
