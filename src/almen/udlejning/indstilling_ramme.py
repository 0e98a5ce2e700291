"""What indstillinger say of a framework agreement: parties and period, what it is for, and its stairs with shares and criteria."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from almen.papirer import Afsnit, Kilde, Raekke, Tabel, Tekst, split_lines
from almen.regler.dansk import format_dato, format_procent
from almen.sager.breve import to_fill
from almen.sager.indstilling import Indstillingsindhold, sag_kilde
from almen.sager.models import Sag
from almen.sagsgang.definition import Trin
from almen.udlejning.andele import plain
from almen.udlejning.models import Rammeaftale, Trinandel
from almen.udlejning.selectors.indhold import Trinindhold, steps_on
from almen.udlejning.selectors.rammeaftale import rammeaftale_of

GENSTAND = "rammeaftale"
UKENDT = "ikke kendt"


def agreement_to_be_decided(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """The agreement as it stands, against the one before; what it will lead to is for the case officer to say."""
    aftale = rammeaftale_of(sag)
    kilde = (sag_kilde(sag),)
    period = f"for perioden {format_dato(aftale.gyldig_fra)} til {format_dato(aftale.gyldig_til)}"
    steps = steps_on(aftale, aftale.gyldig_fra)
    return Indstillingsindhold(
        punkter={GENSTAND: (Tekst(f"at {aftale.navn} {period} godkendes", kilde),)},
        problemstilling=Afsnit("", (*split_lines(aftale.formaal, kilde), *_before(aftale))),
        loesning=_solution(aftale, steps, kilde),
        retsgrundlag=(
            Tekst(
                "Almenboligloven §§ 59, 60 og 60 a: anvisning, fleksibel udlejning og udlejning efter annoncering sker efter aftale."
            ),
        ),
    )


def _before(aftale: Rammeaftale) -> tuple[Tekst, ...]:
    before = aftale.forgaenger
    if before is None:
        return ()
    source = (Kilde(before.navn, before.kilde, before.get_absolute_url()),)
    return (
        Tekst(f"Den nuværende aftale, {before.navn}, gælder til {format_dato(before.gyldig_til)}.", source),
    )


def _solution(aftale: Rammeaftale, steps: Sequence[Trinindhold], kilde: tuple[Kilde, ...]) -> Afsnit:
    parties = ", ".join(line.strip() for line in aftale.parter.splitlines() if line.strip())
    told = [Tekst(f"Aftalen indgås mellem: {parties}.", kilde)]
    if not steps:
        return Afsnit("", (*told, Tekst(to_fill("aftalens trapper og trin"), kilde)))
    tables = [
        Tabel(
            "Trapper og kriterier",
            ("Trin", "Hvem står her", "Kriterier"),
            tuple(Raekke((str(item.trin), item.trin.navn, _criteria(item)), kilde) for item in steps),
            tal=False,
        )
    ]
    shares = tuple(
        Raekke((str(item.trin), str(line.boligtype.label), *map(_share, line.andele)), kilde)
        for item in steps
        for line in item.linjer
    )
    if shares:
        columns = ("Trin", "Boligtype", "Venteliste", "Fleksibel", "Anvisning", "Anden")
        tables.append(Tabel("Andel af ledige boliger", columns, shares))
    return Afsnit("", tuple(told), tabeller=tuple(tables))


def _criteria(item: Trinindhold) -> str:
    words = [f"{row.kriterium.navn} ({row.get_binding_display().lower()})" for row in item.kriterier]
    return "; ".join(words) or "ingen"


def _share(share: Trinandel | None) -> str:
    return UKENDT if share is None or share.pct is None else format_procent(plain(share.pct))
