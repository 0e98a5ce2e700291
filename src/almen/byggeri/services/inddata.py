"""The figures of a project's parts as forms, API and demo give them, and what must hold for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from almen.byggeri.models import Projektdel, Skema, Skemadel
from almen.organisationer.models import Boligtype
from almen.regler.dansk import format_kroner, format_tal
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.inddata import SUM_HOEJST, check_areal, is_heltal

BLOCKS = ("grundudgifter", "haandvaerkerudgifter", "omkostninger", "gebyrer")
PUBLISHED = ("offentliggjort_laan", "offentliggjort_grundkapital")
MAX_DELE = 20
MAX_AREAL = 1_000_000  # plausibility, as the bounds of `regler.inddata`


@dataclass(frozen=True)
class DelInput:
    """One part's figures. What is not known is None. `nummer` names an existing part; None = by type.

    The sum is either given, or follows from the four blocks less `tilskud`; given both ways they must agree.
    """

    boligtype: str
    antal: int | None = None
    bruttoareal_m2: Decimal | int | None = None
    anskaffelsessum: int | None = None
    grundudgifter: int | None = None
    haandvaerkerudgifter: int | None = None
    omkostninger: int | None = None
    gebyrer: int | None = None
    tilskud: int = 0
    offentliggjort_laan: int | None = None
    offentliggjort_grundkapital: int | None = None
    bossinf_type: int | None = None
    nummer: int | None = None

    @property
    def sum(self) -> int | None:
        """The part's anskaffelsessum in kroner: as given, else from the blocks."""
        return self.sum_of_blocks if self.anskaffelsessum is None else self.anskaffelsessum

    @property
    def sum_of_blocks(self) -> int | None:
        """The four blocks less tilskud; None unless all four are given."""
        values = [getattr(self, navn) for navn in BLOCKS]
        return None if any(value is None for value in values) else sum(values) - self.tilskud

    def as_skemadel(self, skema: Skema, projektdel: Projektdel) -> Skemadel:
        """The part's figures in that version, not saved."""
        return Skemadel(
            skema=skema,
            projektdel=projektdel,
            antal=self.antal,
            bruttoareal_m2=self.bruttoareal_m2,
            grundudgifter=self.grundudgifter,
            haandvaerkerudgifter=self.haandvaerkerudgifter,
            omkostninger=self.omkostninger,
            gebyrer=self.gebyrer,
            tilskud=self.tilskud,
            anskaffelsessum=self.sum,
            offentliggjort_laan=self.offentliggjort_laan,
            offentliggjort_grundkapital=self.offentliggjort_grundkapital,
        )

    def as_data(self) -> dict[str, Any]:
        """For the journal: what is known of the part."""
        return {key: value for key, value in asdict(self).items() if value is not None}


@dataclass(frozen=True)
class ServicearealInput:
    """The service area's figures: dwellings served, m² and kroner. What is not known is None."""

    boliger: int | None = None
    areal_m2: Decimal | int | None = None
    anskaffelsessum: int | None = None

    def as_data(self) -> dict[str, Any]:
        """For the journal: what is known."""
        return {key: value for key, value in asdict(self).items() if value is not None}


def check_serviceareal(item: ServicearealInput | None) -> None:
    """Raises UgyldigtInput with every fault, each under `serviceareal.felt`."""
    fejl: list[Fejl] = []
    limits = (
        ("boliger", 100_000, "et helt tal"),
        ("anskaffelsessum", SUM_HOEJST, "hele kroner"),
    )
    for navn, hoejst, art in limits:
        value = getattr(item, navn, None)
        if value is not None and (not is_heltal(value) or not 1 <= value <= hoejst):
            fejl.append(
                Fejl(f"serviceareal.{navn}", f"er {value!r}; tilladt er {art} fra 1 til {format_tal(hoejst)}")
            )
    areal = item.areal_m2 if item else None
    if areal is not None and not (Decimal(areal).is_finite() and 0 < areal < MAX_AREAL):
        fejl.append(
            Fejl(
                "serviceareal.areal_m2", f"er {areal}; tilladt er over 0 og under {format_tal(MAX_AREAL)} m²"
            )
        )
    if fejl:
        raise UgyldigtInput(fejl)


