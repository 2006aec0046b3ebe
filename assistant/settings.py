"""Settings: environment variables with prefix ``FAZHI_``. Unknown ones are refused."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError

PREFIX = "FAZHI_"


class Settings(BaseSettings):
    """All that can be set. Field ``home`` is ``FAZHI_HOME``, and so on."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("fazhi", appauthor=False)),
        description="Folder of all data: catalogue, indexes, lock.",
    )
    cache: Path = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("fazhi", appauthor=False)),
        description="Folder of what can be made again: the converted embedding model.",
    )
    database_url: str | None = Field(
        default=None, description="SQLAlchemy URL of the catalogue; default: SQLite in FAZHI_HOME."
    )
    chroma_url: str | None = Field(
        default=None, description="http(s)://host:port of a Chroma server; default: a local folder."
    )
    embedding_model: str | None = Field(
        default=None,
        description="A sentence-transformers model, hub id or folder; default: the bundled one.",
    )
    embedding_batch: int = Field(
        default=32, ge=1, le=1024, description="Passages embedded at once."
    )
    jurisdiction: str | None = Field(
        default=None,
        description="The deployment's own place: answers questions that name none.",
    )
    max_file_bytes: int = Field(
        default=50_000_000, ge=1_000, le=2_000_000_000, description="Largest file or page accepted."
    )
    fetch_timeout: float = Field(
        default=20.0, gt=0, le=600, description="Seconds a URL may take in all."
    )
    fetch_redirects: int = Field(default=3, ge=0, le=10, description="Redirects followed.")
    fetch_allow: str = Field(
        default="",
        description="Comma-separated hosts or CIDR blocks that may be fetched though private.",
    )
    max_question: int = Field(
        default=1000, ge=10, le=100_000, description="Longest question, in characters."
    )
    lock_timeout: float = Field(
        default=2.0, ge=0, le=600, description="Seconds to wait for the data folder's lock."
    )

    conversation_turns: int = Field(
        default=50, ge=2, le=1_000, description="Turns kept of a conversation, the newest."
    )
    conversation_hours: float = Field(
        default=24.0, gt=0, le=8_760, description="Hours a conversation is kept after its last use."
    )
    conversations_per_key: int = Field(
        default=10_000, ge=1, le=1_000_000, description="Conversations kept for one key or address."
    )

    anonymous: bool = Field(
        default=False, description="Whether the service answers askers who have no key."
    )
    llm_base_url: str | None = Field(
        default=None,
        pattern=r"^https?://",
        description="An OpenAI-compatible endpoint (…/v1) that may phrase answers; default: none.",
    )
    llm_model: str | None = Field(
        default=None, min_length=1, description="The model's name at that endpoint."
    )
    llm_api_key: SecretStr | None = Field(
        default=None, description="The endpoint's key; a secret, never shown or logged."
    )
    llm_style: Literal["chat", "completion"] = Field(
        default="chat",
        description="completion for base models without a chat template.",
    )
    llm_timeout: float = Field(
        default=20.0, gt=0, le=600, description="Seconds that the model may take for an answer."
    )
    llm_max_tokens: int = Field(
        default=600, ge=16, le=8192, description="Longest draft, in tokens."
    )
    llm_read_price: float = Field(
        default=0.0, ge=0, le=1_000_000, description="Price of a million prompt tokens."
    )
    llm_written_price: float = Field(
        default=0.0, ge=0, le=1_000_000, description="Price of a million written tokens."
    )

    max_upload_bytes: int = Field(
        default=200_000_000,
        ge=1_000,
        le=20_000_000_000,
        description="Largest upload to the service, all its files together.",
    )
    body_timeout: float = Field(
        default=300.0, gt=0, le=86_400, description="Seconds that an upload may take in all."
    )

    hosts: str = Field(
        default="",
        description="Comma-separated names that the service answers to; default: this machine's "
        "own on loopback, else all.",
    )
    trusted_proxies: str = Field(
        default="",
        description="Comma-separated addresses of proxies whose X-Forwarded-For is believed.",
    )
    rate_key: int = Field(
        default=600, ge=1, le=1_000_000, description="Requests a minute with one key."
    )
    rate_address: int = Field(
        default=120,
        ge=1,
        le=1_000_000,
        description="Requests a minute without a key from one address.",
    )
    rate_guesses: int = Field(
        default=10, ge=1, le=1_000_000, description="Wrong keys a minute from one address."
    )
    cors_origins: str = Field(
        default="",
        description="Comma-separated origins whose pages may read the API, beside the keys' own.",
    )
    answer_cache: int = Field(
        default=1000, ge=0, le=1_000_000, description="Answers kept until the documents change."
    )
    journal_days: int = Field(
        default=180, ge=1, le=36_500, description="Days that the journal is kept."
    )
    tracing: bool = Field(
        default=False,
        description="Whether requests are traced by OpenTelemetry (needs the extra otel).",
    )

    @cached_property
    def catalogue_url(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.home / 'catalogue.db'}"


def load_settings() -> Settings:
    """Settings from the environment. Raises ``SettingsError`` naming each variable at fault."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(
        k for k in os.environ if k.upper().startswith(PREFIX) and k.upper() not in known
    )
    if unknown:
        raise SettingsError(
            f"Unknown setting {', '.join(map(repr, unknown))}.",
            hint=f"Known are: {', '.join(sorted(known))}.",
        )
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(
            f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}, got {e['input']!r}"
            for e in error.errors()
        )
        raise SettingsError(f"Bad setting: {faults}.", hint="See the README's table.") from error
