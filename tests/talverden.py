"""Key figures of supervision put in as they are, without a service; and what the access table's addresses point at."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from almen.grundlag.services.aflaesning import count_decimals
from almen.organisationer.models import Afdeling, Boligbestand, Boligorganisation, Bruger
from almen.tilsyn.models import Tilsynstal

KILDE = {"kilde": "Prøvekilde", "sikkerhed": "sikker"}


def make_afdelinger(organisation: Boligorganisation, antal: int, *, fra: int = 1, **more) -> list[Afdeling]:
    """Afdelinger that are all alike: etage, built in 1950, 40 dwellings of 70 m² each."""
    alike = {"bygningstype": "etage", "ibrugtaget": dt.date(1950, 1, 1), **more}
    rows = Afdeling.objects.bulk_create(
        Afdeling(boligorganisation=organisation, nummer=str(n), navn=f"Gård {n}", **alike)
        for n in range(fra, fra + antal)
    )
    Boligbestand.objects.bulk_create(
        Boligbestand(
            afdeling=row, boligtype="familie", antal=40, bruttoareal_m2=2800, opgjort=dt.date(2020, 1, 1)
        )
        for row in rows
    )
    return rows


def put_tal(
    bruger: Bruger, sted: Boligorganisation | Afdeling, aar: int, demo: bool = False, **tal: str | None
) -> list[Tilsynstal]:
    """Figures of a year, as texts with their printed decimals."""
    afdeling = sted if isinstance(sted, Afdeling) else None
    organisation = sted.boligorganisation_id if isinstance(sted, Afdeling) else sted.pk
    rows = []
    for indikator, tekst in tal.items():
        vaerdi = None if tekst is None else Decimal(tekst)
        rows.append(
            Tilsynstal(
                boligorganisation_id=organisation,
                afdeling=afdeling,
                aar=aar,
                indikator=indikator,
                vaerdi=vaerdi,
                decimaler=count_decimals(vaerdi),
                registreret_af=bruger,
                demo=demo,
                **KILDE,
            )
        )
    return Tilsynstal.objects.bulk_create(rows)


def figure_names(officer: Bruger, organisation: Boligorganisation) -> dict[str, object]:
    """Objects by the names that the table uses."""
    afdeling = make_afdelinger(organisation, 1, fra=981)[0]
    for aar in (2023, 2024):
        rows = put_tal(officer, afdeling, aar, lejetab_pct="1.50", afdelingsbestyrelse="1")
        put_tal(officer, organisation, aar, dispositionsfond_pr_bolig="5500")
    return {"tilsynstal": rows[0].pk, "talafdeling": afdeling.pk, "talorganisation": organisation.pk}
