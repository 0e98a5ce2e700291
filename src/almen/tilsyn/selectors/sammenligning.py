"""One key figure in one year across all afdelinger, each against its group."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from almen.organisationer.models import Afdeling
from almen.regler.samling import Parametre
from almen.tilsyn.grupper import Gruppe
from almen.tilsyn.indikatorer import Indikator
from almen.tilsyn.kritisk import critical_value
from almen.tilsyn.models import Tilsynstal
from almen.tilsyn.selectors.grupper import figures_by_group, groups_of
from almen.tilsyn.udvikling import Gruppetal, afvigelse_fra, afvigelsesgraense, mindst_i_gruppe


@dataclass(frozen=True, slots=True)
class Sammenligning:
    """An afdeling's figure against its group; what is not known, or not compared, is None."""

    pk: int
    organisation_pk: int
    organisation: str
    nummer: str
    navn: str
    vaerdi: Decimal | None
    decimaler: int
    gruppe: str | None
    bemaerkning: str
    tal: Gruppetal | None
    afviger: str | None
    kritisk: str | None
    demo: bool

    @property
    def url(self) -> str:
        """The page of the afdeling's figures."""
        return reverse("tilsyn:noegletal_afdeling", args=[self.pk])

    @property
    def median(self) -> Decimal | None:
        """The group's."""
        return None if self.tal is None else _rounded(self.tal.median, self.decimaler)

    @property
    def antal(self) -> int | None:
        """How many of the group have the figure."""
        return None if self.tal is None else self.tal.antal

    @property
    def forskel(self) -> Decimal | None:
        """The figure less the group's median."""
        if self.vaerdi is None or self.tal is None:
            return None
        return _rounded(self.vaerdi - self.tal.median, self.decimaler)

    @property
    def forskel_pct(self) -> Decimal | None:
        """The difference in per cent of the median; None of a median of nothing."""
        if self.vaerdi is None or self.tal is None or not self.tal.median:
            return None
        return ((self.vaerdi - self.tal.median) / abs(self.tal.median) * 100).quantize(Decimal("0.1"))


def _rounded(vaerdi: Decimal, decimaler: int) -> Decimal:
    return vaerdi.quantize(Decimal(1).scaleb(-decimaler))


def compare(indikator: Indikator, aar: int, parametre: Parametre) -> list[Sammenligning]:
    """Every afdeling by organisation and number. Four queries, however many there are."""
    grupper = groups_of(aar, parametre)
    figures = Tilsynstal.objects.gaeldende().filter(aar=aar, indikator=indikator.id, afdeling__isnull=False)
    read = list(figures.order_by().values_list("afdeling", "vaerdi", "demo"))
    known: dict[int, Decimal | None] = {pk: vaerdi for pk, vaerdi, _ in read}
    invented = {pk for pk, _, demo in read if demo}
    together = figures_by_group({pk: vaerdi for pk, vaerdi in known.items() if vaerdi is not None}, grupper)
    mindst, graense = mindst_i_gruppe(parametre, aar), afvigelsesgraense(parametre, aar)
    kritisk = critical_value(indikator, aar, parametre)
    rows = Afdeling.objects.order_by("boligorganisation__navn", "nummer").values_list(
        "pk", "boligorganisation", "boligorganisation__navn", "nummer", "navn"
    )
    found = []
    for pk, organisation_pk, organisation, nummer, navn in rows:
        gruppe, vaerdi = grupper[pk], known.get(pk)
        tal = together.get(gruppe.id) if isinstance(gruppe, Gruppe) else None
        note = "" if isinstance(gruppe, Gruppe) else gruppe.tekst
        if tal is not None and tal.antal < mindst:
            note, tal = f"Kun {tal.antal} i gruppen har tallet; der sammenlignes fra {mindst}.", None
        away = afvigelse_fra(vaerdi, tal, graense) if vaerdi is not None and tal is not None else None
        found.append(
            Sammenligning(
                pk,
                organisation_pk,
                organisation,
                nummer,
                navn,
                None if vaerdi is None else _rounded(vaerdi, indikator.decimaler),
                indikator.decimaler,
                gruppe.navn if isinstance(gruppe, Gruppe) else None,
                note,
                tal if indikator.sammenlignes else None,
                None if away is None else f"Langt {away.retning}",
                "Kritisk" if kritisk is not None and kritisk.is_hit_by(vaerdi) else None,
                pk in invented,
            )
        )
    return found
