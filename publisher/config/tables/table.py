"""A table of publisher.toml: it has the keys that it names and no others, each of its own type."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
