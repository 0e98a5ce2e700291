"""What could stand on a dialogue's agenda: standard themes, signs in the key figures, and auditors' remarks that are open."""

from __future__ import annotations

from dataclasses import dataclass

from almen.tilsyn.dialogtemaer import load_temaer
from almen.tilsyn.models import Revisionsbemaerkning, Styringsdialog, Tilsynsbillede
from almen.tilsyn.selectors.revision import bemaerkninger

# A long list helps nobody to choose; the worst come first.
MAX_SIGNS = 15


@dataclass(frozen=True)
class Forslag:
    """A suggested item: `noegle` names it in the form, `kilde` says what it rests on."""

    noegle: str
    titel: str
    oplaeg: str
    tema: str
    kilde: str


def suggest_punkter(dialog: Styringsdialog) -> list[Forslag]:
    """What is not on the agenda yet, themes first. Three queries."""
    known = set(dialog.punkter.values_list("titel", flat=True))
    found = [*_themes(), *_signs(dialog), *_remarks(dialog)]
    return [item for item in found if item.titel not in known]


def open_bemaerkninger(dialog: Styringsdialog) -> list[Revisionsbemaerkning]:
    """The auditors' remarks on the organisation that are open, the gravest accounts' latest first. One query."""
    rows = bemaerkninger().filter(
        boligorganisation=dialog.boligorganisation_id,
        afsluttet__isnull=True,
        regnskabsaar__lte=dialog.regnskabsaar,
    )
    return list(rows.order_by("-regnskabsaar", "pk"))


def _themes() -> list[Forslag]:
    told = load_temaer()
    return [
        Forslag(f"tema-{item.id}", item.titel, item.oplaeg, item.navn, told.kilde) for item in told.temaer
    ]


def _signs(dialog: Styringsdialog) -> list[Forslag]:
    rows = Tilsynsbillede.objects.filter(
        boligorganisation=dialog.boligorganisation_id, aar=dialog.regnskabsaar
    ).select_related("afdeling", "boligorganisation")
    found = []
    for row in rows.order_by("-alvorlige", "-opmaerksomme", "pk"):
        for flag in row.flag:
            # Remarks are suggested by themselves, with their words.
            if str(flag.get("maal", "")).startswith("bemaerkning") or not flag.get("tekst"):
                continue
            who = str(row.afdeling or row.boligorganisation)
            found.append(
                Forslag(
                    f"tegn-{row.pk}-{flag.get('regel', '')}-{flag.get('indikator', '')}",
                    f"{who}: {flag['tekst']}"[:200],
                    "",
                    "Nøgletal",
                    f"Nøgletal for {dialog.regnskabsaar}",
                )
            )
    return found[:MAX_SIGNS]


def _remarks(dialog: Styringsdialog) -> list[Forslag]:
    return [
        Forslag(
            f"bemaerkning-{row.pk}",
            f"Revisionens bemærkning {row.regnskabsaar}: {' '.join(row.tekst.split())}"[:200],
            row.tekst,
            "Revision",
            row.kilde,
        )
        for row in open_bemaerkninger(dialog)
    ]
