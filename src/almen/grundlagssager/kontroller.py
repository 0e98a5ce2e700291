"""Checks that a change case's route names: is the draft whole, may it begin on its day, and is it still the same draft."""

from __future__ import annotations

import datetime as dt

from almen.grundlag.models import Grundlagsversion, Status
from almen.grundlag.selectors import grundlagsversion_on
from almen.grundlag.selectors.sammenligning import compare_versions
from almen.grundlagssager.selectors import aendring_of, fingerprint
from almen.organisationer.selectors import aktoer_navn
from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sagsgang.register import Kontrolsvar
from almen.ui.formater import antal, dato

JA, NEJ, UAFGJORT = "ja", "nej", "kan_ikke_afgoeres"


def udkast(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The draft has a text, says why, and differs from what it is built on."""
    aendring = aendring_of(sag)
    id_, titel = "grundlag_udkast", "Udkastet er fuldstændigt"
    missing = []
    if not aendring.version.tekst.strip():
        missing.append("Udkastet har ingen tekst.")
    if not aendring.begrundelse.strip():
        missing.append("Det er ikke skrevet, hvorfor grundlaget ændres.")
    if aendring.udgangspunkt is None:
        changed = "Der er ingen tidligere version at sammenligne med."
    else:
        tal, tekst = compare_versions(aendring.udgangspunkt, aendring.version)
        figures, pieces = sum(not par.ens for par in tal), sum(not par.ens for par in tekst)
        changed = (
            f"I forhold til {aendring.udgangspunkt.version} er "
            f"{antal(figures, 'tal eller krav', 'tal og krav')} og {antal(pieces, 'afsnit', 'afsnit')} ændret."
        )
        if not figures and not pieces:
            missing.append(f"Udkastet siger det samme som {aendring.udgangspunkt.version}.")
    if missing:
        return Kontrolsvar(id_, NEJ, titel, " ".join(missing))
    return Kontrolsvar(id_, JA, titel, changed)


def ikrafttraedelse(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The version begins on the day of the decision or later, unless the case says why it holds from before."""
    aendring = aendring_of(sag)
    first = aendring.version.gyldig_fra
    id_, titel = "grundlag_ikrafttraedelse", "Dagen, udkastet gælder fra"
    tal = {"gyldig_fra": first.isoformat(), "besluttet": dag.isoformat()}
    if first >= dag:
        return Kontrolsvar(id_, JA, titel, f"Gælder fra {dato(first)}, ikke før beslutningen.", tal=tal)
    text = f"Skal gælde fra {dato(first)}, som ligger før beslutningen {dato(dag)}."
    if aendring.version.retter is not None:
        return Kontrolsvar(
            id_, JA, titel, f"{text} Udkastet retter {aendring.version.retter.version}.", tal=tal
        )
    if aendring.tilbagevirkning.strip():
        return Kontrolsvar(id_, JA, titel, f"{text} Begrundelse: {aendring.tilbagevirkning}", tal=tal)
    return Kontrolsvar(id_, NEJ, titel, f"{text} Ret dagen, eller skriv hvorfor i udkastet.", tal=tal)


def udgangspunkt(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """No other version of the base has come in between: the draft is built on the one that it takes the place of."""
    aendring = aendring_of(sag)
    draft, built_on = aendring.version, aendring.udgangspunkt
    id_, titel = "grundlag_udgangspunkt", "Ingen anden version er kommet imellem"
    if draft.status == Status.VEDTAGET:
        return Kontrolsvar(id_, JA, titel, "Udkastet er vedtaget.")
    day = draft.gyldig_fra
    current = grundlagsversion_on(draft.grundlag_id, day)
    if current is not None and current.gyldig_fra == day and current.pk != draft.retter_id:
        return Kontrolsvar(id_, NEJ, titel, f"{_adopted(current)} Vælg en anden dag for udkastet.")
    if draft.retter_id is not None and (current is None or current.pk != draft.retter_id):
        return Kontrolsvar(
            id_, NEJ, titel, "Den version, som udkastet retter, gælder ikke længere fra den dag."
        )
    if current is not None and (built_on is None or current.pk != built_on.pk):
        source = built_on.version if built_on else "ingen tidligere version"
        text = (
            f"Udkastet bygger på {source}. {_adopted(current)} Gennemgå udkastet, og vælg hvad det bygger på."
        )
        return Kontrolsvar(id_, NEJ, titel, text)
    text = f"Udkastet bygger på {built_on.version}." if built_on else "Der er ingen tidligere version."
    later = (
        Grundlagsversion.objects.filter(
            grundlag=draft.grundlag_id, status=Status.VEDTAGET, gyldig_fra__gt=day
        )
        .order_by("gyldig_fra")
        .first()
    )
    if later is not None:
        text += f" Det kommer kun til at gælde, til {later.version} tager over {dato(later.gyldig_fra)}."
    return Kontrolsvar(id_, JA, titel, text)


def uaendret(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The draft is the one that the latest body before this step had before it."""
    id_, titel = "grundlag_uaendret", "Udkastet er det, der er indstillet"
    forloeb = load_forloeb(sag)
    standing = {state.beslutning for state in forloeb.tilstand.trin.values() if state.beslutning is not None}
    seen = [item for item in forloeb.beslutninger if item.nummer in standing and "udkast" in item.fakta]
    if not seen:
        return Kontrolsvar(id_, UAFGJORT, titel, "Udkastet er ikke lagt frem for nogen endnu.")
    latest = seen[-1]
    who = f"{aktoer_navn(latest.aktoer, latest.dato)} ({latest.trin_navn.lower()}, {dato(latest.dato)})"
    if latest.fakta["udkast"] == fingerprint(aendring_of(sag).version):
        return Kontrolsvar(id_, JA, titel, f"Udkastet er uændret siden {who}.")
    return Kontrolsvar(
        id_,
        NEJ,
        titel,
        f"Udkastet er rettet siden {who}. Send sagen tilbage, eller begrund hvilke ændringer der er besluttet.",
    )


def _adopted(version: Grundlagsversion) -> str:
    case = f" i sag {version.sagsnummer}" if version.sagsnummer else ""
    return f"{version.version} er vedtaget{case} og gælder fra {dato(version.gyldig_fra)}."
