"""A framework agreement with steps, shares and criteria, put in as it is: what organisations' agreements rest on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.omraader.aflaesninger import make_omraade

from almen.omraader.models import Omraadeafdeling, Omraadestand
from almen.organisationer.models import Afdeling, Boligbestand, Boligorganisation, Bruger
from almen.udlejning.models import Kriterium, Placering, Rammeaftale, Trappetrin, Trinandel, Trinkriterium

FRA, TIL = dt.date(2024, 1, 1), dt.date(2027, 12, 31)
DAG = dt.date(2026, 11, 26)
KILDE = {"kilde": "Prøveaftale", "sikkerhed": "sikker"}


def make_ramme(bruger: Bruger, fra: dt.date = FRA, til: dt.date = TIL, **more) -> Rammeaftale:
    values = {"navn": "Prøveramme", "parter": "Kommunen\nBL", "oprettet_af": bruger, **KILDE, **more}
    return Rammeaftale.objects.create(gyldig_fra=fra, gyldig_til=til, **values)


def make_trin(ramme: Rammeaftale, nummer: int = 1, trappe: str = "afdeling", **andele) -> Trappetrin:
    """A step; `andele` are shares of family dwellings by way (None: not known)."""
    trin = Trappetrin.objects.create(
        rammeaftale=ramme, trappe=trappe, nummer=nummer, navn=f"Trin {nummer}", sikkerhed="sikker"
    )
    for vej, pct in andele.items():
        Trinandel.objects.create(
            trin=trin, boligtype="familie", vej=vej, fra=ramme.gyldig_fra, **KILDE,
            pct=None if pct is None else Decimal(pct),
        )  # fmt: skip
    return trin


def make_kriterium(ramme: Rammeaftale, kode: str, *, skaerpet: bool = False) -> Kriterium:
    return Kriterium.objects.create(
        rammeaftale=ramme,
        kode=kode,
        navn=kode.capitalize(),
        tekst="Fast arbejde i mindst 25 timer om ugen",
        skaerpet=skaerpet,
        sikkerhed="sikker",
    )


def use_kriterium(trin: Trappetrin, kriterium: Kriterium, binding: str = "obligatorisk", **more):
    values = {"fra": trin.rammeaftale.gyldig_fra, **more}
    return Trinkriterium.objects.create(trin=trin, kriterium=kriterium, binding=binding, **values)


def place(bruger: Bruger, afdeling: Afdeling, trin: Trappetrin, fra: dt.date = FRA, **more) -> Placering:
    return Placering.objects.create(
        afdeling=afdeling, trin=trin, fra=fra, registreret_af=bruger, **KILDE, **more
    )


def make_afdeling(organisation: Boligorganisation, nummer: str = "1", **boliger: int) -> Afdeling:
    """An afdeling with dwellings by type; 100 family dwellings if none are given."""
    afdeling = Afdeling.objects.create(boligorganisation=organisation, nummer=nummer, navn=f"Gården {nummer}")
    for boligtype, antal in (boliger or {"familie": 100}).items():
        Boligbestand.objects.create(afdeling=afdeling, boligtype=boligtype, antal=antal, opgjort=FRA)
    return afdeling


def lie_in(bruger: Bruger, afdeling: Afdeling, *klasser: str, navn: str = "Prøveparken", aar: int = 2025):
    """Puts the afdeling in an area whose latest list gives it these classes."""
    omraade = make_omraade(bruger, navn)
    Omraadestand.objects.create(
        omraade=omraade,
        liste=dt.date(aar, 12, 1),
        offentliggjort=list(klasser),
        klasser=list(klasser),
        hovedklasse=klasser[0] if klasser else "",
        regler="",
        seneste=True,
    )
    Omraadeafdeling.objects.create(omraade=omraade, afdeling=afdeling)
    return omraade
