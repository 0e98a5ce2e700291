"""What a change of share would touch: an address that can be shared, and nothing stored."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import django_filters
from django.http import HttpRequest
from django.utils import timezone

from almen.omraader.models import Omraade
from almen.omraader.selectors.tal import own_kommune
from almen.organisationer.selectors import organisationer_by_nummer
from almen.udlejning.models import Udlejningstal, Vej
from almen.udlejning.selectors.maaling import BOLIGTYPER
from almen.udlejning.selectors.placeringsforslag import steps_to_choose
from almen.udlejning.selectors.simulation import Simuleringssted, bases
from almen.udlejning.simulation import Beroert, simulate, total
from almen.udlejning.views.tal import krummer, require_view
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter
from almen.ui.forms import DecimalField
from almen.ui.kolonner import Kolonne
from almen.ui.raekkeliste import Raekkeliste


class PctFilter(django_filters.Filter):
    """A share that is typed in Danish."""

    field_class = DecimalField


def _steps() -> list[tuple[str, str]]:
    return [(str(item), str(item)) for item in steps_to_choose(timezone.localdate())]


def _areas() -> list[tuple[str, str]]:
    names = Omraade.objects.filter(kommune=own_kommune()).order_by("navn").values_list("navn", flat=True)
    return [(navn, navn) for navn in names]


class Simuleringsfilter(AlmenFilterSet):
    """The new share, of which way and type, and for whom."""

    ny = PctFilter(label="Ny andel (pct.)")
    vej = ChoiceFilter(
        label="Udlejes ved",
        empty_label=str(Vej.FLEKSIBEL.label),
        choices=[(Vej.ANVISNING.value, Vej.ANVISNING.label), (Vej.VENTELISTE.value, Vej.VENTELISTE.label)],
    )
    boligtype = ChoiceFilter(
        label="Boligtype",
        empty_label=str(BOLIGTYPER[0].label),
        choices=[(BOLIGTYPER[1].value, BOLIGTYPER[1].label)],
    )
    trin = ChoiceFilter(label="Trin", choices=())
    organisation = ChoiceFilter(label="Boligorganisation", choices=())
    omraade = ChoiceFilter(label="Område", choices=())
    afdelinger = django_filters.CharFilter(label="Afdelinger (LBF-nummer/afdeling)", max_length=400)

    class Meta:
        model = Udlejningstal
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked once: a list of choices is gone through several times on a page.
        for name, ask in (("trin", _steps), ("organisation", organisationer_by_nummer), ("omraade", _areas)):
            self.filters[name].extra["choices"] = ask()


class Simuleringsraekke:
    """An afdeling as the list shows and sorts it."""

    def __init__(self, item: Simuleringssted, svar: Beroert) -> None:
        self.sted, self.svar, self.pk = item.sted, svar, item.sted.pk
        self.navn, self.organisation = svar.navn, item.sted.organisation
        self.boliger = item.grundlag.boliger
        self.andel_nu = _decimal(item.grundlag.andel_nu)
        self.fraflytning, self.tomgang = (
            _decimal(item.grundlag.fraflytning_pct),
            _decimal(item.grundlag.tomgang_pct),
        )
        self.udlejninger, self.forventet = _decimal(svar.udlejninger), _decimal(svar.forventet)
        self.nedre, self.oevre = svar.nedre, svar.oevre
        self.hviler_paa = svar.hviler_paa
        self.mangler = ", ".join(svar.mangler)

    @property
    def interval(self) -> str | None:
        """Both ends in words."""
        return None if self.nedre is None else f"{self.nedre}–{self.oevre}"


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(Decimal("0.1"))


KOLONNER = (
    Kolonne("afdeling", "Afdeling", "navn", sorter="navn"),
    Kolonne("organisation", "Boligorganisation", "organisation", sorter="organisation"),
    Kolonne("boliger", "Boliger", "boliger", "heltal", sorter="boliger"),
    Kolonne("udlejninger", "Udlejninger om året", "udlejninger", "decimal", sorter="udlejninger"),
    Kolonne("andel_nu", "Andel nu", "andel_nu", "pct", sorter="andel_nu"),
    Kolonne("forventet", "Berørte om året", "forventet", "decimal", sorter="forventet", beskrivelse="Forventet antal udlejninger om året, der ville ske på en anden måde"),
    Kolonne("interval", "Interval", "interval", beskrivelse="I 19 af 20 år ligger antallet her"),
    Kolonne("hviler_paa", "Hviler på", "hviler_paa", sorter="hviler_paa"),
    Kolonne("mangler", "Mangler", "mangler", sorter="mangler"),
    Kolonne("fraflytning", "Fraflytning, pct.", "fraflytning", "pct", skjult=True),
    Kolonne("tomgang", "Tomgang, pct.", "tomgang", "pct", skjult=True),
    Kolonne("nedre", "Interval fra", "nedre", "heltal", skjult=True),
    Kolonne("oevre", "Interval til", "oevre", "heltal", skjult=True),
    Kolonne("omraade", "Område", "sted.omraade", skjult=True),
    Kolonne("lbf_nummer", "LBF-nummer", "sted.lbf_nummer", skjult=True),
    Kolonne("afdelingsnummer", "Afdelingsnummer", "sted.nummer", skjult=True),
)  # fmt: skip


class Simulation(Raekkeliste):
    """How many lettings a year another share would touch."""

    titel = "Simulation af en ændret andel"
    navn = ("afdeling", "afdelinger")
    beskrivelse = (
        "Hvor mange udlejninger om året en anden andel ville berøre. Intet bliver gemt; adressen kan deles"
    )
    kolonner = KOLONNER
    filterset_class = Simuleringsfilter
    search_fields = ("navn",)
    search_label = "Søg på afdeling eller boligorganisation"
    template_name = "udlejning/simulation.html"
    result_template = "udlejning/simulation_resultat.html"
    eksport_navn = "simulation"
    tom_titel = "Skriv den nye andel"
    tom_tekst = (
        "Vælg et trin, et område, en boligorganisation eller enkelte afdelinger; ellers gælder den alle."
    )

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return krummer()[:2]

    def get_rows(self, valg: Mapping[str, Any]) -> list[Any]:
        require_view(self.request)
        self.ny: Decimal | None = valg.get("ny")
        if self.ny is not None and not 0 <= self.ny <= 100:
            self.fejl.append("Ny andel: skal være fra 0 til 100 pct.")
        if self.ny is None or self.fejl:
            return []
        vej = valg.get("vej") or Vej.FLEKSIBEL.value
        boligtype = valg.get("boligtype") or BOLIGTYPER[0].value
        return self._chosen(
            [
                Simuleringsraekke(item, simulate(item.grundlag, float(self.ny)))
                for item in bases(timezone.localdate(), boligtype, vej)
            ],
            valg,
        )

    def _chosen(self, rows: list[Any], valg: Mapping[str, Any]) -> list[Any]:
        if trin := valg.get("trin"):
            rows = [row for row in rows if trin in row.sted.trin.values()]
        if lbf := valg.get("organisation"):
            rows = [row for row in rows if row.sted.lbf_nummer == lbf]
        if omraade := valg.get("omraade"):
            rows = [row for row in rows if omraade in row.sted.omraade.split(" og ")]
        wanted = (valg.get("afdelinger") or "").replace(",", " ").split()
        if wanted:
            rows = [row for row in rows if f"{row.sted.lbf_nummer}/{row.sted.nummer}" in wanted]
            found = {f"{row.sted.lbf_nummer}/{row.sted.nummer}" for row in rows}
            if unknown := [item for item in wanted if item not in found]:
                self.ukendte = unknown
        return rows

    def search_text(self, row: Any) -> str:
        return f"{row.navn} {row.organisation}"

    def result_context(self, queryset: Any) -> dict[str, Any]:
        if self.fejl:
            return {}
        summed = total(row.svar for row in queryset)
        return {
            "ny": self.ny,
            "sum": summed,
            "forventet": _decimal(summed.forventet),
            "udlejninger": _decimal(summed.udlejninger),
            "uden": sum(row.forventet is None for row in queryset),
            "ukendte": getattr(self, "ukendte", []),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require_view(request)
        return super().get(request, *args, **kwargs)
