"""Figures on lettings one at a time: registered, replaced with a reason, withdrawn. Readings are added, never altered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from almen.grundlag.services.aflaesning import (
    AGAIN,
    Aflaesningsord,
    check_kilde,
    clean_begrundelse,
    is_same_source,
    require_begrundelse,
    require_news,
    save_withdrawal,
)
from almen.organisationer.models import Afdeling, Boligtype, Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.services import system_journal
from almen.udlejning.models import Udlejningstal, Vej

NO_RIGHT = "Kun sagsbehandlere, ledere og administratorer indtaster og retter tal om udlejningen."
FIRST_YEAR = 1990
# No afdeling in the country lets more in a year; a slip of the keys is told.
MOST_LETTINGS = 5_000
ORD = Aflaesningsord(
    "antal",
    "Tallet er erstattet eller tilbagekaldt i mellemtiden. Intet er ændret.",
    "tallet erstatter et andet",
)
Noegle = tuple[int, int, str, str]


@dataclass(frozen=True)
class Udlejningstalinput:
    """Lettings of one type of dwelling in an afdeling (key) in a year, let one way. `antal` None: the source does not know."""

    afdeling: int
    aar: int
    boligtype: str
    vej: str
    antal: int | None
    kilde: str
    sikkerhed: str
    kilde_adresse: str = ""
    note: str = ""

    @property
    def noegle(self) -> Noegle:
        """What the figure is about."""
        return (self.afdeling, self.aar, self.boligtype, self.vej)


def require_edit(bruger: Bruger) -> None:
    """Raises AdgangNaegtet unless `bruger` may enter figures on lettings."""
    adgang.require(adgang.may_import_udlejningstal(bruger), NO_RIGHT)


def check_aar(aar: int, this_year: int) -> list[Fejl]:
    """Faults of a measurement's year."""
    if FIRST_YEAR <= aar <= this_year:
        return []
    return [Fejl("aar", f"skal være fra {FIRST_YEAR} til {this_year}")]


def check_antal(antal: int | None) -> list[Fejl]:
    """Faults of a number of lettings."""
    if antal is None or 0 <= antal <= MOST_LETTINGS:
        return []
    return [Fejl("antal", "skal være et helt tal fra 0 til 5.000")]


def check_udlejningstal(tal: Udlejningstalinput, this_year: int) -> list[Fejl]:
    """Every fault of a figure, in Danish: what is wrong and what is allowed. No query."""
    faults = [*check_aar(tal.aar, this_year), *check_antal(tal.antal)]
    if tal.boligtype not in Boligtype.values:
        faults.append(Fejl("boligtype", f"skal være en af: {', '.join(Boligtype.values)}"))
    if tal.vej not in Vej.values:
        faults.append(Fejl("vej", f"skal være en af: {', '.join(Vej.values)}"))
    return [*faults, *check_kilde(tal.kilde, tal.kilde_adresse, tal.sikkerhed, tal.note)]


def register_udlejningstal(
    *,
    bruger: Bruger,
    tal: Udlejningstalinput,
    begrundelse: str = "",
    erstatter: Udlejningstal | None = None,
    demo: bool = False,
) -> Udlejningstal:
    """Adds a reading. One that replaces a figure needs a reason, and the old one stays in the history.

    `erstatter`: the reading that the user saw and replaces; refused if another has come since.
    Raises UgyldigtInput naming the fields, AdgangNaegtet.
    """
    require_edit(bruger)
    if faults := check_udlejningstal(tal, timezone.localdate().year):
        raise UgyldigtInput(faults)
    why = clean_begrundelse(begrundelse)
    with system_journal(bruger) as journal:
        if not Afdeling.objects.filter(pk=tal.afdeling).exists():
            raise UgyldigtInput([Fejl("afdeling", "findes ikke")])
        before = latest_of([tal.noegle]).get(tal.noegle)
        same = before is not None and says_the_same(before, tal)
        require_news(before, erstatter, same=same, begrundelse=why, ord_=ORD)
        reading = Udlejningstal(
            **reading_values(tal),
            registreret_af=bruger,
            erstatter=before,
            begrundelse=why or (AGAIN if before else ""),
            demo=demo,
        )
        reading.save(force_insert=True)
        journal.append(
            "udlejningstal_registreret",
            f"{reading}: {'erstattet' if before else 'registreret'}.",
            {**_facts(reading), "foer": before.antal if before else None},
        )
    return reading


