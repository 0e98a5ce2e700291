"""What the yearly count of vacant dwellings tells the engine: its case type, facts and checks (almenboligloven § 104, stk. 2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from almen.papirer import Afsnit, Raekke, Tabel, Tekst, split_lines
from almen.regler.dansk import format_procent, join_med
from almen.sager.breve import to_fill
from almen.sager.indstilling import Indstillingsindhold, sag_kilde
from almen.sager.models import Sag
from almen.sagsgang.definition import Trin
from almen.sagsgang.register import REGISTER, Kontrol, Kontrolsvar, Sagsfrist, Sagstype
from almen.tilsyn.ledighedstal import sum_of, sums_by
from almen.tilsyn.models import Ledighedsaarsag
from almen.tilsyn.selectors.ledighed import LEDIGHED, linjer_of, opgoerelse_of, ubesvarede
from almen.tilsyn.services.ledighed import open_from_aarshjul
from almen.ui.formater import antal, dato, heltal

NAMED = 5


def noegletal(sag: Sag) -> Mapping[str, Any]:
    """Text that the case list searches in."""
    found = opgoerelse_of(sag)
    return {"soegetekst": f"ledige boliger {found.aar} {found.vurdering}"[:400]}


def oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    """What the case page and a paper tell of the count."""
    found = opgoerelse_of(sag)
    total = sum_of(linjer_of(found))
    share = f" ({format_procent(total.pct)})" if total.pct is not None else ""
    return [
        ("År", str(found.aar)),
        ("Opgjort den", dato(found.opgjort) if found.opgjort else "Ikke opgjort endnu"),
        ("Ledige boliger med lejetab", f"{heltal(total.ledige)} af {heltal(total.boliger)}{share}"),
        ("Lejetab i året", f"{heltal(total.lejetab)} kr."),
        ("Vurdering af årsagerne", found.vurdering or "Ikke skrevet endnu"),
        ("Hvad der gøres", found.handling or "Ikke skrevet endnu"),
    ]


def frister(sag: Sag) -> Mapping[str, Sagsfrist]:
    """The count's last day stands on the step that ends it."""
    found = opgoerelse_of(sag)
    return {
        "afslutning": Sagsfrist(
            found.frist, f"Ledige boliger {found.aar} er gjort op", "almenboligloven § 104, stk. 2", "usikker"
        )
    }


def check_optalt(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """Every afdeling with family or youth dwellings has answered for the day of the count."""
    found = opgoerelse_of(sag)
    id_, titel = "ledighed_optalt", "Alle afdelinger har svaret"
    if found.opgjort is None:
        return Kontrolsvar(id_, "nej", titel, "Dagen for optællingen er ikke skrevet.")
    missing = ubesvarede(found, found.opgjort)
    if not missing:
        return Kontrolsvar(
            id_, "ja", titel, "Der er svar fra alle afdelinger med familie- eller ungdomsboliger."
        )
    named = join_med([f"{item.afdeling.boligorganisation}, {item.afdeling}" for item in missing[:NAMED]])
    more = f" og {len(missing) - NAMED} andre" if len(missing) > NAMED else ""
    return Kontrolsvar(
        id_, "nej", titel, f"Mangler svar fra {named}{more}.", tal={"Mangler": str(len(missing))}
    )


def check_vurderet(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """Where dwellings stand empty, the causes are judged and it is told what is done."""
    found = opgoerelse_of(sag)
    id_, titel = "ledighed_vurderet", "Årsagerne er vurderet, og det er skrevet, hvad der gøres"
    lines = list(linjer_of(found))
    missing = [
        text
        for value, text in ((found.vurdering, "vurderingen"), (found.handling, "hvad der gøres"))
        if not value
    ]
    if missing:
        return Kontrolsvar(id_, "nej", titel, f"Mangler: {join_med(missing)}.")
    unknown = [str(row.afdeling) for row in lines if row.ledige and row.aarsag == Ledighedsaarsag.UKENDT]
    if unknown:
        more = f" og {len(unknown) - NAMED} andre" if len(unknown) > NAMED else ""
        return Kontrolsvar(
            id_, "nej", titel, f"Årsagen er ikke oplyst for {join_med(unknown[:NAMED])}{more}."
        )
    return Kontrolsvar(id_, "ja", titel, "Vurdering og handling er skrevet.")


def indstilling(sag: Sag, trin: Trin, dag: dt.date) -> Indstillingsindhold:
    """The count to a body that is told of it: sums per cause, the judgement, what is done."""
    found = opgoerelse_of(sag)
    kilde = (sag_kilde(sag, "opgørelsen"),)
    lines = list(linjer_of(found))
    total = sum_of(lines)
    names = dict(Ledighedsaarsag.choices)
    rows = tuple(
        Raekke((names[cause], heltal(part.ledige), heltal(part.lejetab)), kilde)
        for cause, part in sums_by([row for row in lines if row.ledige], lambda row: row.aarsag).items()
    )
    share = f", svarende til {format_procent(total.pct)}" if total.pct is not None else ""
    summary = Tekst(
        f"{antal(total.ledige, 'bolig', 'boliger')} af {heltal(total.boliger)} stod ledige med lejetab{share}.",
        kilde,
    )
    return Indstillingsindhold(
        punkter={"ledige_boliger": ()},
        ekstra=(Tekst(f"at opgørelsen af ledige boliger {found.aar} tages til efterretning", kilde),),
        problemstilling=Afsnit(
            "",
            (summary, *split_lines(found.vurdering, kilde)),
            tabeller=(Tabel("Ledige boliger efter årsag", ("Årsag", "Boliger", "Lejetab (kr.)"), rows),)
            if rows
            else (),
        ),
        loesning=Afsnit("", tuple(split_lines(found.handling, kilde)) or (Tekst(to_fill("hvad der gøres")),)),
    )


def register() -> None:
    """Puts case type and checks in the engine's register; called once when Django starts."""
    if LEDIGHED in REGISTER.sagstyper:
        return
    REGISTER.register_kontrol(
        Kontrol("ledighed_optalt", "Alle afdelinger har svaret", check_optalt, for_ansoeger=False)
    )
    REGISTER.register_kontrol(
        Kontrol("ledighed_vurderet", "Årsagerne er vurderet", check_vurderet, for_ansoeger=False)
    )
    REGISTER.register_sagstype(
        Sagstype(
            id=LEDIGHED,
            navn="Opgørelse af ledige boliger",
            navn_flertal="Opgørelser af ledige boliger",
            fakta=lambda sag: {},
            noegletal=noegletal,
            side_navn="Opgørelsen",
            side_url=lambda sag: reverse("tilsyn:ledighed", args=[sag.nummer]),
            oplysninger=oplysninger,
            indstilling=indstilling,
            frister=frister,
            ansoegt=False,
            aabn_aarsopgave=open_from_aarshjul,
        )
    )
