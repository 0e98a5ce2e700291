"""What the public sees of the housing stock: each year's figures, their sources, and what in them does not add up.

All figures that count are public: they count dwellings, never people, and none of them hangs on a case. Readings that were replaced
or withdrawn, why they were, notes and who registered them are not told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from almen.boligmasse.billede import HELE, Aarssaet, Advarsel
from almen.boligmasse.kategorier import Ejerform, load_kategorier
from almen.boligmasse.models import Emne, Sikkerhed
from almen.boligmasse.selectors import ALMEN, district_advarsler, saet_everywhere
from almen.grundlag.aflaesningsliste import SIKKERHEDSTONER
from almen.ui.kolonner import Kolonne
from almen.ui.offentligt import Offentligsamling
from almen.ui.offentligt import register as register_samling

DANSK = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
# From certain to uncertain: a set is as certain as its least certain figure.
SIKKERHEDER = [str(item) for item in Sikkerhed]


@dataclass(frozen=True)
class Offentligtsaet:
    """A set of figures, and every warning about them."""

    saet: Aarssaet
    advarsler: tuple[Advarsel, ...]

    @property
    def noegle(self) -> str:
        """Its part of the address: "2024-hele-kommunen-andele"."""
        saet = self.saet
        years = str(saet.aar) if saet.fra_aar == saet.aar else f"{saet.fra_aar}-{saet.aar}"
        place = slugify(saet.sted.lower().translate(DANSK))
        return f"{years}-{place}-{'antal' if saet.beregnet else 'andele'}"

    @property
    def sikkerhed(self) -> str:
        """The least certain of its figures."""
        return max((row.sikkerhed for row in self.saet.tal), key=SIKKERHEDER.index)


def public_saet(emne: str, aar: int | None = None) -> list[Offentligtsaet]:
    """Every set about `emne` (whose last year is `aar`), the newest first, the whole municipality before its districts.

    Two queries, however many figures there are.
    """
    sets = sorted(saet_everywhere(emne, aar), key=_order)
    faults = [item.advarsel for item in sets if item.advarsel] + district_advarsler(sets, aar, aar)
    return [Offentligtsaet(item, tuple(fault for fault in faults if _about(fault, item))) for item in sets]


def _order(saet: Aarssaet) -> tuple[Any, ...]:
    return (-saet.aar, saet.bydel, saet.fra_aar, saet.beregnet)


def _about(fault: Advarsel, saet: Aarssaet) -> bool:
    """A warning concerns the sets that its figures are in."""
    return not {row.pk for row in fault.tal}.isdisjoint(row.pk for row in saet.tal)


def find_saet(emne: str, noegle: str) -> Offentligtsaet | None:
    """The set with this address, None if there is none."""
    years = re.match(r"(?:[0-9]{4}-)?([0-9]{4})-(?![0-9])", noegle)
    found = public_saet(emne, int(years[1])) if years else []
    return next((item for item in found if item.noegle == noegle), None)


def _kilder(row: Offentligtsaet) -> str:
    return "; ".join(dict.fromkeys(kilde.kilde for kilde in row.saet.kilder))


def _adresse(row: Offentligtsaet) -> str | None:
    """The source's address where there is one source alone."""
    addresses = {kilde.adresse for kilde in row.saet.kilder}
    return addresses.pop() or None if len(addresses) == 1 else None


def _share(ejerform: str, row: Offentligtsaet) -> Decimal | None:
    part = row.saet.get(ejerform)
    return part.andel if part else None


def _number(ejerform: str, row: Offentligtsaet) -> Decimal | None:
    part = row.saet.get(ejerform)
    return part.antal if part else None


def _tenure(ejerform: Ejerform) -> tuple[Kolonne, Kolonne]:
    """A tenure's share and number; on the page the almene alone, in downloads all."""
    hidden = ejerform.id != ALMEN
    return (
        Kolonne(
            f"{ejerform.id}_andel",
            f"{ejerform.kort}, andel",
            lambda row: _share(ejerform.id, row),
            "pct",
            sorter=None if hidden else "andel",
            skjult=hidden,
            beskrivelse=f"{ejerform.navn}: andel i pct.; regnet af antallene, hvis opgørelsen er antal. Tom: ikke oplyst",
        ),
        Kolonne(
            f"{ejerform.id}_antal",
            f"{ejerform.kort}, antal",
            lambda row: _number(ejerform.id, row),
            "heltal",
            sorter=None if hidden else "antal",
            skjult=hidden,
            beskrivelse=f"{ejerform.navn}: antal boliger. Tom: ikke oplyst",
        ),
    )


