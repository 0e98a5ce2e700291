"""A YAML file held against its model: every fault in Danish, with the file and the field."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from almen.sagsgang.fejl import Fejl, SagsgangFejl
from almen.sagsgang.skema import danish_errors
from almen.sagsgang.yamltekst import YamlFejl, read_yaml

Modeltype = TypeVar("Modeltype", bound=BaseModel)


def parse_yaml(model: type[Modeltype], tekst: str, filnavn: str) -> Modeltype:
    """What `tekst` (YAML) holds, as `model`. Raises SagsgangFejl naming the file and each faulty field."""
    try:
        return model.model_validate(read_yaml(tekst))
    except YamlFejl as error:
        raise SagsgangFejl([Fejl(filnavn, "", "", str(error))]) from None
    except ValidationError as error:
        raise SagsgangFejl(locate_errors(error, filnavn)) from None


def locate_errors(error: ValidationError, filnavn: str, navn: str = "") -> list[Fejl]:
    """The model's complaints; `navn` is what in the file they are about."""
    return [Fejl(filnavn, navn, ".".join(map(str, path)), besked) for path, besked in danish_errors(error)]
