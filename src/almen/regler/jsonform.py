"""Questions and answers as JSON, as commands and API speak it (issue A.7). Every fault is named, not just the first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.finansiering import Del, Finansiering, FinansieringInput
from almen.regler.maksimumsbeloeb import Maksimumsbeloeb, MaksimumsbeloebDel, MaksimumsbeloebInput
from almen.regler.resultat import kilde_to_dict
from almen.regler.schema import VaerdiFejl, read_dato

# Plain digits only: `1e999999999` is a short text too, and an exact number that fills the memory.
_DECIMALTAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,8})?")


class Laeser:
    """Reads one JSON object field by field and collects faults."""

    def __init__(self, raa: object, sted: str, fejl: list[Fejl]) -> None:
        self.fejl, self.sted = fejl, sted
        if not isinstance(raa, Mapping):
            fejl.append(Fejl(sted or "input", "skal være et objekt"))
            raa = {}
        self.raa: dict[str, Any] = dict(raa)

    def _felt(self, navn: str) -> str:
        return f"{self.sted}.{navn}" if self.sted else navn

    def say(self, navn: str, besked: str) -> None:
        self.fejl.append(Fejl(self._felt(navn), besked))

    def refuse_unknown(self, *kendte: str) -> None:
        for navn in self.raa:
            if navn not in kendte:
                self.say(str(navn)[:60], f"kendes ikke; tilladt er {', '.join(kendte)}")

    def dato(self, navn: str) -> date:
        try:
            return read_dato(self.raa.get(navn))
        except VaerdiFejl:
            return self._no_date(navn)

    def _no_date(self, navn: str) -> date:
        self.say(navn, f"er {self._vis(navn)}; skriv datoen som 2026-02-01")
        return date(2000, 1, 1)

    def tekst(self, navn: str) -> str:
        value = self.raa.get(navn)
        if isinstance(value, str) and value:
            return value
        self.say(navn, "skal udfyldes med tekst")
        return ""

    def heltal(self, navn: str, *, paakraevet: bool) -> int | None:
        value = self.raa.get(navn)
        if value is None and not paakraevet:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.say(navn, "skal udfyldes" if value is None else f"er {self._vis(navn)}; tilladt er hele tal")
        return None

    def tal(self, navn: str) -> Decimal | int | None:
        """A number that may have decimals: an integer, or a decimal number as text. Binary floats are refused."""
        value = self.raa.get(navn)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        if isinstance(value, str) and _DECIMALTAL.fullmatch(value):
            return Decimal(value)
        self.say(navn, f'er {self._vis(navn)}; tilladt er tal, decimaler skrevet som tekst, fx "1955.5"')
        return None

    def liste(self, navn: str) -> list[Laeser]:
        value = self.raa.get(navn)
        if not isinstance(value, list) or not value:
            self.say(navn, "skal være en liste med mindst én del")
            return []
        return [Laeser(item, f"{self._felt(navn)}[{index}]", self.fejl) for index, item in enumerate(value)]

    def _vis(self, navn: str) -> str:
        return repr(self.raa.get(navn))[:60]


def parse_finansiering(raa: object) -> FinansieringInput:
    """The JSON question of `beregn finansiering`. Raises UgyldigtInput with every fault; unknown keys are faults."""
    fejl: list[Fejl] = []
    laeser = Laeser(raa, "", fejl)
    laeser.refuse_unknown("tilsagnsdato", "dele", "ejendomsvaerdi")
    tilsagnsdato = laeser.dato("tilsagnsdato")
    ejendomsvaerdi = laeser.heltal("ejendomsvaerdi", paakraevet=False)
    dele = []
    for item in laeser.liste("dele"):
        item.refuse_unknown("boligtype", "antal", "bruttoareal_m2", "anskaffelsessum")
        dele.append(
            Del(
                boligtype=item.tekst("boligtype"),
                antal=item.heltal("antal", paakraevet=False),
                bruttoareal_m2=item.tal("bruttoareal_m2"),
                anskaffelsessum=item.heltal("anskaffelsessum", paakraevet=True) or 0,
            )
        )
    if fejl:
        raise UgyldigtInput(fejl)
    return FinansieringInput(tilsagnsdato=tilsagnsdato, dele=tuple(dele), ejendomsvaerdi=ejendomsvaerdi)


def finansiering_to_dict(resultat: Finansiering) -> dict[str, Any]:
    """The JSON answer: amounts in whole kroner, percentages as decimal strings."""
    return {
        "dele": [
            {
                "boligtype": del_.boligtype,
                "anskaffelsessum": del_.anskaffelsessum,
                "laan": del_.laan,
                "grundkapital": del_.grundkapital,
                "beboerindskud": del_.beboerindskud,
                "laan_pct": str(del_.laan_pct),
                "grundkapital_pct": str(del_.grundkapital_pct),
                "beboerindskud_pct": str(del_.beboerindskud_pct),
            }
            for del_ in resultat.dele
        ],
        "i_alt": {
            "anskaffelsessum": resultat.i_alt.anskaffelsessum,
            "laan": resultat.i_alt.laan,
            "grundkapital": resultat.i_alt.grundkapital,
            "beboerindskud": resultat.i_alt.beboerindskud,
        },
        "garanti": None
        if resultat.garanti is None
        else {"beloeb": resultat.garanti.beloeb, "pct_af_laan": str(resultat.garanti.pct_af_laan)},
        "advarsler": list(resultat.advarsler),
        "trin": [trin.tekst for trin in resultat.trin],
        "kilder": [kilde_to_dict(kilde) for kilde in resultat.kilder],
    }


def parse_maksimumsbeloeb(raa: object) -> MaksimumsbeloebInput:
    """The JSON question of `beregn maksimumsbeloeb`. Raises UgyldigtInput with every fault; unknown keys are faults."""
    fejl: list[Fejl] = []
    laeser = Laeser(raa, "", fejl)
    laeser.refuse_unknown("skema_b_aar", "tilsagnsdato", "region", "dele", "skema_b_dato")
    aar = laeser.heltal("skema_b_aar", paakraevet=True)
    tilsagnsdato = laeser.dato("tilsagnsdato")
    skema_b_dato = laeser.dato("skema_b_dato") if laeser.raa.get("skema_b_dato") is not None else None
    region = laeser.tekst("region")
    dele = []
    for item in laeser.liste("dele"):
        item.refuse_unknown("boligtype", "antal", "bruttoareal_m2", "anskaffelsessum")
        dele.append(
            MaksimumsbeloebDel(
                boligtype=item.tekst("boligtype"),
                antal=item.heltal("antal", paakraevet=False),
                bruttoareal_m2=item.tal("bruttoareal_m2"),
            )
        )
    if fejl:
        raise UgyldigtInput(fejl)
    return MaksimumsbeloebInput(
        skema_b_aar=aar or 0,
        tilsagnsdato=tilsagnsdato,
        region=region,
        dele=tuple(dele),
        skema_b_dato=skema_b_dato,
    )


def maksimumsbeloeb_to_dict(resultat: Maksimumsbeloeb) -> dict[str, Any]:
    """The JSON answer: kroner per m², per dwelling (null where the year's table has none) and in all."""
    return {
        "maksimum": resultat.maksimum,
        "dele": [
            {"pr_m2": del_.pr_m2, "pr_bolig": del_.pr_bolig, "maksimum": del_.maksimum}
            for del_ in resultat.dele
        ],
        "advarsler": list(resultat.advarsler),
        "trin": [trin.tekst for trin in resultat.trin],
        "kilder": [kilde_to_dict(kilde) for kilde in resultat.kilder],
    }
