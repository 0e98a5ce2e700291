"""Reads YAML so that a key written twice is an error instead of the last one winning."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

_Basis: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlFejl(ValueError):
    """The text is not YAML; the message says where, in Danish."""


class _Laeser(_Basis):  # type: ignore[misc]
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=deep)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"nøglen “{key}” står to gange", key_node.start_mark
                )
            seen.add(key)
        result: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return result


def read_yaml(tekst: str) -> dict[str, Any]:
    """The mapping that `tekst` holds. Raises YamlFejl for broken YAML and for anything but a mapping."""
    try:
        value = yaml.load(tekst, Loader=_Laeser)  # noqa: S506 (subclass of the safe loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"linje {mark.line + 1}, tegn {mark.column + 1}: " if mark else ""
        raise YamlFejl(f"er ikke gyldig YAML ({where}{error.problem})") from None
    except yaml.YAMLError as error:
        raise YamlFejl(f"er ikke gyldig YAML ({error})") from None
    if not isinstance(value, dict):
        raise YamlFejl("skal bestå af felter og værdier øverst (felt: værdi)")
    return value
