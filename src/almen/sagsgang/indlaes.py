"""Reads routes from YAML and refuses what cannot be used, naming file, step and field."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from almen.sagsgang.definition import (
    UDVALG,
    Faktum,
    Fase,
    FristRegel,
    Sagsgang,
    Trin,
    Vedtagelse,
)
from almen.sagsgang.fejl import Fejl, SagsgangFejl
from almen.sagsgang.register import Register
from almen.sagsgang.skema import SagsgangModel, TrinModel, danish_errors
from almen.sagsgang.validering import find_fejl
from almen.sagsgang.yamltekst import YamlFejl, read_yaml

# A route that several case types share names them in one line: `sagstype: [en, to]`.
_SHARED = re.compile(r"^sagstype: *\[([a-z0-9_, ]+)\] *$", re.MULTILINE)

__all__ = ["Fejl", "SagsgangFejl", "load_sagsgange", "parse_sagsgang", "validate"]


def parse_sagsgang(
    tekst: str,
    *,
    filnavn: str,
    register: Register | None = None,
    aktoerer: Collection[str] | None = None,
) -> Sagsgang:
    """The route that `tekst` (YAML) describes; `filnavn` is how errors name it.

    With `register`, unknown checks, effects and case types are errors; with `aktoerer`, unknown actors are.
    Raises SagsgangFejl with every error found.
    """
    try:
        raw = read_yaml(tekst)
    except YamlFejl as error:
        raise SagsgangFejl([Fejl(filnavn, "", "", str(error))]) from None
    try:
        model = SagsgangModel.model_validate(raw)
    except ValidationError as error:
        raise SagsgangFejl(_located(error, raw, filnavn)) from None
    sagsgang = _build(model, tekst)
    validate(sagsgang, filnavn=filnavn, register=register, aktoerer=aktoerer)
    return sagsgang


def validate(
    sagsgang: Sagsgang,
    *,
    filnavn: str = "sagsgang",
    register: Register | None = None,
    aktoerer: Collection[str] | None = None,
) -> None:
    """Raises SagsgangFejl if the route has cycles, unknown names or steps that can never be opened."""
    fejl = find_fejl(sagsgang, filnavn=filnavn, register=register, aktoerer=aktoerer)
    if fejl:
        raise SagsgangFejl(fejl)


def load_sagsgange(
    mappe: Path | str,
    *,
    register: Register | None = None,
    aktoerer: Collection[str] | None = None,
) -> list[Sagsgang]:
    """Every route below a municipality's folder (`<sagstype>/<gyldig_fra>.yaml`), sorted by type and date.

    A file whose `sagstype` is a list is one route for each of them, each with the text as its own.

    `mappe` is the municipality's folder or its `sagsgange`. Raises SagsgangFejl with the errors of all files.
    """
    root = Path(mappe)
    root = root / "sagsgange" if (root / "sagsgange").is_dir() else root
    routes: list[Sagsgang] = []
    fejl: list[Fejl] = []
    seen: dict[tuple[str, str], str] = {}
    for path in sorted(root.rglob("*.yaml")):
        name = path.relative_to(root).as_posix()
        texts = _texts(path.read_text(encoding="utf-8"))
        try:
            found = [
                parse_sagsgang(text, filnavn=name, register=register, aktoerer=aktoerer) for text in texts
            ]
        except SagsgangFejl as error:
            fejl.extend(error.fejl)
            continue
        fejl.extend(_misplaced(found[0], path, root, name, shared=len(texts) > 1))
        for route in found:
            for felt, value in (("version", route.version), ("gyldig_fra", route.gyldig_fra.isoformat())):
                earlier = seen.setdefault((route.sagstype, f"{felt} {value}"), name)
                if earlier != name:
                    fejl.append(Fejl(name, "", felt, f"“{value}” bruges allerede i {earlier}"))
        routes.extend(found)
    if fejl:
        raise SagsgangFejl(fejl)
    return sorted(routes, key=lambda route: (route.sagstype, route.gyldig_fra))


def _texts(tekst: str) -> list[str]:
    """The file's text, once for each case type that it is for."""
    shared = _SHARED.search(tekst)
    if shared is None:
        return [tekst]
    return [
        tekst.replace(shared[0], f"sagstype: {item.strip()}", 1)
        for item in shared[1].split(",")
        if item.strip()
    ]


def _misplaced(route: Sagsgang, path: Path, root: Path, name: str, *, shared: bool) -> list[Fejl]:
    """Folder and file name say the same as the file: otherwise nobody finds it again."""
    fejl = []
    if path.parent != root and path.parent.name != route.sagstype and not shared:
        fejl.append(
            Fejl(name, "", "sagstype", f"er “{route.sagstype}”, men mappen hedder “{path.parent.name}”")
        )
    if path.stem != route.gyldig_fra.isoformat():
        fejl.append(
            Fejl(name, "", "gyldig_fra", f"er {route.gyldig_fra.isoformat()}, men filen hedder {path.name}")
        )
    if root.name == "sagsgange" and root.parent.name != route.kommune:
        fejl.append(
            Fejl(name, "", "kommune", f"er “{route.kommune}”, men mappen hedder “{root.parent.name}”")
        )
    return fejl


def _located(error: ValidationError, raw: Mapping[str, Any], filnavn: str) -> list[Fejl]:
    fejl = []
    for path, message in danish_errors(error):
        trin = ""
        if len(path) > 1 and path[0] == "trin" and isinstance(path[1], int):
            item = raw["trin"][path[1]]
            trin = (
                str(item.get("id") or f"nr. {path[1] + 1}")
                if isinstance(item, dict)
                else f"nr. {path[1] + 1}"
            )
            path = path[2:]
        fejl.append(Fejl(filnavn, trin, ".".join(str(part) for part in path), message))
    return fejl


def _build(model: SagsgangModel, tekst: str) -> Sagsgang:
    return Sagsgang(
        kommune=model.kommune,
        sagstype=model.sagstype,
        version=model.version,
        gyldig_fra=model.gyldig_fra,
        gyldig_til=model.gyldig_til,
        vedtaget=Vedtagelse(**model.vedtaget.model_dump()),
        faser=tuple(Fase(fase.id, fase.navn) for fase in model.faser),
        trin=tuple(_trin(item) for item in model.trin),
        fakta=tuple(
            Faktum(id_, faktum.navn, tuple(faktum.vaerdier.items()), faktum.flere)
            for id_, faktum in model.fakta.items()
        ),
        note=model.note or "",
        tekst=tekst,
        sha256=hashlib.sha256(tekst.encode()).hexdigest(),
    )


def _trin(item: TrinModel) -> Trin:
    committee = item.aktoer in UDVALG
    return Trin(
        id=item.id,
        navn=item.navn,
        fase=item.fase,
        aktoer=item.aktoer,
        handling=item.handling,
        offentligt_navn=item.offentligt_navn or "",
        genstand=item.genstand,
        efter=item.efter,
        naar={faktum: frozenset(values) for faktum, values in item.naar.items()},
        valgfrit=item.valgfrit,
        kontroller=item.kontroller,
        virkninger=item.virkninger,
        dispensation_mulig=item.dispensation_mulig,
        tilbage_ved_nej=item.tilbage_ved_nej,
        frist=FristRegel(**item.frist.model_dump()) if item.frist else None,
        hjemmel=item.hjemmel,
        ved_forkastet=item.ved_forkastet,
        medvirkende=item.medvirkende,
        standsningsret=committee if item.standsningsret is None else item.standsningsret,
        sikkerhed=item.sikkerhed,
        note=item.note or "",
    )
