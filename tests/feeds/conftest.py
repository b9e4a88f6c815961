"""The publication that the commands are tried on."""

from tests.cli.conftest import publication

__all__ = ["publication"]
