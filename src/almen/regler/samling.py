"""All parameters together: the one thing the rules ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from almen.regler.fejl import Fejl, UgyldigtInput, UkendtParameter
from almen.regler.lokale import LokalRaekke, build_lokal
from almen.regler.parameter import FaktaVaerdi, Parameter, Raekke, Vaerdi
from almen.regler.resultat import json_vaerdi
from almen.regler.schema import VaerdiFejl


@dataclass(frozen=True, slots=True)
class IKraft:
    """A row in force on a date, with the parameter it belongs to."""

    parameter: Parameter
    raekke: Raekke


class Parametre:
    """An immutable collection of parameters, indexed by id. Iterating gives the parameters in file order."""

    __slots__ = ("_efter_id",)

    def __init__(self, parametre: Iterable[Parameter]) -> None:
        self._efter_id: Mapping[str, Parameter] = MappingProxyType({p.id: p for p in parametre})

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self._efter_id.values())

    def __len__(self) -> int:
        return len(self._efter_id)

    def __contains__(self, parameter_id: object) -> bool:
        return parameter_id in self._efter_id

    def get(self, parameter_id: str) -> Parameter:
        """The parameter with that id; raises UkendtParameter."""
        try:
            return self._efter_id[parameter_id]
        except KeyError:
            raise UkendtParameter(parameter_id) from None

    def vaerdi(self, parameter_id: str, dato: date | None = None, /, **naar: FaktaVaerdi | None) -> Vaerdi:
        """The value in force on `dato` for the facts `naar`.

        Raises UdenForGyldighed (names parameter, date and the periods there are) or ManglendeOplysning.
        """
        return self.get(parameter_id).lookup(dato, naar)

    def find(
        self, parameter_id: str, dato: date | None = None, /, **naar: FaktaVaerdi | None
    ) -> Vaerdi | None:
        """As `vaerdi`, but None where there is no row; the row found may be without a value."""
        parameter = self.get(parameter_id)
        raekke = parameter.find(dato, naar)
        return Vaerdi(parameter, raekke) if raekke else None

    def i_kraft(self, dato: date) -> tuple[IKraft, ...]:
        """Every row in force on the date, in file order (rows for figures known to be unknown included)."""
        return tuple(IKraft(p, r) for p in self for r in p.raekker if r.covers(dato))

    def som_kan_suppleres(self) -> tuple[Parameter, ...]:
        """The parameters that take local rows: what the page *Parametre → Tilføj* offers."""
        return tuple(p for p in self if p.lokal)

    def med_lokale(self, raekker: Iterable[LokalRaekke]) -> Parametre:
        """A new collection with the local rows added. All faults are collected and raised as UgyldigtInput."""
        nye: dict[str, Parameter] = dict(self._efter_id)
        fejl: list[Fejl] = []
        for nummer, lokal in enumerate(raekker, start=1):
            if lokal.parameter not in nye:
                fejl.append(Fejl(f"række {nummer}", f"parameteren »{lokal.parameter}« findes ikke"))
                continue
            parameter = nye[lokal.parameter]
            try:
                nye[parameter.id] = replace(
                    parameter, raekker=(*parameter.raekker, build_lokal(lokal, parameter))
                )
            except VaerdiFejl as grund:
                fejl.append(Fejl(f"række {nummer} ({lokal.parameter})", str(grund)))
        if fejl:
            raise UgyldigtInput(fejl)
        return Parametre(nye.values())


def parameter_to_dict(i_kraft: IKraft) -> dict[str, object]:
    """A row in force as JSON, for `./almen parametre --json` and the API."""
    parameter, raekke = i_kraft.parameter, i_kraft.raekke
    return {
        "id": parameter.id,
        "navn": parameter.navn,
        "enhed": parameter.enhed.id,
        "dato": parameter.dato.value,
        "vaerdi": json_vaerdi(raekke.vaerdi),
        "gyldig_fra": raekke.fra.isoformat() if raekke.fra else None,
        "gyldig_til": raekke.til.isoformat() if raekke.til else None,
        "hjemmel": raekke.hjemmel,
        "url": raekke.kilde,
        "sikkerhed": raekke.sikkerhed.value,
        "status": raekke.status.value,
        "note": " ".join(t for t in (raekke.forbehold, raekke.note, parameter.note) if t),
        "gennemgaaet": (raekke.registreret or parameter.gennemgaaet).isoformat(),
        "lokal": raekke.lokal,
        "naar": raekke.naar_json,
        "raekke": raekke.id,
    }
