"""What the public sees of what has been adopted: routes, administrationsgrundlag, parameters. Drafts are not public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from almen.grundlag.models import Grundlagsversion, Sagsgangsversion, Status
from almen.grundlag.parametervaerdier import value_lines
from almen.grundlag.selectors import current_parametre, sagsgang_of
from almen.grundlag.selectors.parameteroversigt import (
    Linje,
    Parameterstand,
    find_parameter,
    history_of,
    parameter_on,
    parametre_on,
)
from almen.grundlag.selectors.versionsoversigt import Versionslinje, as_linje, sagstype_navn
from almen.organisationer.selectors import aktoer_navn
from almen.regler.resultat import kilde_er_link
from almen.ui.kolonner import Kolonne
from almen.ui.offentligt import Offentligsamling
from almen.ui.offentligt import register as register_samling

# A version that was corrected was in force until then, so it stays to be read; a draft never was.
PUBLIC = (Status.VEDTAGET, Status.RETTET)


def _link(linje: Versionslinje) -> str | None:
    return linje.version.kilde if linje.er_link else None


VERSION_FELTER = (
    Kolonne("version", "Version", "version.version", sorter="version", beskrivelse="Versionens navn"),
    Kolonne(
        "stand",
        "Status",
        "stand",
        "chip",
        sorter="stand",
        tone=lambda linje: linje.tone,
        beskrivelse="I kraft, kommende, ophørt eller rettet",
    ),
    Kolonne(
        "gyldig_fra",
        "Gælder fra",
        "version.gyldig_fra",
        "dato",
        sorter="gyldig_fra",
        beskrivelse="Første dag i kraft",
    ),
    Kolonne(
        "gyldig_til", "Gælder til", "version.gyldig_til", "dato", beskrivelse="Tom: ingen slutdato kendt"
    ),
    Kolonne("vedtaget_af", "Vedtaget af", "organ", sorter="organ", beskrivelse="Organets navn dengang"),
    Kolonne(
        "vedtaget_dato", "Vedtaget den", "version.vedtaget_dato", "dato", beskrivelse="Tom: dagen er ikke set"
    ),
    Kolonne("kilde", "Kilde", "version.kilde", url=_link, beskrivelse="Den beslutning, versionen hviler på"),
    Kolonne(
        "sikkerhed",
        "Sikkerhed",
        "version.sikkerhed",
        beskrivelse="Hvor sikkert dag og kilde er: sikker, sandsynlig eller usikker",
    ),
)


def _sagsgange() -> Sequence[Versionslinje]:
    today = timezone.localdate()
    versions = Sagsgangsversion.objects.filter(status__in=PUBLIC).defer("definition")
    return [as_linje(item, today) for item in versions.order_by("sagstype", "-gyldig_fra", "-pk")]


def _sagsgang_noegle(linje: Versionslinje) -> str:
    assert isinstance(linje.version, Sagsgangsversion)  # noqa: S101 - tells the type checker
    return f"{linje.version.sagstype}:{linje.version.version}"


def _sagsgang_titel(linje: Versionslinje) -> str:
    assert isinstance(linje.version, Sagsgangsversion)  # noqa: S101 - tells the type checker
    return f"{sagstype_navn(linje.version.sagstype)}, version {linje.version.version}"


def _sagsgang_detaljer(linje: Versionslinje) -> Mapping[str, Any]:
    """The route's steps in order: who, after what, on what conditions, by which law."""
    route = sagsgang_of(linje.version.pk)
    today = max(timezone.localdate(), linje.version.gyldig_fra)
    day = min(today, linje.version.gyldig_til or today)
    numbers = {trin.id: number for number, trin in enumerate(route.orden, start=1)}
    phases = {fase.id: fase.navn for fase in route.faser}
    return {
        "trin": [
            {
                "nummer": numbers[trin.id],
                "navn": trin.navn,
                "fase": phases.get(trin.fase, trin.fase),
                "hvem": aktoer_navn(trin.aktoer, day),
                "sammen_med": [aktoer_navn(item, day) for item in trin.medvirkende],
                "handling": str(trin.handling),
                "efter": [numbers[key] for key in trin.efter if key in numbers],
                "betingelse": route.betingelser.get(trin.id, ""),
                "valgfrit": trin.valgfrit,
                "hjemmel": "; ".join(trin.retsgrundlag),
                "sikkerhed": trin.sikkerhed,
            }
            for trin in route.orden
        ]
    }


def _grundlag() -> Sequence[Versionslinje]:
    today = timezone.localdate()
    versions = Grundlagsversion.objects.filter(status__in=PUBLIC).select_related("grundlag")
    return [as_linje(item, today) for item in versions.order_by("grundlag__navn", "-gyldig_fra", "-pk")]


def _grundlag_noegle(linje: Versionslinje) -> str:
    assert isinstance(linje.version, Grundlagsversion)  # noqa: S101 - tells the type checker
    return f"{linje.version.grundlag_id}:{linje.version.version}"


def _grundlag_titel(linje: Versionslinje) -> str:
    assert isinstance(linje.version, Grundlagsversion)  # noqa: S101 - tells the type checker
    return f"{linje.version.grundlag.navn}, version {linje.version.version}"


