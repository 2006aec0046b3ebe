"""What is said of sources beside their text, as ``key=value``."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import MetadataError


def parse_meta(pairs: Sequence[str], where: str = "--meta") -> dict[str, str]:
    """``key=value`` pairs as a mapping. Raises ``MetadataError`` for one without ``=``."""
    said = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise MetadataError(
                f"{where} {pair!r} is no key=value.", hint=f"For example: {where} year=2023"
            )
        said[key.strip()] = value.strip()
    return said
