"""Projects held against the profile's districts: a district is free text, and may be none of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from almen.organisationer.selectors import current_profil

UKENDT, IKKE_OPLYST = "ukendt", "ikke_oplyst"
UKENDT_NAVN, IKKE_OPLYST_NAVN = "Ukendt bydel", "Ikke oplyst"


def district_of(tekst: str) -> str:
    """The row that a written district counts in: the profile's name for it; without districts there, the text itself."""
    if not tekst:
        return IKKE_OPLYST_NAVN
    profil = current_profil()
    return profil.bydel_of(tekst) or (UKENDT_NAVN if profil.bydele else tekst)


def choice_of(navn: str) -> str:
    """The filter's value for a row's name."""
    return {UKENDT_NAVN: UKENDT, IKKE_OPLYST_NAVN: IKKE_OPLYST}.get(navn, navn)


def district_choices(projekter: QuerySet[Any]) -> Sequence[tuple[str, str]]:
    """What the filter of `projekter` offers: the profile's districts; without any there, those written on them."""
    bydele = current_profil().bydele
    if bydele:
        names = [bydel.navn for bydel in bydele]
    else:
        written = projekter.exclude(bydel="").order_by("bydel")
        names = list(written.values_list("bydel", flat=True).distinct())
    ends = [(UKENDT, UKENDT_NAVN)] if bydele else []
    return [*((navn, navn) for navn in names), *ends, (IKKE_OPLYST, IKKE_OPLYST_NAVN)]


def in_district(projekter: QuerySet[Any], valg: str) -> QuerySet[Any]:
    """The projects of one of `district_choices`; the same projects as `district_of` counts there."""
    profil = current_profil()
    if valg == IKKE_OPLYST:
        return projekter.filter(bydel="")
    if valg == UKENDT:
        known = [tekst for bydel in profil.bydele for tekst in bydel.skrivemaader]
        return projekter.exclude(bydel__in=["", *known])
    texts = next((bydel.skrivemaader for bydel in profil.bydele if bydel.navn == valg), (valg,))
    return projekter.filter(bydel__in=texts)
