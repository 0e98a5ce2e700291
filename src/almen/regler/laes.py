"""Reads the parameter files once and gives them as one `Parametre`."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from almen.regler.fejl import ParameterFilFejl
from almen.regler.parameter import Parameter
from almen.regler.samling import Parametre
from almen.regler.schema import FilModel, VaerdiFejl, build_parameter, describe_validation

MAPPE = Path(__file__).parent / "parametre"
_Basis: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Laeser(_Basis):  # type: ignore[misc]
    """The safe YAML reader, but a key written twice is an error instead of the last one winning."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        set_: set[Any] = set()
        for noegle, _ in node.value:
            navn = self.construct_object(noegle, deep=deep)
            if navn in set_:
                raise yaml.constructor.ConstructorError(
                    None, None, f"nøglen »{navn}« står to gange", noegle.start_mark
                )
            set_.add(navn)
        resultat: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return resultat


@lru_cache(maxsize=1)
def load_parametre() -> Parametre:
    """The parameters that ship with the program (cached: the files are read once per process)."""
    return load_mappe(MAPPE)


def load_mappe(mappe: Path) -> Parametre:
    """All parameter files below a folder; raises ParameterFilFejl naming file, parameter and row."""
    alle: dict[str, Parameter] = {}
    for fil in sorted(mappe.rglob("*.yaml")):
        for parameter in load_fil(fil, str(fil.relative_to(mappe).as_posix())):
            if parameter.id in alle:
                raise ParameterFilFejl(
                    f"{parameter.fil}: parameter {parameter.id} findes allerede i {alle[parameter.id].fil}"
                )
            alle[parameter.id] = parameter
    return Parametre(alle.values())


def load_fil(fil: Path, navn: str) -> tuple[Parameter, ...]:
    """One file's parameters. `navn` is how errors name the file."""
    try:
        with fil.open(encoding="utf-8") as stroem:
            raa = yaml.load(stroem, Loader=_Laeser)  # noqa: S506 (subclass of the safe loader)
        model = FilModel.model_validate(raa)
    except yaml.YAMLError as fejl:
        raise ParameterFilFejl(f"{navn}: filen er ikke gyldig YAML: {fejl}") from fejl
    except ValidationError as fejl:
        raise ParameterFilFejl(f"{navn}: " + "; ".join(_with_id(linje, raa) for linje in describe_validation(fejl))) \
            from fejl  # fmt: skip
    parametre = []
    for pm in model.parametre:
        try:
            parametre.append(build_parameter(pm, model.emne, model.lov, navn))
        except VaerdiFejl as fejl:
            raise ParameterFilFejl(f"{navn}: parameter {pm.id}: {fejl}") from None
    return tuple(parametre)


def _with_id(linje: str, raa: Any) -> str:
    """`parametre.3.raekker.1.fra: …` with the parameter's id and the row's number instead of indexes from 0."""
    led = linje.split(":", 1)[0].split(".")
    try:
        parameter = raa["parametre"][int(led[1])]
        sted = f"parameter {parameter.get('id', led[1])}"
        if len(led) > 3 and led[2] == "raekker":
            raekke = parameter["raekker"][int(led[3])]
            sted += f", række {raekke.get('id', int(led[3]) + 1)}, {'.'.join(led[4:])}"
        else:
            sted += f", {'.'.join(led[2:])}"
    except (KeyError, IndexError, ValueError, TypeError, AttributeError):
        return linje
    return f"{sted}:{linje.split(':', 1)[1]}"
