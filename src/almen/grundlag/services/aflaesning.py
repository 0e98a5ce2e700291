"""What all readings share: the checks of source and reason, and how one takes the place of another."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from almen.grundlag.models import Aflaesning, Sikkerhed
from almen.organisationer.models import Bruger
from almen.regler.fejl import Fejl, UgyldigtInput

AGAIN = "Registreret igen"
Reading = TypeVar("Reading", bound=Aflaesning)


class Kilde(Protocol):
    """What says where something was read."""

    @property
    def kilde(self) -> str: ...

    @property
    def kilde_adresse(self) -> str: ...


@dataclass(frozen=True)
class Aflaesningsord:
    """How faults of a kind of reading are told: the field it is in, that it has changed since, and why a reason is needed."""

    felt: str
    aendret: str
    fordi: str


def successor(
    replaced: Reading,
    bruger: Bruger,
    begrundelse: str,
    *,
    like: Reading | None = None,
    withdrawn: bool = False,
) -> Reading:
    """A reading that replaces `replaced`: a withdrawal of it, or `like` an older one; not saved yet."""
    source = like or replaced
    own = {"id", "registreret", "registreret_af", "erstatter", "tilbagekaldt", "begrundelse", "hentet"}
    kept = {
        field.attname: getattr(source, field.attname)
        for field in source._meta.concrete_fields
        if field.name not in own
    }
    return type(source)(
        **kept, registreret_af=bruger, erstatter=replaced, tilbagekaldt=withdrawn, begrundelse=begrundelse
    )


def require_news(
    before: Reading | None, erstatter: Reading | None, *, same: bool, begrundelse: str, ord_: Aflaesningsord
) -> None:
    """Raises UgyldigtInput unless a reading may follow `before`, the last one (None: it is the first).

    `erstatter`: the reading that the user saw and replaces. `same`: the new one says what `before` says. A reading that
    replaces one that counts needs a reason.
    """
    if erstatter is not None and (before is None or before.pk != erstatter.pk or before.tilbagekaldt):
        raise UgyldigtInput([Fejl("", ord_.aendret)])
    if before is None or before.tilbagekaldt:
        return
    if same:
        raise UgyldigtInput([Fejl(ord_.felt, "står der allerede, fra samme kilde")])
    if not begrundelse:
        raise UgyldigtInput([Fejl("begrundelse", f"skal udfyldes, fordi {ord_.fordi}")])


def save_withdrawal(reading: Reading, bruger: Bruger, begrundelse: str, ord_: Aflaesningsord) -> Reading:
    """The withdrawal that takes `reading` out of the picture. Raises UgyldigtInput if it no longer counts."""
    if not type(reading).objects.gaeldende().filter(pk=reading.pk).exists():
        raise UgyldigtInput([Fejl("", ord_.aendret)])
    withdrawal = successor(reading, bruger, begrundelse, withdrawn=True)
    withdrawal.save(force_insert=True)
    return withdrawal


def is_same_source(before: Kilde, kilde: str, kilde_adresse: str) -> bool:
    """True if the address is the one registered; the name of the source where there is no address."""
    return before.kilde_adresse == kilde_adresse if kilde_adresse else before.kilde == kilde.strip()


def check_kilde(kilde: str, kilde_adresse: str, sikkerhed: str, note: str) -> list[Fejl]:
    """Faults of what every reading says of its source."""
    checks = (
        ("sikkerhed", sikkerhed in Sikkerhed.values, f"skal være en af: {', '.join(Sikkerhed.values)}"),
        ("kilde", 0 < len(kilde.strip()) <= 400, "skal udfyldes med højst 400 tegn"),
        (
            "kilde_adresse",
            not kilde_adresse or is_address(kilde_adresse),
            "skal begynde med https:// eller http:// og være højst 400 tegn",
        ),
        ("note", len(note) <= 400, "må højst være 400 tegn"),
    )
    return [Fejl(felt, besked) for felt, holds, besked in checks if not holds]


def is_address(text: str) -> bool:
    """True for a web address that fits."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    plain = not any(c.isspace() for c in text) and len(text) <= 400
    return parts.scheme in ("http", "https") and bool(parts.netloc) and plain


def clean_begrundelse(begrundelse: str) -> str:
    """The reason without blanks around it. Raises UgyldigtInput if it is too long."""
    if len(begrundelse.strip()) > 300:
        raise UgyldigtInput([Fejl("begrundelse", "må højst være 300 tegn")])
    return begrundelse.strip()


def require_begrundelse(begrundelse: str) -> str:
    """As `clean_begrundelse`, where there must be one."""
    if not (why := clean_begrundelse(begrundelse)):
        raise UgyldigtInput([Fejl("begrundelse", "skal udfyldes")])
    return why


def count_decimals(vaerdi: Decimal | None) -> int:
    """The decimals that a figure is printed with."""
    exponent = vaerdi.as_tuple().exponent if vaerdi is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
