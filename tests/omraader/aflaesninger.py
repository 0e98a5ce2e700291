"""Readings put in as they are, without a service: for tests of what follows from them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from almen.omraader.models import Listeudpegning, Noegletal, Omraade, Omraadegraense
from almen.organisationer.models import Bruger

KILDE = {"kilde": "Prøvekilde", "sikkerhed": "sikker"}


def liste(aar: int) -> dt.date:
    """The day of a list since 2014."""
    return dt.date(aar, 12, 1)


def make_omraade(bruger: Bruger, navn: str = "Prøveparken", **more) -> Omraade:
    return Omraade.objects.create(**{"navn": navn, "kommune": "København", "oprettet_af": bruger, **more})


def put_tal(bruger: Bruger, omraade: Omraade | None, dag: dt.date, **tal: str | None) -> list[Noegletal]:
    """Figures of an area (None: references of the whole country), as texts with their printed decimals."""
    rows = []
    for indikator, tekst in tal.items():
        vaerdi = None if tekst is None else Decimal(tekst)
        decimaler = 0 if vaerdi is None else max(0, -int(vaerdi.as_tuple().exponent))
        rows.append(
            Noegletal(
                omraade=omraade,
                liste=dag,
                indikator=indikator,
                vaerdi=vaerdi,
                decimaler=decimaler,
                registreret_af=bruger,
                **KILDE,
            )
        )
    return Noegletal.objects.bulk_create(rows)


def put_liste(bruger: Bruger, omraade: Omraade, dag: dt.date, *klasser: str) -> Listeudpegning:
    """What the state's list of a day says of an area."""
    return Listeudpegning.objects.create(
        omraade=omraade, liste=dag, klasser=list(klasser), registreret_af=bruger, **KILDE
    )


SQUARE = [[[[12.50, 55.65], [12.51, 55.65], [12.51, 55.66], [12.50, 55.66], [12.50, 55.65]]]]


def put_graense(bruger: Bruger, omraade: Omraade, **more) -> Omraadegraense:
    """An outline of an area; without days unless they are given."""
    values = {"koordinatsystem": "EPSG:4326", "registreret_af": bruger, **KILDE, **more}
    geometri = {"type": "MultiPolygon", "coordinates": SQUARE}
    return Omraadegraense.objects.create(omraade=omraade, geometri=geometri, **values)
