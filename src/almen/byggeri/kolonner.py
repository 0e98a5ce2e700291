"""Columns of the lists: projects, guarantees, land loans. Declared once for page and export."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from almen.byggeri.models import Garanti, Projekt, Renovering
from almen.byggeri.selectors.lokalplaner import ledig_siden
from almen.byggeri.selectors.projekter import FASER
from almen.organisationer.models import Boligtype
from almen.organisationer.selectors import aktoer_navn
from almen.sager.visning import afslutning_navn, fase_navn
from almen.ui.kolonner import Kolonne

_FASE = dict(FASER)
_TONER = {"foer_a": "neutral", "a": "open", "b": "warn", "c": "ok"}


def _boligtyper(projekt: Projekt) -> str:
    ids = projekt.sag.overblik.boligtyper.split()
    return ", ".join(Boligtype(item).label for item in ids if item in Boligtype.values)


def _fase(projekt: Projekt) -> str:
    return _FASE.get(getattr(projekt, "pipelinefase", ""), "Forkastet")


PROJEKTKOLONNER: tuple[Kolonne, ...] = (
    Kolonne(
        "navn",
        "Projekt",
        "navn",
        url=lambda row: reverse("byggeri:projekt", args=[row.sag.nummer]),
        sorter="navn",
    ),
    Kolonne(
        "sag", "Sagsnummer", "sag.nummer", url=lambda row: row.sag.get_absolute_url(), sorter="sag__nummer"
    ),
    Kolonne(
        "organisation",
        "Boligorganisation",
        "sag.overblik.boligorganisation.navn",
        sorter="sag__boligorganisation__navn",
    ),
    Kolonne("adresse", "Adresse", "adresse", skjult=True),
    Kolonne("bydel", "Bydel", "bydel", skjult=True),
    Kolonne("breddegrad", "Breddegrad", "breddegrad", "decimal", skjult=True, beskrivelse="Grader, WGS 84"),
    Kolonne("laengdegrad", "Længdegrad", "laengdegrad", "decimal", skjult=True, beskrivelse="Grader, WGS 84"),
    Kolonne("dar_id", "DAR-id", "dar_id", skjult=True, beskrivelse="Adressens id i Danmarks Adresseregister"),
    Kolonne("boligtyper", "Boligtyper", _boligtyper),
    Kolonne("boliger", "Boliger", "sag.overblik.boliger", "heltal", sorter="sag__overblik__boliger"),
    Kolonne(
        "sum",
        "Anskaffelsessum",
        "sag.overblik.beloeb",
        "kroner",
        sorter="sag__overblik__beloeb",
        beskrivelse="Det nyeste skemas sum. Tom, hvor kilden ikke angiver den.",
    ),
    Kolonne("fase", "Fase", _fase, "chip", tone=lambda row: _TONER.get(row.pipelinefase, "bad")),
    Kolonne("tilsagn", "Tilsagn", "tilsagn_dato", "dato", sorter="tilsagn_dato"),
    Kolonne(
        "ibrugtagning",
        "Ibrugtagning",
        "ibrugtagning",
        "dato",
        skjult=True,
        beskrivelse="Dagen, hvor den sidste bolig var færdig, eller hvor boligerne ventes taget i brug",
    ),
    Kolonne("demo", "Demo", lambda row: "DEMO" if row.sag.demo else None, "chip", tone=lambda row: "demo"),
)


def _renoveringsfase(row: Renovering) -> str:
    overblik = row.sag.overblik
    return afslutning_navn(overblik.afslutning) or fase_navn(overblik.sagstype, overblik.fase)


def _venter(row: Renovering) -> str | None:
    aktoer = row.sag.overblik.naeste_aktoer
    return aktoer_navn(aktoer, timezone.localdate()) if aktoer else None


RENOVERINGSKOLONNER: tuple[Kolonne, ...] = (
    Kolonne("navn", "Renovering", "navn", url="get_absolute_url", sorter="navn"),
    Kolonne(
        "sag", "Sagsnummer", "sag.nummer", url=lambda row: row.sag.get_absolute_url(), sorter="sag__nummer"
    ),
    Kolonne(
        "organisation",
        "Boligorganisation",
        lambda row: str(row.sag.overblik.boligorganisation or "") or None,
        sorter="sag__boligorganisation__navn",
    ),
    Kolonne("adresse", "Adresse", "adresse", skjult=True),
    Kolonne("problemer", "Problemer", lambda row: ", ".join(row.problemnavne) or None, skjult=True),
    Kolonne("boliger", "Boliger", "boliger", "heltal", sorter="boliger"),
    Kolonne(
        "arbejder",
        "Arbejder",
        "sag.overblik.beloeb",
        "kroner",
        sorter="sag__overblik__beloeb",
        beskrivelse="Det nyeste skemas arbejder i alt. Tom, hvor et beløb mangler.",
    ),
    Kolonne("garanti", "Garanti højst", "garanti_maks", "kroner", sorter="garanti_maks", skjult=True),
    Kolonne(
        "fase",
        "Fase",
        _renoveringsfase,
        "chip",
        tone=lambda row: "ok" if row.sag.overblik.afslutning else "open",
    ),
    Kolonne("naeste", "Næste skridt", lambda row: row.sag.overblik.naeste_trin_navn or None),
    Kolonne("venter", "Venter på", _venter),
    Kolonne("demo", "Demo", lambda row: "DEMO" if row.sag.demo else None, "chip", tone=lambda row: "demo"),
)


def _organisation(row: Garanti) -> str | None:
    return row.sag.boligorganisation.navn if row.sag.boligorganisation else None


GARANTIKOLONNER: tuple[Kolonne, ...] = (
    Kolonne(
        "sag",
        "Sag",
        lambda row: row.sag.titel,
        url=lambda row: row.sag.get_absolute_url(),
        sorter="sag__titel",
    ),
    Kolonne("nummer", "Sagsnummer", "sag.nummer", sorter="sag__nummer"),
    Kolonne("organisation", "Boligorganisation", _organisation, sorter="sag__boligorganisation__navn"),
    Kolonne("formaal", "Formål", "get_formaal_display", sorter="formaal"),
    Kolonne("laan", "Lån", "laan", "kroner", sorter="laan"),
    Kolonne("brutto", "Brutto", "brutto", "kroner", sorter="brutto"),
    Kolonne("pct", "Af lånet", "pct_af_laan", "pct", sorter="pct_af_laan"),
    Kolonne("regaranti_pct", "Regaranti", "regaranti_pct", "pct", skjult=True),
    Kolonne("regaranti", "Regaranti", "regaranti", "kroner", skjult=True),
    Kolonne("netto", "Netto", "netto", "kroner", sorter="netto", beskrivelse="Brutto minus regaranti"),
    Kolonne(
        "ramme",
        "Ramme",
        "ramme_beloeb",
        "kroner",
        beskrivelse="Det højeste, sagens garantier må udgøre i alt",
    ),
    Kolonne("ramme_dato", "Ramme besluttet", "ramme_dato", "dato", skjult=True),
    Kolonne("besluttet", "Besluttet", "beslutning_dato", "dato", sorter="beslutning_dato"),
    Kolonne("laangiver", "Långiver", "laangiver", skjult=True),
    Kolonne("laanetype", "Lånetype", "laanetype", skjult=True),
    Kolonne("loebetid", "Løbetid (år)", "loebetid_aar", "heltal", skjult=True),
    Kolonne("kilde", "Kilde", "kilde", skjult=True),
    Kolonne("demo", "Demo", lambda row: "DEMO" if row.sag.demo else None, "chip", tone=lambda row: "demo"),
)

GRUNDKOEBSLAANKOLONNER: tuple[Kolonne, ...] = (
    Kolonne(
        "sag",
        "Sag",
        lambda row: row.sag.titel,
        url=lambda row: reverse("byggeri:projekt", args=[row.sag.nummer]),
        sorter="sag__titel",
    ),
    Kolonne("nummer", "Sagsnummer", "sag.nummer", sorter="sag__nummer"),
    Kolonne("ansoegt", "Ansøgt", "ansoegningsdato", "dato", sorter="ansoegningsdato"),
    Kolonne("beloeb", "Lån", "beloeb", "kroner"),
    Kolonne("kommune", "Kommunen", "kommune", "kroner", sorter="kommune"),
    Kolonne("fond", "Fonden", "fond", "kroner", sorter="fond"),
    Kolonne(
        "loft",
        "Loft",
        "loft",
        "kroner",
        sorter="loft",
        beskrivelse="Det højeste, loven tillader, hvis det kan beregnes",
    ),
    Kolonne("besluttet", "Besluttet", "beslutning_dato", "dato", sorter="beslutning_dato"),
    Kolonne("note", "Note", "note", skjult=True),
    Kolonne("kilde", "Kilde", "kilde", skjult=True),
)


LOKALPLANKOLONNER: tuple[Kolonne, ...] = (
    Kolonne("nummer", "Lokalplan", "nummer", url="get_absolute_url", sorter="nummer"),
    Kolonne("navn", "Navn", "navn", url="get_absolute_url", sorter="navn"),
    Kolonne("bydel", "Bydel", "bydel", sorter="bydel"),
    Kolonne(
        "startredegoerelse",
        "Startredegørelse",
        "startredegoerelse",
        "dato",
        sorter="startredegoerelse",
        skjult=True,
    ),
    Kolonne("forslag", "Forslag vedtaget", "forslag", "dato", sorter="forslag", skjult=True),
    Kolonne("hoering_slut", "Høring slut", "hoering_slut", "dato", sorter="hoering_slut", skjult=True),
    Kolonne("vedtaget", "Vedtaget", "vedtaget", "dato", sorter="vedtaget"),
    Kolonne("andel", "Andel", "andel_pct", "pct", sorter="andel_pct"),
    Kolonne("krav", "Krav", "krav_m2", "m2", sorter="krav_m2"),
    Kolonne("projekter", "I projekter", "i_projekter", "m2", sorter="i_projekter"),
    Kolonne("faerdigt", "Færdigt", "faerdig_m2", "m2", sorter="faerdig_m2", skjult=True),
    Kolonne("rest", "Mangler", "rest", "m2", sorter="rest"),
    Kolonne(
        "ledig",
        "Stille siden",
        ledig_siden,
        "dato",
        beskrivelse="Seneste projekts åbning, ellers planens vedtagelse, mens der mangler projekter",
    ),
    Kolonne("kilde", "Kilde", "kilde", skjult=True),
    Kolonne("demo", "Demo", lambda row: "DEMO" if row.demo else None, "chip", tone=lambda row: "demo"),
)
