"""Figures one at a time: registered, replaced with a reason, withdrawn. Readings are added, never altered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from django.utils import timezone

from almen.boligmasse.kategorier import IALT, ejerform_choices
from almen.boligmasse.models import FOERSTE_AAR, SIDSTE_AAR, Boligtal, Emne, Enhed, Sikkerhed
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.services import system_journal

NO_RIGHT = "Kun sagsbehandlere, ledere og administratorer retter tal om boligmassen."
MAX_DECIMALER = 4
MAX_ANTAL = 9_999_999
AGAIN = "Registreret igen"


@dataclass(frozen=True)
class Talinput:
    """A figure as it stands in its source. `vaerdi` None: the source says that it does not know."""

    emne: str
    aar: int
    ejerform: str
    enhed: str
    vaerdi: Decimal | None
    kilde: str
    laest: dt.date
    sikkerhed: str
    fra_aar: int | None = None
    bydel: str = ""
    kilde_adresse: str = ""
    note: str = ""

    @property
    def foerste_aar(self) -> int:
        """The first year; the same as the last unless the figure is on a period."""
        return self.aar if self.fra_aar is None else self.fra_aar

    @property
    def noegle(self) -> tuple[str, int, int, str, str, str]:
        """What the figure is about, as `Boligtal.NOEGLE`."""
        return (self.emne, self.foerste_aar, self.aar, self.bydel, self.ejerform, self.enhed)


def check_tal(tal: Talinput, today: dt.date) -> list[Fejl]:
    """Every fault of a figure, in Danish: what is wrong and what is allowed."""
    checks = (
        ("emne", tal.emne in Emne.values, f"skal være en af: {', '.join(Emne.values)}"),
        ("enhed", tal.enhed in Enhed.values, f"skal være en af: {', '.join(Enhed.values)}"),
        (
            "ejerform",
            tal.ejerform in dict(ejerform_choices()),
            f"skal være en af: {', '.join(id_ for id_, _ in ejerform_choices())}",
        ),
        ("aar", _is_year(tal.aar), f"skal være et årstal fra {FOERSTE_AAR} til {SIDSTE_AAR}"),
        (
            "fra_aar",
            tal.fra_aar is None or (_is_year(tal.fra_aar) and tal.fra_aar <= tal.aar),
            f"skal være et årstal fra {FOERSTE_AAR} og ikke efter det sidste år",
        ),
        (
            "fra_aar",
            tal.emne != Emne.BESTAND or tal.foerste_aar == tal.aar,
            "skal være tom for boligmassen: den opgøres for ét år",
        ),
        ("sikkerhed", tal.sikkerhed in Sikkerhed.values, f"skal være en af: {', '.join(Sikkerhed.values)}"),
        ("kilde", 0 < len(tal.kilde.strip()) <= 400, "skal udfyldes med højst 400 tegn"),
        (
            "kilde_adresse",
            not tal.kilde_adresse or _is_address(tal.kilde_adresse),
            "skal begynde med https:// eller http:// og være højst 400 tegn",
        ),
        ("note", len(tal.note) <= 400, "må højst være 400 tegn"),
        ("laest", tal.laest <= today, "ligger i fremtiden"),
    )
    faults = [Fejl(felt, besked) for felt, holds, besked in checks if not holds]
    return faults + _check_bydel(tal) + _check_vaerdi(tal)


def register_boligtal(
    *, bruger: Bruger, tal: Talinput, begrundelse: str = "", demo: bool = False
) -> Boligtal:
    """Adds a reading. One that replaces a figure needs a reason, and the old one stays in the history.

    Raises UgyldigtInput naming the fields, AdgangNaegtet.
    """
    require_edit(bruger)
    if faults := check_tal(tal, timezone.localdate()):
        raise UgyldigtInput(faults)
    with system_journal(bruger) as journal:
        before = Boligtal.objects.filter(
            **dict(zip(Boligtal.NOEGLE, tal.noegle, strict=True)), erstattet_af__isnull=True
        ).first()
        if before is not None and not before.tilbagekaldt:
            if says_the_same(before, tal):
                raise UgyldigtInput([Fejl("vaerdi", "står der allerede, fra samme kilde")])
            if not begrundelse.strip():
                raise UgyldigtInput([Fejl("begrundelse", "skal udfyldes, fordi tallet erstatter et andet")])
        why = begrundelse.strip() or (AGAIN if before else "")
        reading = new_reading(tal, bruger, before, why, demo)
        _require_short(why)
        reading.save(force_insert=True)
        journal.append(
            "boligtal_registreret",
            f"{reading}: {'erstattet' if before else 'registreret'}.",
            {**_facts(reading), "foer": str(before.tal) if before else None},
        )
    return reading


def register_first(*, bruger: Bruger, tal: Sequence[Talinput], demo: bool = False) -> list[Boligtal]:
    """Adds readings of figures that have none yet, in one act: all or none.

    Raises UgyldigtInput whose fields are `tal[3].vaerdi`, AdgangNaegtet; IntegrityError if one has a reading.
    """
    require_edit(bruger)
    today = timezone.localdate()
    faults = [
        Fejl(f"tal[{place}].{fejl.felt}", fejl.besked)
        for place, item in enumerate(tal)
        for fejl in check_tal(item, today)
    ]
    if faults:
        raise UgyldigtInput(faults)
    with system_journal(bruger) as journal:
        saved = Boligtal.objects.bulk_create(new_reading(item, bruger, None, "", demo) for item in tal)
        journal.append(
            "boligtal_registreret", f"Tal om boligmassen registreret: {len(saved)} tal.", {"tal": len(saved)}
        )
    return saved


def withdraw_boligtal(*, bruger: Bruger, boligtal: Boligtal, begrundelse: str) -> Boligtal:
    """Takes a figure out of the picture; it stays in the history. Raises UgyldigtInput, AdgangNaegtet."""
    require_edit(bruger)
    if not begrundelse.strip():
        raise UgyldigtInput([Fejl("begrundelse", "skal udfyldes")])
    _require_short(begrundelse.strip())
    with system_journal(bruger) as journal:
        if not Boligtal.objects.gaeldende().filter(pk=boligtal.pk).exists():
            raise UgyldigtInput(
                [Fejl("", "Tallet er erstattet eller tilbagekaldt i mellemtiden. Intet er ændret.")]
            )
        withdrawal = successor(boligtal, bruger, begrundelse.strip(), withdrawn=True)
        withdrawal.save(force_insert=True)
        journal.append("boligtal_tilbagekaldt", f"{withdrawal}: tilbagekaldt.", _facts(withdrawal))
    return withdrawal


def require_edit(bruger: Bruger) -> None:
    """Raises AdgangNaegtet unless `bruger` may change figures."""
    adgang.require(adgang.may_edit_boligmasse(bruger), NO_RIGHT)


def says_the_same(before: Boligtal, tal: Talinput) -> bool:
    """True if the figure, its certainty and where it stands are as registered; a new day of reading is no news."""
    same_source = (
        before.kilde_adresse == tal.kilde_adresse if tal.kilde_adresse else before.kilde == tal.kilde.strip()
    )
    return same_source and str(before.tal) == str(tal.vaerdi) and before.sikkerhed == tal.sikkerhed


def new_reading(
    tal: Talinput, bruger: Bruger, before: Boligtal | None, begrundelse: str, demo: bool = False
) -> Boligtal:
    """The reading, not saved yet."""
    values = {**asdict(tal), "fra_aar": tal.foerste_aar, "kilde": tal.kilde.strip()}
    return Boligtal(
        **values,
        decimaler=_decimals(tal.vaerdi),
        registreret_af=bruger,
        erstatter=before,
        begrundelse=begrundelse,
        demo=demo,
    )


def successor(
    replaced: Boligtal,
    bruger: Bruger,
    begrundelse: str,
    *,
    like: Boligtal | None = None,
    withdrawn: bool = False,
) -> Boligtal:
    """A reading that replaces `replaced`: a withdrawal of it, or `like` an older one; not saved yet."""
    source = like or replaced
    own = {"id", "registreret", "registreret_af", "erstatter", "tilbagekaldt", "begrundelse"}
    kept = {
        field.name: getattr(source, field.name) for field in Boligtal._meta.fields if field.name not in own
    }
    return Boligtal(
        **kept, registreret_af=bruger, erstatter=replaced, tilbagekaldt=withdrawn, begrundelse=begrundelse
    )


def _facts(reading: Boligtal) -> dict[str, object]:
    facts = {name: getattr(reading, name) for name in (*Boligtal.NOEGLE, "kilde", "begrundelse")}
    return {**facts, "boligtal": reading.pk, "vaerdi": str(reading.tal)}


def _require_short(begrundelse: str) -> None:
    if len(begrundelse) > 300:
        raise UgyldigtInput([Fejl("begrundelse", "må højst være 300 tegn")])


def _is_year(aar: int) -> bool:
    return FOERSTE_AAR <= aar <= SIDSTE_AAR


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    plain = not any(c.isspace() for c in text) and len(text) <= 400
    return parts.scheme in ("http", "https") and bool(parts.netloc) and plain


def _check_bydel(tal: Talinput) -> list[Fejl]:
    bydele = current_profil().bydele
    if not tal.bydel or any(tal.bydel == item.navn for item in bydele):
        return []
    if not bydele:
        return [] if len(tal.bydel) <= 80 else [Fejl("bydel", "må højst være 80 tegn")]
    names = ", ".join(item.navn for item in bydele)
    return [Fejl("bydel", f"skal være tom for hele kommunen, eller en af: {names}")]


def _check_vaerdi(tal: Talinput) -> list[Fejl]:
    if tal.enhed == Enhed.ANDEL and tal.ejerform == IALT:
        return [Fejl("ejerform", "kan ikke være i alt, når tallet er en andel; summen regnes ud")]
    if tal.vaerdi is None:
        return []
    if tal.enhed == Enhed.ANDEL:
        holds, allowed = 0 <= tal.vaerdi <= 100, "skal være fra 0 til 100 pct."
    else:
        holds, allowed = 0 <= tal.vaerdi <= MAX_ANTAL, f"skal være fra 0 til {MAX_ANTAL}"
        if holds and _decimals(tal.vaerdi):
            return [Fejl("vaerdi", "skal være et helt antal boliger")]
    if not holds:
        return [Fejl("vaerdi", allowed)]
    if _decimals(tal.vaerdi) > MAX_DECIMALER:
        return [Fejl("vaerdi", f"må højst have {MAX_DECIMALER} decimaler")]
    return []


def _decimals(vaerdi: Decimal | None) -> int:
    exponent = vaerdi.as_tuple().exponent if vaerdi is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
