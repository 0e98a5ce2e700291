"""Steps of an agreement's stairs, and its annexes: added, changed and taken out, with a reason once it is put forward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from almen.grundlag.models import Sikkerhed
from almen.grundlag.services.aflaesning import is_address
from almen.organisationer.models import Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Dokument
from almen.udlejning.models import Aftalebilag, Bilagsart, Rammeaftale, Trappe, Trappetrin
from almen.udlejning.services.aftaleaendring import changed_aftale


@dataclass(frozen=True)
class Bilagsinput:
    """An annex: its number, what it is about, and where its text is."""

    nummer: int
    art: str
    titel: str
    beskrivelse: str = ""
    kilde_adresse: str = ""
    dokument: Dokument | None = None


@dataclass(frozen=True)
class Trininput:
    """A step of a stair."""

    trappe: str
    nummer: int
    navn: str
    beskrivelse: str = ""
    kilde: str = ""
    sikkerhed: str = Sikkerhed.SIKKER


def save_bilag(
    *,
    bruger: Bruger,
    aftale: Rammeaftale,
    bilag: Bilagsinput,
    rettes: Aftalebilag | None = None,
    grund: str = "",
) -> Aftalebilag:
    """Adds an annex, or changes `rettes`. The document is one of the agreement's own case. Raises UgyldigtInput, AdgangNaegtet."""
    fejl = _check_bilag(bilag)
    if bilag.dokument is not None and (
        aftale.sag_id is None
        or bilag.dokument.sag_id != aftale.sag_id
        or not adgang.visible_dokumenter(bruger).filter(pk=bilag.dokument.pk).exists()
    ):
        fejl.append(Fejl("dokument", "skal være et dokument på aftalens egen sag"))
    if fejl:
        raise UgyldigtInput(fejl)
    with changed_aftale(aftale, bruger, grund=grund) as change:
        row = Aftalebilag(rammeaftale=change.aftale)
        if rettes is not None:
            row = _find(change.aftale.bilag, rettes)
        before = _bilag_data(row) if rettes is not None else {}
        if change.aftale.bilag.filter(nummer=bilag.nummer).exclude(pk=row.pk).exists():
            raise UgyldigtInput([Fejl("nummer", f"Aftalen har allerede et bilag {bilag.nummer}")])
        row.nummer, row.art, row.titel = bilag.nummer, bilag.art, bilag.titel.strip()
        row.beskrivelse, row.kilde_adresse = bilag.beskrivelse.strip(), bilag.kilde_adresse.strip()
        row.dokument = bilag.dokument
        row.save()
        words = f"{row} er {'rettet' if before else 'tilføjet'}."
        change.record("aftalebilag_gemt", words, before, _bilag_data(row))
    return row


def drop_bilag(*, bruger: Bruger, bilag: Aftalebilag, grund: str = "") -> None:
    """Takes an annex out; the journal keeps it. Raises UgyldigtInput, AdgangNaegtet."""
    with changed_aftale(bilag.rammeaftale, bruger, grund=grund) as change:
        row = _find(change.aftale.bilag, bilag)
        change.record("aftalebilag_fjernet", f"{row} er fjernet.", _bilag_data(row), {})
        row.delete()


def save_trin(
    *,
    bruger: Bruger,
    aftale: Rammeaftale,
    trin: Trininput,
    rettes: Trappetrin | None = None,
    grund: str = "",
) -> Trappetrin:
    """Adds a step to a stair, or changes `rettes` (its stair and number stay). Raises UgyldigtInput, AdgangNaegtet."""
    if fejl := _check_trin(trin):
        raise UgyldigtInput(fejl)
    with changed_aftale(aftale, bruger, grund=grund) as change:
        row = Trappetrin(rammeaftale=change.aftale, trappe=trin.trappe, nummer=trin.nummer)
        if rettes is not None:
            row = _find(change.aftale.trin, rettes)
        elif change.aftale.trin.filter(trappe=trin.trappe, nummer=trin.nummer).exists():
            raise UgyldigtInput(
                [Fejl("nummer", f"{Trappe(trin.trappe).label} har allerede et trin {trin.nummer}")]
            )
        before = _trin_data(row) if rettes is not None else {}
        row.navn, row.beskrivelse = trin.navn.strip(), trin.beskrivelse.strip()
        row.kilde, row.sikkerhed = trin.kilde.strip(), trin.sikkerhed
        row.save()
        words = f"{row} er {'rettet' if before else 'tilføjet'}: {row.navn}."
        change.record("trappetrin_gemt", words, before, _trin_data(row))
    return row


