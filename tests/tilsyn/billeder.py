"""Afdelinger of one group and their figures, put straight into the database, for tests of what is computed from them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from almen.grundlag.services import add_lokal
from almen.organisationer.models import Afdeling, Boligbestand, Boligorganisation, Bruger
from almen.tilsyn.models import Tilsynstal


def make_afdeling(organisation: Boligorganisation, nummer: int, boliger: int = 100, **more) -> Afdeling:
    """An afdeling of the group of built-up blocks of 51–90 m² from before 1960."""
    afdeling = Afdeling.objects.create(
        boligorganisation=organisation,
        nummer=str(nummer),
        **{
            "navn": f"Gården {nummer}",
            "bygningstype": "etage",
            "ibrugtaget": dt.date(1950, 1, 1),
            "bydel": "Valby",
            **more,
        },
    )
    Boligbestand.objects.create(
        afdeling=afdeling,
        boligtype="familie",
        antal=boliger,
        bruttoareal_m2=boliger * 70,
        opgjort=dt.date(2020, 1, 1),
    )
    return afdeling


def put_tal(
    bruger: Bruger, sted: Afdeling | Boligorganisation, aar: int, **tal: str | None
) -> list[Tilsynstal]:
    """First readings of one year: indicator → figure as printed."""
    afdeling = sted if isinstance(sted, Afdeling) else None
    organisation = afdeling.boligorganisation if afdeling else sted
    return Tilsynstal.objects.bulk_create(
        Tilsynstal(
            boligorganisation=organisation,
            afdeling=afdeling,
            aar=aar,
            indikator=indikator,
            vaerdi=None if vaerdi is None else Decimal(vaerdi),
            decimaler=0 if vaerdi is None else max(-Decimal(vaerdi).as_tuple().exponent, 0),
            kilde="Prøvekilde",
            sikkerhed="sikker",
            registreret_af=bruger,
        )
        for indikator, vaerdi in tal.items()
    )


def set_kritisk(administrator: Bruger, parameter: str, vaerdi: str) -> None:
    """The municipality's own critical value, for the years from 2000 on."""
    add_lokal(
        bruger=administrator,
        parameter=parameter,
        fra=dt.date(2000, 1, 1),
        til=None,
        vaerdi=Decimal(vaerdi) if "pct" in parameter else int(vaerdi),
        hjemmel="Udvalget",
        kilde="Prøve",
    )