def make_felter() -> tuple[Kolonne, ...]:
    """The fields, two for each tenure of `kategorier.yaml`."""
    return (
        Kolonne(
            "periode",
            "År",
            "saet.periode",
            sorter="aar",
            beskrivelse="Året, eller årene fra og med til og med",
        ),
        Kolonne(
            "sted",
            "Område",
            lambda row: row.saet.bydel or HELE.capitalize(),
            sorter="bydel",
            beskrivelse="Hele kommunen eller en bydel",
        ),
        Kolonne(
            "opgoerelse",
            "Opgørelse",
            lambda row: "Antal" if row.saet.beregnet else "Offentliggjorte andele",
            sorter="enhed",
            beskrivelse="Antal: andelene er regnet ud. Offentliggjorte andele: gengivet, som kilden har dem",
        ),
        *(kolonne for ejerform in load_kategorier().ejerformer for kolonne in _tenure(ejerform)),
        Kolonne(
            "i_alt", "I alt", "saet.antal", "heltal", sorter="antal", beskrivelse="Boliger i alt; tom: ukendt"
        ),
        Kolonne(
            "sum",
            "Sum af andele",
            "saet.sum",
            "pct",
            skjult=True,
            beskrivelse="Burde være 100, når alle er med",
        ),
        Kolonne(
            "forbehold",
            "Forbehold",
            lambda row: "Går ikke op" if row.advarsler else None,
            "chip",
            tone=lambda row: "bad",
            beskrivelse="Tal, der modsiger hinanden",
        ),
        Kolonne(
            "advarsler",
            "Hvad der ikke går op",
            lambda row: " ".join(item.tekst for item in row.advarsler) or None,
            skjult=True,
            beskrivelse="Forbeholdet med ord",
        ),
        Kolonne("kilde", "Kilde", _kilder, url=_adresse, beskrivelse="Hvor tallene er læst"),
        Kolonne(
            "sikkerhed",
            "Sikkerhed",
            lambda row: Sikkerhed(row.sikkerhed).label,
            "chip",
            sorter="sikkerhed",
            tone=lambda row: SIKKERHEDSTONER[row.sikkerhed],
            beskrivelse="Det mindst sikre af tallene: sikker, sandsynlig eller usikker",
        ),
    )


def saet_detaljer(row: Offentligtsaet) -> Mapping[str, Any]:
    """Every figure with its source and certainty, and the warnings."""
    return {
        "beregnet": row.saet.beregnet,
        "ejerformer": [
            {
                "ejerform": part.ejerform,
                "navn": part.navn,
                "andel": part.andel,
                "antal": part.antal,
                "kilde": part.tal.kilde,
                "kilde_url": part.tal.kilde_adresse,
                "laest": part.tal.laest,
                "sikkerhed": part.tal.sikkerhed,
                "demo": part.tal.demo,
            }
            for part in row.saet.andele
        ],
        "advarsler": [{"id": item.id, "type": item.type, "tekst": item.tekst} for item in row.advarsler],
    }


def _samling(emne: Emne, id_: str, beskrivelse: str, orden: int) -> Offentligsamling:
    return Offentligsamling(
        id=id_,
        navn=str(emne.label),
        ental="opgørelse",
        flertal="opgørelser",
        beskrivelse=beskrivelse,
        kilde="Den, der står ved hvert tal",
        felter=make_felter(),
        raekker=lambda: public_saet(emne),
        find=lambda noegle: find_saet(emne, noegle),
        noegle=lambda row: row.noegle,
        titel=lambda row: row.saet.hvad + ("" if row.saet.beregnet else " (offentliggjorte andele)"),
        note=lambda row: "Tallene går ikke op" if row.advarsler else "",
        demo=lambda row: row.saet.demo,
        detaljer=saet_detaljer,
        skabelon="boligmasse/offentligt_saet.html",
        orden=orden,
    )


def register() -> None:
    """Registers the two collections."""
    register_samling(
        _samling(
            Emne.BESTAND,
            "boligmasse",
            "Boligerne efter ejerform, år for år, i hele kommunen og i bydelene. Tal, der ikke går op, er mærket.",
            64,
        )
    )
    register_samling(
        _samling(
            Emne.FAERDIGGJORT,
            "faerdiggjorte",
            "Boliger, der er bygget færdig, efter ejerform, år for år. Tal, der ikke går op, er mærket.",
            65,
        )
    )
