"""Opening a renovation, changing its facts, and adding versions of its figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from almen.byggeri.models import Bogstav, Problemtype, Renovering, Renoveringsskema
from almen.byggeri.selectors.renovering import forget_renovering, renovering_of
from almen.organisationer.models import Afdeling, Boligorganisation, Bruger
from almen.organisationer.selectors import own_afdelinger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.inddata import SUM_HOEJST
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.services import locked_journal, opened_sag, refresh_overblik

SAGSTYPE = "renovering"
NO_RIGHT = "Kun sagsbehandlere og ledere kan rette renoveringen."
RENOVERINGSFELTER: tuple[str, ...] = tuple(
    field.name for field in Renovering._meta.concrete_fields if field.name not in ("id", "sag")
)
LOEBETID_HOEJST = 100


@dataclass(frozen=True)
class RenoveringsskemaInput:
    """The figures of one version: whole kroner, years, and rent in kroner per m² and year. None = not known."""

    stoettede_arbejder: int | None = None
    ustoettede_arbejder: int | None = None
    forbedringer: int | None = None
    stoettet_laan: int | None = None
    ustoettet_laan: int | None = None
    tilskud: int | None = None
    egne_midler: int | None = None
    kapitaltilfoersel: int | None = None
    loebetid_stoettet: int | None = None
    loebetid_ustoettet: int | None = None
    leje_foer_m2: Decimal | None = None
    leje_efter_m2: Decimal | None = None


def open_renovering(
    *,
    bruger: Bruger,
    titel: str,
    boligorganisation: Boligorganisation,
    problemer: Sequence[str],
    afdelinger: Iterable[Afdeling] = (),
    tal: RenoveringsskemaInput | None = None,
    aabnet_dato: dt.date | None = None,
    demo: bool = False,
    **felter: Any,
) -> Sag:
    """Opens a case with its renovation and, where figures are given, version 1 of Skema A, in one transaction.

    Raises UgyldigtInput with all faults, AdgangNaegtet, or IngenSagsgang; then nothing is written.
    """
    adgang.require(adgang.may_open_sag(bruger), "Kun sagsbehandlere og ledere kan åbne en sag.")
    titel = titel.strip()
    if not 1 <= len(titel) <= 200:
        raise UgyldigtInput([Fejl("titel", "skal være på 1 til 200 tegn")])
    renovering = Renovering(navn=str(felter.pop("navn", "") or titel).strip()[:160], problemer=problemer)
    _set_fields(renovering, felter)
    _check(renovering)
    if tal is not None:
        check_tal(tal)
    chosen = own_afdelinger(boligorganisation, afdelinger)
    with opened_sag(
        bruger=bruger,
        sagstype=SAGSTYPE,
        titel=titel,
        aabnet_dato=aabnet_dato,
        boligorganisation=boligorganisation,
        demo=demo,
    ) as sag:
        renovering.sag = sag
        renovering.save(force_insert=True)
        renovering.afdelinger.set(chosen)
        if tal is not None:
            _write_skema(renovering, Bogstav.A, 1, tal, bruger)
        forget_renovering(sag)
    return sag


def edit_renovering(
    *, bruger: Bruger, sag: Sag, afdelinger: Iterable[Afdeling] | None = None, **felter: Any
) -> Renovering:
    """Changes the given fields; old and new values stand in the journal. Raises UgyldigtInput or AdgangNaegtet."""
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    chosen = None if afdelinger is None else own_afdelinger(sag.boligorganisation, afdelinger)
    with locked_journal(sag, bruger) as journal:
        forget_renovering(sag)
        renovering = renovering_of(sag).renovering
        before = _as_data(renovering, felter)
        _set_fields(renovering, felter)
        _check(renovering)
        if chosen is not None:
            renovering.afdelinger.set(chosen)
        after = _as_data(renovering, felter)
        changed = sorted(navn for navn in before if before[navn] != after[navn])
        if changed:
            renovering.save()
            names = ", ".join(Renovering.title_of(navn) for navn in changed)
            journal.append(
                "renovering_rettet",
                f"Renoveringens oplysninger er rettet: {names}.",
                {
                    "fra": {navn: before[navn] for navn in changed},
                    "til": {navn: after[navn] for navn in changed},
                },
            )
            refresh_overblik(sag)
    return renovering


def save_renoveringsskema(
    *,
    bruger: Bruger,
    sag: Sag,
    bogstav: str,
    tal: RenoveringsskemaInput,
    indsendt: dt.date | None = None,
    kilde: str = "",
    note: str = "",
) -> Renoveringsskema:
    """Adds a version of Skema A, B or C; earlier versions stay.

    Raises UgyldigtInput, also where a standing decision has fixed this Skema or a later one, or the one before is missing.
    """
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    if bogstav not in Bogstav.values:
        raise UgyldigtInput([Fejl("bogstav", f"er »{bogstav}«; tilladt er A, B og C")])
    check_tal(tal)
    with locked_journal(sag, bruger) as journal:
        forget_renovering(sag)
        data = renovering_of(sag)
        if reason := data.closed(bogstav):
            raise UgyldigtInput([Fejl("bogstav", reason)])
        latest = data.latest(bogstav)
        skema = _write_skema(
            data.renovering,
            bogstav,
            latest.version + 1 if latest else 1,
            tal,
            bruger,
            indsendt=indsendt,
            kilde=kilde.strip(),
            note=note.strip(),
        )
        journal.append(
            "renoveringsskema",
            f"Skema {bogstav}, version {skema.version} er registreret.",
            {"bogstav": bogstav, "version": skema.version, **_filled(tal)},
        )
        forget_renovering(sag)
        refresh_overblik(sag)
    return skema


def _write_skema(
    renovering: Renovering,
    bogstav: str,
    version: int,
    tal: RenoveringsskemaInput,
    bruger: Bruger,
    **om: Any,
) -> Renoveringsskema:
    return Renoveringsskema.objects.create(
        renovering=renovering, bogstav=bogstav, version=version, registreret_af=bruger, **asdict(tal), **om
    )


def _filled(tal: RenoveringsskemaInput) -> dict[str, Any]:
    return {navn: value for navn, value in asdict(tal).items() if value is not None}


def check_renoveringsfelter(felter: Mapping[str, Any], sag: Sag | None = None) -> None:
    """Raises UgyldigtInput with every fault that the given fields would bring, in `sag` where there is one; writes nothing."""
    found = Renovering.objects.filter(sag=sag).first() if sag is not None else None
    renovering = found or Renovering(navn="-")
    _set_fields(renovering, dict(felter))
    _check(renovering)


def check_tal(tal: RenoveringsskemaInput) -> None:
    """Raises UgyldigtInput with every figure that cannot be right."""
    fejl: list[Fejl] = []
    for navn, value in _filled(tal).items():
        if navn.startswith("leje_"):
            if not isinstance(value, Decimal) or not value.is_finite() or not 0 <= value < 100_000:
                fejl.append(Fejl(navn, f"er {value}; tilladt er 0 til 99.999,99 kr. pr. m²"))
        elif isinstance(value, bool) or not isinstance(value, int):
            fejl.append(Fejl(navn, f"er {value!r}; tilladt er hele tal"))
        elif navn.startswith("loebetid_"):
            if not 1 <= value <= LOEBETID_HOEJST:
                fejl.append(Fejl(navn, f"er {value}; tilladt er 1 til {LOEBETID_HOEJST} år"))
        elif not 0 <= value <= SUM_HOEJST:
            fejl.append(Fejl(navn, f"er {value}; tilladt er 0 til {SUM_HOEJST} kr."))
    if fejl:
        raise UgyldigtInput(fejl)


def _set_fields(renovering: Renovering, felter: dict[str, Any]) -> None:
    if unknown := sorted(set(felter) - set(RENOVERINGSFELTER)):
        raise UgyldigtInput([Fejl(navn, "er ikke et felt på en renovering") for navn in unknown])
    for navn, value in felter.items():
        setattr(renovering, navn, value)


def _check(renovering: Renovering) -> None:
    fejl: list[Fejl] = []
    if unknown := [item for item in renovering.problemer if item not in Problemtype.values]:
        fejl.append(
            Fejl(
                "problemer", f"er {', '.join(map(str, unknown))}; tilladt er {', '.join(Problemtype.values)}"
            )
        )
    if (
        renovering.genhusning_boliger is not None
        and renovering.boliger is not None
        and renovering.genhusning_boliger > renovering.boliger
    ):
        fejl.append(
            Fejl(
                "genhusning_boliger",
                f"er {renovering.genhusning_boliger}; der er {renovering.boliger} boliger",
            )
        )
    try:
        renovering.clean_fields(exclude=["sag", "problemer"])
    except ValidationError as error:
        fejl += [Fejl(navn, " ".join(messages)) for navn, messages in error.message_dict.items()]
    if fejl:
        raise UgyldigtInput(fejl)


def _as_data(renovering: Renovering, felter: dict[str, Any]) -> dict[str, Any]:
    data = {navn: getattr(renovering, navn) for navn in felter}
    data["afdelinger"] = sorted(renovering.afdelinger.values_list("nummer", flat=True))
    return data