def register_first(*, bruger: Bruger, tal: Sequence[Udlejningstalinput], demo: bool = False) -> int:
    """Adds readings of figures that have none yet, in one act: all or none; returns how many.

    Raises UgyldigtInput whose fields are `tal[3].antal`, AdgangNaegtet; IntegrityError if one has a reading.
    """
    require_edit(bruger)
    this_year = timezone.localdate().year
    faults = [
        Fejl(f"tal[{place}].{fejl.felt}", fejl.besked)
        for place, item in enumerate(tal)
        for fejl in check_udlejningstal(item, this_year)
    ]
    if faults:
        raise UgyldigtInput(faults)
    with system_journal(bruger) as journal:
        Udlejningstal.objects.bulk_create(
            [Udlejningstal(**reading_values(item), registreret_af=bruger, demo=demo) for item in tal],
            batch_size=500,
        )
        journal.append(
            "udlejningstal_registreret",
            f"Tal om udlejningen registreret: {len(tal)} aflæsninger.",
            {"antal": len(tal)},
        )
    return len(tal)


def withdraw_udlejningstal(*, bruger: Bruger, tal: Udlejningstal, begrundelse: str) -> Udlejningstal:
    """Takes a figure out of the measurement; it stays in the history. Raises UgyldigtInput, AdgangNaegtet."""
    require_edit(bruger)
    why = require_begrundelse(begrundelse)
    with system_journal(bruger) as journal:
        withdrawal = save_withdrawal(tal, bruger, why, ORD)
        journal.append("udlejningstal_tilbagekaldt", f"{withdrawal}: tilbagekaldt.", _facts(withdrawal))
    return withdrawal


def says_the_same(before: Udlejningstal, tal: Udlejningstalinput) -> bool:
    """True if the number, its certainty and where it stands are as registered."""
    same_source = is_same_source(before, tal.kilde, tal.kilde_adresse)
    return same_source and before.antal == tal.antal and before.sikkerhed == tal.sikkerhed


def reading_values(tal: Udlejningstalinput) -> dict[str, object]:
    """What the reading's row says of the figure and its source."""
    return {
        "afdeling_id": tal.afdeling,
        "aar": tal.aar,
        "boligtype": tal.boligtype,
        "vej": tal.vej,
        "antal": tal.antal,
        "kilde": tal.kilde.strip(),
        "kilde_adresse": tal.kilde_adresse,
        "sikkerhed": tal.sikkerhed,
        "note": tal.note,
    }


def latest_of(noegler: Sequence[Noegle]) -> dict[Noegle, Udlejningstal]:
    """The last reading of each of these figures, withdrawals too. One query."""
    wanted = set(noegler)
    rows = Udlejningstal.objects.filter(
        afdeling__in={key[0] for key in wanted}, aar__in={key[1] for key in wanted}, erstattet_af__isnull=True
    )
    found = {(row.afdeling_id, row.aar, row.boligtype, row.vej): row for row in rows}
    return {key: row for key, row in found.items() if key in wanted}


def _facts(reading: Udlejningstal) -> dict[str, object]:
    names = ("aar", "boligtype", "vej", "antal", "kilde", "begrundelse")
    return {
        **{name: getattr(reading, name) for name in names},
        "udlejningstal": reading.pk,
        "afdeling": str(reading.afdeling),
        "afdeling_id": reading.afdeling_id,
    }