def check_dele(dele: Sequence[DelInput]) -> None:
    """Raises UgyldigtInput with every fault of the parts, each under `dele[n].felt`."""
    fejl: list[Fejl] = []
    if not 1 <= len(dele) <= MAX_DELE:
        fejl.append(Fejl("dele", f"er {len(dele)}; et projekt har mindst 1 og højst {MAX_DELE} dele"))
    for index, item in enumerate(dele):
        fejl.extend(check_del(f"dele[{index}]", item))
    numbers = [item.nummer for item in dele if item.nummer is not None]
    if len(numbers) != len(set(numbers)):
        fejl.append(Fejl("dele", "samme del står to gange"))
    if fejl:
        raise UgyldigtInput(fejl)


def check_del(sted: str, item: DelInput) -> list[Fejl]:
    """Every fault of one part, under `sted.felt`."""
    fejl = [*check_areal(sted, item, tuple(Boligtype.values)), *_check_precision(sted, item)]
    broken = []
    for navn in (*BLOCKS, "tilskud", *PUBLISHED, "anskaffelsessum"):
        value = getattr(item, navn)
        lowest = 1 if navn == "anskaffelsessum" else 0
        if value is not None and (not is_heltal(value) or not lowest <= value <= SUM_HOEJST):
            shown = format_kroner(value) if is_heltal(value) else repr(value)
            allowed = f"hele kroner fra {lowest} til {format_kroner(SUM_HOEJST)}"
            fejl.append(Fejl(f"{sted}.{navn}", f"er {shown}; tilladt er {allowed}"))
            broken.append(navn)
    return fejl if set(broken) - set(PUBLISHED) else [*fejl, *_check_blocks(sted, item)]


def _check_precision(sted: str, item: DelInput) -> list[Fejl]:
    areal = item.bruttoareal_m2
    if not isinstance(areal, int | Decimal) or isinstance(areal, bool) or not Decimal(areal).is_finite():
        return []
    if areal >= MAX_AREAL:
        return [Fejl(f"{sted}.bruttoareal_m2", f"er {areal}; tilladt er under {format_tal(MAX_AREAL)} m²")]
    if Decimal(areal) != round(Decimal(areal), 2):
        return [Fejl(f"{sted}.bruttoareal_m2", f"er {areal}; tilladt er højst to decimaler")]
    return []


def _check_blocks(sted: str, item: DelInput) -> list[Fejl]:
    """All four blocks or none, and they must come to the sum."""
    missing = [navn for navn in BLOCKS if getattr(item, navn) is None]
    if missing and len(missing) < len(BLOCKS):
        return [
            Fejl(f"{sted}.{navn}", "mangler; angiv alle fire poster (0, hvis der ingen er) eller kun summen")
            for navn in missing
        ]
    total = item.sum_of_blocks
    if total is None:
        return [Fejl(f"{sted}.tilskud", "kan kun angives sammen med de fire poster")] if item.tilskud else []
    if not 1 <= total <= SUM_HOEJST:
        allowed = f"1 kr. til {format_kroner(SUM_HOEJST)}"
        return [
            Fejl(
                f"{sted}.anskaffelsessum", f"bliver {format_kroner(total)} af posterne; tilladt er {allowed}"
            )
        ]
    if item.anskaffelsessum not in (None, total):
        return [
            Fejl(
                f"{sted}.anskaffelsessum",
                f"er {format_kroner(item.anskaffelsessum or 0)}, men de fire poster minus tilskud giver "
                f"{format_kroner(total)}",
            )
        ]
    return []
