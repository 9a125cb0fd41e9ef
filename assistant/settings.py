"""Every setting in one place: read from the environment, an optional file, or passed in."""

from __future__ import annotations

import os
import tomllib
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from corpus.errors import UserError
from corpus.options import Limits, Options

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

PREFIX = "ASSISTANT_"
FILE_VARIABLE = "ASSISTANT_SETTINGS"
# What reads the passages: the model that is packaged, or none.
READER, UNREAD = "reader", "none"
Network = IPv4Network | IPv6Network


class Settings(BaseSettings):
    """Hold what a person may choose; every value has a bound and a default that works offline."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    home: Path = Field(
        default_factory=lambda: user_data_path("clinical-assistant", appauthor=False),
        description="Data folder: the Chroma collection and the files beside it.",
    )
    embedding_model: str = Field(
        "all-MiniLM-L6-v2",
        min_length=1,
        description="The packaged model, or the folder (or cached name) of any sentence-transformers model.",
    )
    llm: str | None = Field(
        None,
        pattern=r"^[a-z0-9_]+:.+$",
        description="provider:model of a chat model that writes the answers; quoting when not set.",
    )
    llm_seconds: float = Field(
        60.0, gt=0, le=3600, description="Seconds that the chat model may take; then the answer quotes."
    )
    llm_tokens: int = Field(
        2000,
        ge=16,
        le=100_000,
        description="Tokens that the chat model may write, its thinking among them; then the answer quotes.",
    )
    passages: int = Field(20, ge=1, le=50, description="Passages considered for a question.")
    passages_read: int = Field(
        20,
        ge=1,
        le=50,
        description="How many of them the packaged reader reads; fewer where more questions are asked at "
        "once than there are cores.",
    )
    embedding_weight: float = Field(
        0.5, ge=0, le=1, description="Share of embeddings in the ranking; the rest is BM25's."
    )
    reranker: str = Field(
        READER,
        min_length=1,
        description="What reads the passages: the packaged reader, the folder (or cached name) of a "
        "sentence-transformers cross-encoder in its place, or none.",
    )
    max_statements: int = Field(3, ge=1, le=10, description="Sentences quoted in one answer at most.")
    threshold: float = Field(
        0.15, ge=0, le=1, description="Confidence under which a question is not answered."
    )
    max_question_length: int = Field(2000, ge=10, le=20_000, description="Characters in a question at most.")
    lock_timeout: float = Field(
        10.0, ge=0, le=3600, description="Seconds to wait while another process writes the index."
    )
    reading_seconds: float = Field(
        120.0,
        gt=0,
        le=86_400,
        description="Seconds of computing that reading one file may take; by the clock, ten times as many.",
    )
    largest_file: int = Field(
        200, ge=1, le=100_000, description="MB that a file may have; a larger one is not read."
    )
    most_documents: int = Field(
        1000, ge=1, le=100_000, description="Documents that the index may hold for an upload to add another."
    )
    most_uploads: int = Field(20, ge=1, le=1000, description="Files that may be uploaded at once.")
    password: SecretStr = Field(
        SecretStr(""), description="Password that opens encrypted files; it is never stored or shown."
    )
    ocr: str = Field(
        "",
        pattern=r"^([A-Za-z_]+(\+[A-Za-z_]+)*)?$",
        description="Languages, as Tesseract names them (`eng`, `eng+deu`), in which pages without text are "
        "recognised; they are only reported when empty.",
    )
    feedback: Path | None = Field(
        None, description="File to which feedback on answers is appended; none is kept when not set."
    )
    emergency_notice: str = Field(
        "If this is happening now, call the emergency services (112, 999 or 911, for example) or, for "
        "thoughts of suicide, a crisis line; do not wait for an answer here.",
        max_length=1000,
        description="Notice above the answer to a question that sounds like an emergency; none when empty.",
    )
    host: str = Field("127.0.0.1", min_length=1, description="Address that the page listens on.")
    port: int = Field(7860, ge=1, le=65_535, description="Port that the page listens on.")
    root_path: str = Field(
        "",
        pattern=r"^(/[A-Za-z0-9._~-]+)*$",
        description="Path that a proxy serves the page under (`/kb`), whether or not it takes that away "
        "before it passes a request on; the page's own address when empty.",
    )
    users: Path | None = Field(
        None,
        description="File of the page's users, one `name:hash` a line; `users` in the data folder, where "
        "there is one, when not set.",
    )
    without_login: bool = Field(
        False, description="Serve the page to other machines without a login, where there are no users."
    )
    proxies: str = Field(
        "",
        description="Proxies before the page that are believed whom they pass a request on for "
        "(`X-Forwarded-For`): addresses or networks, commas between them.",
    )
    questions_per_minute: int = Field(
        60, ge=1, le=10_000, description="Questions that one user, or one address, may ask in a minute."
    )
    mcp: bool = Field(False, description="Serve `ask`, `search` and `documents` over MCP as well, at `/mcp`.")
    read_only: bool = Field(False, description="Turn uploads and removals on the page off.")

    @field_validator("feedback", "users", mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        """Take an empty name for none, not for the folder that one is in."""
        return value or None

    @field_validator("proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        return ",".join(str(ip_network(one.strip(), strict=False)) for one in value.split(",") if one.strip())

    @property
    def trusted_proxies(self) -> tuple[Network, ...]:
        """Return the networks of the proxies that are believed."""
        return tuple(map(ip_network, filter(None, self.proxies.split(","))))

    @property
    def index_folder(self) -> Path:
        """Return the folder of the index."""
        return self.home.expanduser() / "index"

    @property
    def sound_weights(self) -> Path:
        """Return the file that notes which weights were found sound, so that they are hashed once."""
        return self.home.expanduser() / "sound-weights"

    @property
    def users_file(self) -> Path:
        """Return the file of users, which need not exist."""
        return (self.users or self.home / "users").expanduser()

    @property
    def uploads_folder(self) -> Path:
        """Return the folder of the files that were uploaded on the page, which need not exist."""
        return self.home.expanduser() / "uploads"

    @property
    def received_folder(self) -> Path:
        """Return the folder of uploads that are not taken in yet, which the page makes and empties."""
        return self.home.expanduser() / "received"

    @property
    def reading_options(self) -> Options:
        """Return what to read files with."""
        return Options(self.password.get_secret_value(), self.ocr)

    @property
    def reading_limits(self) -> Limits:
        """Return what one file may take."""
        return Limits(self.reading_seconds, file_size=self.largest_file)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let arguments win over the environment, and the environment over the settings file."""
        del dotenv_settings, file_secret_settings
        file = os.environ.get(FILE_VARIABLE)
        return (
            init_settings,
            env_settings,
            TomlConfigSettingsSource(settings_cls, Path(file) if file else None),
        )


def load_settings(**overrides: Any) -> Settings:
    """Read the settings from the environment (ASSISTANT_...) and the TOML file that ASSISTANT_SETTINGS names.

    Raise `UserError` naming every setting that is unknown or out of bounds.
    """
    _refuse_unknown_variables()
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise UserError(f"Settings: {'; '.join(map(_fault, error.errors()))}.") from error
    except (OSError, SettingsError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"Settings cannot be read: {error}.") from error


def _refuse_unknown_variables() -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields} | {FILE_VARIABLE}
    file = os.environ.get(FILE_VARIABLE)
    if file and not Path(file).is_file():
        raise UserError(f"{FILE_VARIABLE} names {file}, which is no file.")
    unknown = sorted(
        name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known
    )
    if unknown:
        raise UserError(f"Unknown settings: {', '.join(unknown)}. Known are {', '.join(sorted(known))}.")


def _fault(error: ErrorDetails) -> str:
    name = ".".join(map(str, error["loc"]))
    found = "" if name == "password" else f" (found {error['input']!r})"
    return f"{PREFIX}{name.upper()}: {error['msg']}{found}"