def _grundlag_detaljer(linje: Versionslinje) -> Mapping[str, Any]:
    assert isinstance(linje.version, Grundlagsversion)  # noqa: S101 - tells the type checker
    version = linje.version
    tal = [
        {"navn": line.navn, "vaerdi": line.vaerdi, "enhed": line.enhed}
        for line in value_lines(version.grundlag_id, version.parametre)
        if line.vaerdi
    ]
    return {"tekst": version.tekst, "parametre": dict(version.parametre), "tal_og_krav": tal}


def _vedtaget(linje: Versionslinje) -> dt.date | None:
    return linje.version.vedtaget_dato


def _parametre() -> Sequence[Parameterstand]:
    today = timezone.localdate()
    return parametre_on(current_parametre(), today, today)


def _find_parameter(noegle: str) -> Parameterstand | None:
    found, today = find_parameter(current_parametre(), noegle), timezone.localdate()
    return parameter_on(found, today, today) if found else None


def _values(stand: Parameterstand) -> str:
    return "; ".join(
        f"{linje.vaerdi} ({linje.betingelse})" if linje.betingelse else linje.vaerdi for linje in stand.linjer
    )


def _parameter_detaljer(stand: Parameterstand) -> Mapping[str, Any]:
    """Every value that the parameter has had, the newest first, each with its source."""
    return {
        "historik": [_as_told(linje) for linje in history_of(stand.parameter, stand.dato)],
        "aarsag": stand.aarsag,
    }


def _as_told(linje: Linje) -> dict[str, Any]:
    raekke = linje.raekke
    return {
        "vaerdi": linje.vaerdi,
        "betingelse": linje.betingelse,
        "fra": raekke.fra,
        "til": raekke.til,
        "gaelder": linje.gaelder,
        "hjemmel": raekke.hjemmel,
        "kilde": raekke.kilde,
        "kilde_url": raekke.kilde if kilde_er_link(raekke.kilde) else "",
        "sikkerhed": raekke.sikkerhed.value,
        "kommunens_egen": raekke.lokal,
        "bemaerkning": linje.bemaerkning,
    }


PARAMETER_FELTER = (
    Kolonne("navn", "Navn", "parameter.navn", sorter="navn", beskrivelse="Hvad tallet er"),
    Kolonne("id", "Id", "parameter.id", skjult=True, beskrivelse="Parameterens faste navn"),
    Kolonne("emne", "Emne", "parameter.emne", sorter="emne", beskrivelse="Det område, tallet hører til"),
    Kolonne(
        "vaerdi",
        "Værdi i dag",
        lambda stand: _values(stand) or None,
        beskrivelse="Med enhed; tom: kan ikke afgøres",
    ),
    Kolonne("hjemmel", "Hjemmel", "hjemler", beskrivelse="Paragraf eller beslutning"),
    Kolonne("sikkerhed", "Sikkerhed", "sikkerhed", beskrivelse="Sikker, sandsynlig eller uafklaret"),
    Kolonne("gennemgaaet", "Gennemgået", "gennemgaaet", "dato", beskrivelse="Senest holdt op mod kilden"),
)


def register() -> None:
    """Registers the three collections."""
    register_samling(
        Offentligsamling(
            id="sagsgange",
            navn="Sagsgange",
            ental="version",
            flertal="versioner",
            beskrivelse="Hvem der beslutter hvad i hvilken rækkefølge, for hver slags sag, som det er vedtaget.",
            kilde="Kommunens vedtagelser; kilden står ved hver version",
            felter=(
                Kolonne(
                    "sagstype",
                    "Slags sag",
                    lambda linje: sagstype_navn(linje.version.sagstype),
                    sorter="sagstype",
                    beskrivelse="Den slags sag, der følger vejen",
                ),
                *VERSION_FELTER,
            ),
            raekker=_sagsgange,
            noegle=_sagsgang_noegle,
            titel=_sagsgang_titel,
            dato=_vedtaget,
            detaljer=_sagsgang_detaljer,
            skabelon="grundlag/offentlig_sagsgang.html",
            orden=40,
        )
    )
    register_samling(
        Offentligsamling(
            id="administrationsgrundlag",
            navn="Administrationsgrundlag",
            ental="version",
            flertal="versioner",
            beskrivelse="De politisk vedtagne grundlag, som sagerne behandles efter, version for version.",
            kilde="Kommunens vedtagelser; kilden står ved hver version",
            felter=(
                Kolonne(
                    "navn", "Grundlag", "version.grundlag.navn", sorter="navn", beskrivelse="Grundlagets navn"
                ),
                *VERSION_FELTER,
            ),
            raekker=_grundlag,
            noegle=_grundlag_noegle,
            titel=_grundlag_titel,
            dato=_vedtaget,
            detaljer=_grundlag_detaljer,
            skabelon="grundlag/offentligt_grundlag.html",
            orden=50,
        )
    )
    register_samling(
        Offentligsamling(
            id="parametre",
            navn="Lovens tal",
            ental="tal",
            flertal="tal",
            beskrivelse="Satser, grænser og frister, som sagerne regnes efter, med kilde og historik.",
            kilde="Lovgivning og bekendtgørelser; kommunens egne tal er mærket",
            felter=PARAMETER_FELTER,
            raekker=_parametre,
            find=_find_parameter,
            noegle=lambda stand: stand.parameter.id,
            titel=lambda stand: stand.parameter.navn,
            detaljer=_parameter_detaljer,
            skabelon="grundlag/offentlig_parameter.html",
            orden=60,
        )
    )
