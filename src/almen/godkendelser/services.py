"""What can be done with approvals; the only place that writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from almen.godkendelser.models import Godkendelse
from almen.godkendelser.selectors import godkendelse_of, type_of, typer
from almen.godkendelser.svar import encode_svar
from almen.godkendelser.typedefinition import Godkendelsestype
from almen.organisationer.models import Afdeling, Boligorganisation, Bruger
from almen.organisationer.selectors import own_afdelinger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.services import locked_journal, opened_sag, refresh_overblik


def open_godkendelse(
    *,
    bruger: Bruger,
    type_id: str,
    titel: str,
    boligorganisation: Boligorganisation | None,
    svar: Mapping[str, Any],
    bilag: Mapping[str, bool | None] | None = None,
    afdelinger: Iterable[Afdeling] = (),
    udspringer_af: Sag | None = None,
    **sagsfelter: Any,
) -> Sag:
    """Opens a case with its answers, in one transaction. `sagsfelter` go to `opened_sag` (e.g. `aabnet_dato`).

    `udspringer_af` is the case that it came of; its kind must be one that the new case's kind allows. Without a `fortrolighed`
    the kind's own is used. Raises UgyldigtInput with all faults, AdgangNaegtet, or IngenSagsgang; then nothing is written.
    """
    adgang.require(adgang.may_open_sag(bruger), "Kun sagsbehandlere og ledere kan åbne en sag.")
    type_ = typer().get(type_id)
    if type_ is None:
        raise UgyldigtInput([Fejl("type", f"er »{type_id}«; tilladt er {', '.join(typer())}")])
    if not 1 <= len(titel.strip()) <= 200:
        raise UgyldigtInput([Fejl("titel", "skal være på 1 til 200 tegn")])
    _check_origin(bruger, type_, boligorganisation, udspringer_af)
    kept, known = encode_svar(type_, svar), _known_bilag(type_, bilag or {})
    chosen = own_afdelinger(boligorganisation, afdelinger)
    with opened_sag(
        bruger=bruger,
        sagstype=type_id,
        titel=titel.strip(),
        boligorganisation=boligorganisation,
        udspringer_af=udspringer_af,
        **{"fortrolighed": type_.fortrolighed, **sagsfelter},
    ) as sag:
        godkendelse = Godkendelse.objects.create(sag=sag, svar=kept, bilag=known)
        godkendelse.afdelinger.set(chosen)
        sag.godkendelse = godkendelse  # type: ignore[attr-defined]
    return sag


def edit_godkendelse(
    *,
    bruger: Bruger,
    sag: Sag,
    svar: Mapping[str, Any],
    bilag: Mapping[str, bool | None],
    afdelinger: Iterable[Afdeling],
) -> Godkendelse:
    """Replaces the answers; old and new stand in the journal. Raises UgyldigtInput or AdgangNaegtet."""
    adgang.require(adgang.may_edit_sag(bruger), "Kun sagsbehandlere og ledere kan rette godkendelsen.")
    type_ = type_of(sag)
    kept, known = encode_svar(type_, svar), _known_bilag(type_, bilag)
    chosen = own_afdelinger(sag.boligorganisation, afdelinger)
    with locked_journal(sag, bruger) as journal:
        godkendelse = Godkendelse.objects.get(sag=sag)
        before = _as_data(godkendelse)
        godkendelse.svar, godkendelse.bilag = kept, known
        godkendelse.save(update_fields=["svar", "bilag"])
        godkendelse.afdelinger.set(chosen)
        after = _as_data(godkendelse)
        sag.godkendelse = godkendelse  # type: ignore[attr-defined]
        if before != after:
            journal.append(
                "godkendelse_rettet",
                "Oplysningerne i ansøgningen er rettet."
                if type_.ansoegt
                else "Sagens oplysninger er rettet.",
                {"fra": before, "til": after},
            )
            refresh_overblik(sag)
    return godkendelse_of(sag)


def _check_origin(
    bruger: Bruger, type_: Godkendelsestype, boligorganisation: Boligorganisation | None, origin: Sag | None
) -> None:
    if boligorganisation is None and type_.kraever_boligorganisation:
        raise UgyldigtInput([Fejl("boligorganisation", "skal vælges")])
    if origin is None:
        return
    if not adgang.visible_sager(bruger).filter(pk=origin.pk).exists():
        raise UgyldigtInput([Fejl("udspringer_af", "findes ikke")])
    if origin.sagstype not in type_.udspringer_af:
        allowed = ", ".join(type_.udspringer_af) or "ingen"
        raise UgyldigtInput([Fejl("udspringer_af", f"er »{origin.sagstype}«; tilladt er {allowed}")])
    if boligorganisation and origin.boligorganisation_id not in (None, boligorganisation.pk):
        raise UgyldigtInput(
            [Fejl("boligorganisation", "skal være den samme som i den sag, som den nye sag udspringer af")]
        )


def _as_data(godkendelse: Godkendelse) -> dict[str, Any]:
    numbers = sorted(godkendelse.afdelinger.values_list("nummer", flat=True))
    return {"svar": godkendelse.svar, "bilag": godkendelse.bilag, "afdelinger": numbers}


def _known_bilag(type_: Godkendelsestype, bilag: Mapping[str, bool | None]) -> dict[str, bool]:
    if unknown := [navn for navn in bilag if navn not in type_.bilag]:
        allowed = ", ".join(type_.bilag) or "ingen"
        raise UgyldigtInput([Fejl(navn[:60], f"kendes ikke; tilladt er {allowed}") for navn in unknown])
    return {navn: value for navn, value in bilag.items() if value is not None}