def drop_trin(*, bruger: Bruger, trin: Trappetrin, grund: str = "") -> None:
    """Takes out a step of a draft that no afdeling is or was placed on. Raises UgyldigtInput, AdgangNaegtet."""
    with changed_aftale(trin.rammeaftale, bruger, grund=grund) as change:
        row = _find(change.aftale.trin, trin)
        if change.vedtaget:
            raise UgyldigtInput([Fejl("", "Aftalen gælder; dens trin ændres med en ny aftale")])
        if row.placeringer.exists():
            raise UgyldigtInput([Fejl("", f"{row} har eller har haft afdelinger og kan ikke fjernes")])
        change.record("trappetrin_fjernet", f"{row} er fjernet.", _trin_data(row), {})
        row.delete()


def _find(rows: Any, wanted: Any) -> Any:
    found = rows.filter(pk=wanted.pk).first()
    if found is None:
        raise UgyldigtInput([Fejl("", "Det er fjernet i mellemtiden. Intet er ændret")])
    return found


def _check_bilag(bilag: Bilagsinput) -> list[Fejl]:
    checks = (
        ("nummer", 1 <= bilag.nummer <= 99, "skal ligge mellem 1 og 99"),
        ("art", bilag.art in Bilagsart.values, f"skal være en af: {', '.join(Bilagsart.values)}"),
        ("titel", 0 < len(bilag.titel.strip()) <= 200, "skal være på 1 til 200 tegn"),
        ("beskrivelse", len(bilag.beskrivelse) <= 10_000, "må højst være på 10.000 tegn"),
        (
            "kilde_adresse",
            not bilag.kilde_adresse.strip() or is_address(bilag.kilde_adresse.strip()),
            "skal begynde med https:// eller http:// og være højst 400 tegn",
        ),
    )
    return [Fejl(felt, besked) for felt, holds, besked in checks if not holds]


def _check_trin(trin: Trininput) -> list[Fejl]:
    checks = (
        ("trappe", trin.trappe in Trappe.values, f"skal være en af: {', '.join(Trappe.values)}"),
        ("nummer", 1 <= trin.nummer <= 20, "skal ligge mellem 1 og 20"),
        ("navn", 0 < len(trin.navn.strip()) <= 160, "skal være på 1 til 160 tegn"),
        ("beskrivelse", len(trin.beskrivelse) <= 5000, "må højst være på 5.000 tegn"),
        ("kilde", len(trin.kilde.strip()) <= 400, "må højst være på 400 tegn"),
        ("sikkerhed", trin.sikkerhed in Sikkerhed.values, f"skal være en af: {', '.join(Sikkerhed.values)}"),
    )
    return [Fejl(felt, besked) for felt, holds, besked in checks if not holds]


def _bilag_data(row: Aftalebilag) -> dict[str, Any]:
    names = ("nummer", "art", "titel", "beskrivelse", "kilde_adresse", "dokument_id")
    return {"bilag": row.pk, **{name: getattr(row, name) for name in names}}


def _trin_data(row: Trappetrin) -> dict[str, Any]:
    names = ("trappe", "nummer", "navn", "beskrivelse", "kilde", "sikkerhed")
    return {"trin": row.pk, **{name: getattr(row, name) for name in names}}
