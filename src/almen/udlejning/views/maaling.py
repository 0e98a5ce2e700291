"""The yearly measurement: lettings by way beside the agreed shares, afdeling by afdeling and summed, and what they call for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from almen.organisationer.models import Boligtype
from almen.organisationer.selectors import organisationer_by_nummer, user_of
from almen.sager import adgang
from almen.udlejning.kolonner_maaling import MAALEKOLONNER, Visningsraekke
from almen.udlejning.maalte_andele import DOMSNAVNE, judge
from almen.udlejning.models import Udlejningstal, Vej
from almen.udlejning.selectors.forslag import occasions, years_in_a_row
from almen.udlejning.selectors.maaling import SAMLINGER, Maaleraekke, Maalesum, measure, sums_of, total_of
from almen.udlejning.selectors.tal import measured_years
from almen.udlejning.views.tal import krummer, require_view
from almen.ui.diagrammer import requested_width, stacked_bar_chart, svg_response
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter
from almen.ui.raekkeliste import Raekkeliste

# So many bars that each can still be read; all of them stand in the table.
TEGNET = 25
RAEKKEFOELGE = (Vej.FLEKSIBEL, Vej.ANVISNING, Vej.VENTELISTE, Vej.ANDEN)
STANDARD = "organisation"


class MaalingFilter(AlmenFilterSet):
    """Which year, whose, which type, how it came out, and by what the rows are summed."""

    aar = ChoiceFilter(label="År", choices=())
    saml = ChoiceFilter(
        label="Saml efter",
        empty_label=SAMLINGER[STANDARD],
        choices=[(id_, navn) for id_, navn in SAMLINGER.items() if id_ != STANDARD],
    )
    organisation = ChoiceFilter(label="Boligorganisation", choices=())
    boligtype = ChoiceFilter(label="Boligtype", choices=Boligtype.choices)
    dom = ChoiceFilter(
        label="Fleksibel udlejning er", choices=[(dom.value, navn) for dom, navn in DOMSNAVNE.items()]
    )

    class Meta:
        model = Udlejningstal
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked once: a list of choices is gone through several times on a page.
        self.filters["organisation"].extra["choices"] = organisationer_by_nummer()
        years = measured_years() or [timezone.localdate().year - 1]
        self.latest = years[0]
        self.filters["aar"].extra["empty_label"] = str(years[0])
        self.filters["aar"].extra["choices"] = [(str(aar), str(aar)) for aar in years[1:]] + [
            (str(years[0]), str(years[0]))
        ]


class Maaling(Raekkeliste):
    """The measurement of a year."""

    titel = "Måling af udlejningen"
    navn = ("afdeling", "afdelinger")
    beskrivelse = "Hvordan boligerne blev udlejet, holdt op mod det aftalte"
    kolonner = MAALEKOLONNER
    filterset_class = MaalingFilter
    search_fields = ("navn",)
    search_label = "Søg på afdeling, boligorganisation eller område"
    template_name = "udlejning/maaling.html"
    result_template = "udlejning/maaling_resultat.html"
    eksport_navn = "udlejningsmaaling"
    tom_titel = "Ingen afdelinger"
    tom_tekst = "Målingen viser afdelingerne, når de er oprettet."

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Getting figures in, for those who may."""
        if not adgang.may_import_udlejningstal(user_of(self.request)):
            return []
        return [("Hent tal fra fil", reverse("udlejning:tal_importer"))]

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return krummer()[:1]

    def get_rows(self, valg: Mapping[str, Any]) -> list[Any]:
        require_view(self.request)
        self.aar = int(valg.get("aar") or self.filterset.latest)
        self.alle = measure(self.aar)
        rows = [Visningsraekke(row) for row in self.alle]
        wanted = (
            ("organisation", lambda row: row.sted.lbf_nummer),
            ("boligtype", lambda row: row.boligtype),
            ("dom", lambda row: row.domme[Vej.FLEKSIBEL.value].dom.value),
        )
        for name, of in wanted:
            if value := valg.get(name):
                rows = [row for row in rows if of(row.raekke) == value]
        return rows

    def search_text(self, row: Any) -> str:
        return f"{row.navn} {row.organisation} {row.omraade}"

    def sums(self, rows: list[Any]) -> tuple[list[Maalesum], Maalesum]:
        """The filtered rows summed as asked, and all of them."""
        kept: list[Maaleraekke] = [row.raekke for row in rows]
        return sums_of(kept, self.valgt.get("saml") or STANDARD), total_of(kept)

    def result_context(self, queryset: Any) -> dict[str, Any]:
        if self.fejl:
            return {}
        sums, total = self.sums(queryset)
        query = self.request.GET.copy()
        for name in ("side", "sort"):
            query.pop(name, None)
        bruger = user_of(self.request)
        return {
            "aar": self.aar,
            "summer": sums,
            "i_alt": total,
            "i_alt_linjer": _lines(total),
            "saml": SAMLINGER[self.valgt.get("saml") or STANDARD],
            "tegnet": min(TEGNET, len(sums)),
            "filtre": query.urlencode(),
            "anledninger": occasions(self.alle, self.aar),
            "i_traek": years_in_a_row(),
            "skifter": sum(any(a.skifter for a in row.aftalt.values()) for row in self.alle),
            "kan_rejse": adgang.may_open_sag(bruger),
        }

    @classmethod
    def svg(cls, request: HttpRequest) -> HttpResponse:
        """The sums as bars, with the same filters."""
        require_view(request)
        view, rows = cls.read(request)
        sums, total = view.sums(rows)
        shown = [item for item in sums if item.share(Vej.FLEKSIBEL) is not None][:TEGNET]
        bars = [total, *shown] if shown else []
        return svg_response(
            stacked_bar_chart(
                [(_name(item, bars), str(vej.label), item.share(vej) or Decimal(0)) for item in bars for vej in RAEKKEFOELGE],
                titel="Udlejningerne efter måde",
                enhed="pct.",
                beskrivelse="Andel af udlejningerne på hver måde, og den aftalte andel fleksibel udlejning",
                bredde=requested_width(request),
                maerke=(
                    "Aftalt fleksibel",
                    [
                        (_name(item, bars), aftalt)
                        for item in bars
                        if (aftalt := item.domme[Vej.FLEKSIBEL].aftalt) is not None
                    ],
                ),
            ),
            max_age=0,
        )  # fmt: skip


def _name(item: Maalesum, bars: list[Maalesum]) -> str:
    return "I udsnittet" if item is bars[0] else item.navn


def _lines(total: Maalesum) -> list[dict[str, Any]]:
    """The way, its lettings and share in all, and its verdict where a share is agreed: what the page's table of the whole shows."""
    whole = sum(row.i_alt or 0 for row in total.komplette) or None
    return [
        {
            "navn": vej.label,
            "antal": total.antal[vej],
            "alle": judge(sum(row.antal[vej] for row in total.komplette), whole, None, total.stok),
            "dom": total.domme[vej],
        }
        for vej in RAEKKEFOELGE
    ]
