"""What is checked before an organisation's agreement is agreed to, signed and in force (M13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from almen.organisationer.models import Boligtype
from almen.regler.dansk import format_dato, format_periode, join_med
from almen.regler.resultat import Kilde, kilde_to_dict
from almen.regler.udlejningskonflikter import Alvor, Konflikt
from almen.sager.models import Sag
from almen.sagsgang.register import Kontrol, Kontrolsvar
from almen.udlejning.selectors.organisationsaftale import (
    aftale_of,
    conflicts_with,
    lacking,
    tried_vilkaar,
)
from almen.udlejning.selectors.rammeaftale import holds
from almen.udlejning.vilkaarssvar import Vilkaar

SHOWN = 5


def check_vilkaar(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """Every afdeling of the organisation has terms for its family and youth dwellings, or is exempted with a reason."""
    terms = tried_vilkaar(aftale_of(sag), dag)
    id_, titel = "udlejningsaftale_vilkaar", "Vilkårene er fuldstændige for alle afdelinger"
    if not terms:
        return Kontrolsvar(
            id_, "kan_ikke_afgoeres", titel, "Boligorganisationen har ingen afdelinger i systemet."
        )
    missing = [
        f"{item.afdeling}: {join_med([str(Boligtype(b).label).lower() for b in types])}"
        for item in terms
        if (types := lacking(item))
    ]
    text = f"Mangler for {_some(missing)}." if missing else f"Alle {len(terms)} afdelinger har vilkår."
    return Kontrolsvar(
        id_, "nej" if missing else "ja", titel, text,
        tal={"Afdelinger": str(len(terms)), "Uden fuldstændige vilkår": str(len(missing))},
    )  # fmt: skip


def check_periode(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The agreement lies within its framework's period."""
    aftale = aftale_of(sag)
    ramme = aftale.rammeaftale
    inside = ramme.gyldig_fra <= aftale.gyldig_fra and aftale.gyldig_til <= ramme.gyldig_til
    own, whole = (format_periode(item.gyldig_fra, item.gyldig_til) for item in (aftale, ramme))
    return Kontrolsvar(
        "udlejningsaftale_periode",
        "ja" if inside else "nej",
        "Aftalen ligger inden for rammeaftalens periode",
        f"Aftalen gælder {own}; rammeaftalen {whole}.",
    )


def check_lov(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The terms are not gravely at odds with the statute. Nobody can dispense from that."""
    terms = tried_vilkaar(aftale_of(sag), dag)
    return _answer("udlejningsaftale_lov", "Vilkårene er ikke i konflikt med loven", terms, lov=True)


def check_ramme(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The terms are not gravely at odds with the framework agreement or with themselves."""
    terms = tried_vilkaar(aftale_of(sag), dag)
    return _answer("udlejningsaftale_ramme", "Vilkårene følger rammeaftalen", terms, lov=False)


def check_underskrevet(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The day that both parties signed is recorded and has come, and the framework that the agreement carries out is adopted."""
    aftale = aftale_of(sag)
    signed = aftale.underskrevet
    told = []
    if signed is None:
        told.append("Dagen for underskriften er ikke registreret.")
    elif signed > dag:
        told.append(f"Aftalen er først underskrevet den {format_dato(signed)}.")
    if not holds(aftale.rammeaftale):
        told.append(f"{aftale.rammeaftale} er ikke vedtaget endnu.")
    text = " ".join(told) or f"Underskrevet den {format_dato(signed)}."  # type: ignore[arg-type]
    return Kontrolsvar(
        "udlejningsaftale_underskrevet", "nej" if told else "ja", "Aftalen er underskrevet", text
    )


def _answer(id_: str, titel: str, terms: Sequence[Vilkaar], *, lov: bool) -> Kontrolsvar:
    found = [(item, k) for item in terms for k in conflicts_with(item.konflikter, lov=lov)]
    grave = [(item, k) for item, k in found if k.alvor is Alvor.ALVORLIG]
    open_ = [(item, k) for item, k in found if k.alvor is Alvor.UAFGJORT]
    udfald = "nej" if grave else "kan_ikke_afgoeres" if open_ else "ja"
    told = grave or open_
    text = _some([f"{item.afdeling}: {k.tekst}" for item, k in told], "; ") if told else "Ingen konflikter."
    return Kontrolsvar(
        id_,
        udfald,
        titel,
        text,
        kilder=tuple(kilde_to_dict(kilde) for kilde in _sources([k for _, k in told])),
        tal={"Alvorlige": str(len(grave)), "Kan ikke afgøres": str(len(open_))},
    )


def _sources(konflikter: Sequence[Konflikt]) -> list[Kilde]:
    return list({kilde.parameter: kilde for item in konflikter for kilde in item.kilder}.values())


def _some(items: Sequence[str], bindeord: str = "; ") -> str:
    more = len(items) - SHOWN
    told = bindeord.join(item.rstrip(".") for item in items[:SHOWN])
    return f"{told} og {more} mere" if more > 0 else told


KONTROLLER = (
    Kontrol(
        "udlejningsaftale_vilkaar",
        "Vilkårene er fuldstændige for alle afdelinger",
        check_vilkaar,
        for_ansoeger=False,
    ),
    Kontrol(
        "udlejningsaftale_periode",
        "Aftalen ligger inden for rammeaftalens periode",
        check_periode,
        for_ansoeger=False,
    ),
    Kontrol("udlejningsaftale_lov", "Vilkårene er ikke i konflikt med loven", check_lov, for_ansoeger=False),
    Kontrol("udlejningsaftale_ramme", "Vilkårene følger rammeaftalen", check_ramme, for_ansoeger=False),
    Kontrol(
        "udlejningsaftale_underskrevet", "Aftalen er underskrevet", check_underskrevet, for_ansoeger=False
    ),
)
