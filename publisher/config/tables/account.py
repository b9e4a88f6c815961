"""An account at a provider: where its API is, and where what must not stand in publisher.toml is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from publisher.outbox.secret import Secret
from publisher.outbox.transports.providers.address import is_sound


def _api(value: str) -> str:
    if not is_sound(value):
        raise ValueError(f'expected an https address of an API (http only on this machine), got "{value}"')
    return value.rstrip("/")


ApiAddress = Annotated[str, AfterValidator(_api)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Safe:
    """Where secrets are: in the environment, or in files of their own."""

    texts: Mapping[str, str]
    """What the environment says, by the names of its variables."""
    folder: Path
    """That of publisher.toml, from which files start."""

    def secret(self, variable: str, setting: str, file: str | None, *, wanted_by: str) -> Secret:
        return Secret(
            name=setting.rpartition(".")[2].removesuffix("_file").replace("_", " "),
            variable=variable,
            setting=setting,
            wanted_by=wanted_by,
            text=self.texts.get(variable, ""),
            file=self.folder / file if file else None,
        )
