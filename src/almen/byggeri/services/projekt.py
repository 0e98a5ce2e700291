"""Opening a case of new building, and changing the facts of its project."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from almen.byggeri.models import Bogstav, Projekt, Projektdel, Skema
from almen.byggeri.selectors.projektdata import forget_projektdata, prime_projektdata, projektdata_of
from almen.byggeri.services.inddata import DelInput, ServicearealInput, check_dele, check_serviceareal
from almen.byggeri.services.placering import check_placering, settled
from almen.byggeri.services.skema import write_skema
from almen.grundlag.models import Grundlagsversion
from almen.organisationer.models import Boligorganisation, Bruger
from almen.organisationer.selectors import current_profil
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.faste import insert
from almen.sager.models import Fortrolighed, Sag
from almen.sager.services import locked_journal, opened_sag, refresh_overblik

SAGSTYPE = "nybyggeri"
# What may be said of a project when it is opened and later; the rest follows from decisions.
PROJEKTFELTER: tuple[str, ...] = tuple(
    field.name
    for field in Projekt._meta.concrete_fields
    if field.editable and field.name not in ("id", "sag", "soegetekst")
)


def open_nybyggeri(
    *,
    bruger: Bruger,
    titel: str,
    boligorganisation: Boligorganisation | None,
    dele: Sequence[DelInput],
    adresse: str = "",
    aabnet_dato: dt.date | None = None,
    indsendt: dt.date | None = None,
    kilde: str = "",
    note: str = "",
    fortrolighed: str = Fortrolighed.AABEN,
    ansvarlig: Bruger | None = None,
    grundlagsversion: Grundlagsversion | None = None,
    demo: bool = False,
    serviceareal: ServicearealInput | None = None,
    **felter: Any,
) -> Sag:
    """Opens a case with its project and version 1 of Skema A, in one transaction.

    `felter` are further fields of the project (`PROJEKTFELTER`), e.g. `forventet_tilsagn`, `reserve_pct`.
    Raises UgyldigtInput with all faults, AdgangNaegtet, or IngenSagsgang; then nothing is written.
    """
    adgang.require(adgang.may_open_sag(bruger), "Kun sagsbehandlere og ledere kan åbne en sag.")
    titel = titel.strip()
    if not 1 <= len(titel) <= 200:
        raise UgyldigtInput([Fejl("titel", "skal være på 1 til 200 tegn")])
    check_dele(dele)
    check_serviceareal(serviceareal)
    projekt = Projekt(
        navn=str(felter.pop("navn", "") or titel).strip()[:160],
        adresse=adresse.strip(),
        region=felter.pop("region", None) or current_profil().region,
        kilde=kilde,
    )
    _set_fields(projekt, felter)
    projekt.soegetekst = _search_text(projekt, boligorganisation)
    _check_projekt(projekt)
    with opened_sag(
        bruger=bruger,
        sagstype=SAGSTYPE,
        titel=titel,
        aabnet_dato=aabnet_dato,
        boligorganisation=boligorganisation,
        fortrolighed=fortrolighed,
        ansvarlig=ansvarlig,
        grundlagsversion=grundlagsversion,
        demo=demo,
    ) as sag:
        projekt.sag = sag
        insert(projekt)
        parts = [
            insert(
                Projektdel(
                    projekt=projekt, nummer=index, boligtype=item.boligtype, bossinf_type=item.bossinf_type
                )
            )
            for index, item in enumerate(dele, start=1)
        ]
        skema = Skema(
            projekt=projekt,
            bogstav=Bogstav.A,
            version=1,
            indsendt=indsendt,
            note=note,
            kilde=kilde,
            registreret_af=bruger,
        )
        data = write_skema(skema, list(zip(parts, dele, strict=True)), serviceareal)
        prime_projektdata(sag, projekt, [data])
    return sag


def edit_projekt(*, bruger: Bruger, sag: Sag, **felter: Any) -> Projekt:
    """Changes the given fields of the project; old and new values stand in the journal.

    Raises UgyldigtInput with all faults, or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), "Kun sagsbehandlere og ledere kan rette projektet.")
    with locked_journal(sag, bruger) as journal:
        forget_projektdata(sag)
        projekt = projektdata_of(sag).projekt
        before = _values(projekt, felter)
        _set_fields(projekt, felter)
        after = _values(projekt, felter)
        changed = sorted(navn for navn in felter if before[navn] != after[navn])
        if not changed:
            return projekt
        projekt.soegetekst = _search_text(projekt, sag.boligorganisation)
        _check_projekt(projekt)
        try:
            with transaction.atomic():
                projekt.save(update_fields=[*changed, "soegetekst"])
        except IntegrityError:
            forget_projektdata(sag)
            raise UgyldigtInput(
                [Fejl("lbf_byggeafsnit", "bruges allerede af et andet projekt i afdelingen")]
            ) from None
        names = ", ".join(Projekt.title_of(navn) for navn in changed)
        journal.append(
            "projekt_rettet",
            f"Projektets oplysninger er rettet: {names}.",
            {"fra": {navn: before[navn] for navn in changed}, "til": {navn: after[navn] for navn in changed}},
        )
        refresh_overblik(sag)
    return projekt


def check_felter(felter: Mapping[str, Any]) -> None:
    """Raises UgyldigtInput with every fault of the given fields of a project (`PROJEKTFELTER`); asks and writes nothing."""
    projekt = Projekt(navn="-", region=current_profil().region)
    _set_fields(projekt, dict(felter))
    _check_projekt(projekt)


def _values(projekt: Projekt, felter: dict[str, Any]) -> dict[str, Any]:
    """The fields' present values as the journal can hold them; a foreign key by its number."""
    return {
        navn: getattr(projekt, f"{navn}_id" if navn == "afdeling" else navn)
        for navn in felter
        if navn in PROJEKTFELTER
    }


def _set_fields(projekt: Projekt, felter: dict[str, Any]) -> None:
    unknown = sorted(set(felter) - set(PROJEKTFELTER))
    if unknown:
        raise UgyldigtInput([Fejl(navn, "er ikke et felt på et projekt") for navn in unknown])
    for navn, value in felter.items():
        setattr(projekt, navn, settled(navn, value))


def _search_text(projekt: Projekt, organisation: Boligorganisation | None) -> str:
    parts = [projekt.navn, projekt.adresse, projekt.bydel, projekt.lokalplan]
    if organisation is not None:
        parts += [organisation.navn, organisation.kortnavn]
    return " ".join(dict.fromkeys(part for part in parts if part))[:300]


def _check_projekt(projekt: Projekt) -> None:
    """Field by field, without asking the database: opening a case is a hot path."""
    if isinstance(projekt.reserve_pct, float):
        raise TypeError("Procenter er Decimal, aldrig float.")
    if isinstance(projekt.reserve_pct, int):
        projekt.reserve_pct = Decimal(projekt.reserve_pct)
    fejl: list[Fejl] = []
    for navn in ("grundkapital_maks", "garanti_maks", "ejendomsvaerdi"):
        value = getattr(projekt, navn)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            fejl.append(Fejl(navn, f"er {value!r}; tilladt er hele kroner"))
    fejl += check_placering(projekt)
    try:
        projekt.clean_fields(exclude=["sag", "afdeling", *(item.felt for item in fejl)])
    except ValidationError as error:
        fejl += [Fejl(navn, " ".join(messages)) for navn, messages in error.message_dict.items()]
    if fejl:
        raise UgyldigtInput(fejl)
