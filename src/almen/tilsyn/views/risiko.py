"""The risk overview: every afdeling of a year with its signs, one with all of them, and the rules as they stand."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from almen.grundlag.selectors import current_parametre
from almen.tilsyn.filtre_risiko import Risikofilter, group_choices
from almen.tilsyn.indikatorer import Indikator, load_indikatorer
from almen.tilsyn.kolonner_risiko import RISIKOKOLONNER
from almen.tilsyn.kritisk import Kritisk, day_of
from almen.tilsyn.models import Tilsynsbillede
from almen.tilsyn.oversigtslinks import find_url
from almen.tilsyn.risiko import Graenser, silent_because
from almen.tilsyn.risikoregler import load_regler
from almen.tilsyn.selectors.billede import graenser_of
from almen.tilsyn.selectors.risiko import (
    afdelingsbilleder,
    count_by_rule,
    latest_year,
    tegn_of,
    years,
)
from almen.tilsyn.views.revision import require_view
from almen.ui.formater import dato
from almen.ui.lists import ListView

FIRST = 3


class Risikoliste(ListView):
    """Afdelinger with signs, the one to look at first first."""

    titel = "Risiko"
    navn = ("afdeling", "afdelinger")
    beskrivelse = "Hvor der bør ses efter først. Hvert tegn følger af en regel, et tal og en grænse."
    kolonner = RISIKOKOLONNER
    filterset_class = Risikofilter
    search_fields = ("afdeling__navn", "afdeling__nummer", "afdeling__adresse", "boligorganisation__navn")
    search_label = "Søg på afdeling eller boligorganisation"
    # As `risiko.order_of`, but for those that are alike in all of it.
    standard_sortering = ("-alvorlige", "-opmaerksomme", "-boliger", "afdeling__navn", "pk")
    template_name = "tilsyn/risiko.html"
    eksport_navn = "risiko"
    tom_titel = "Ingen tegn"
    tom_tekst = "Tegn kommer, når der er nøgletal, bemærkninger eller opgørelser, som passerer en grænse."

    def get_queryset(self) -> QuerySet[Any]:
        """All of them: who may see one may see all."""
        require_view(self.request)
        return afdelingsbilleder()

    def extra_context(self) -> dict[str, Any]:
        """The year, what to look at first, how many have signs, and which rules are silent. Two queries."""
        assert isinstance(self.filterset, Risikofilter)  # noqa: S101 - tells the type checker
        aar = self.filterset.valgt_aar
        if aar is None:
            return {"fane": "risiko", "aar": None}
        rows = afdelingsbilleder().filter(aar=aar)
        grave = Q(alvorlige__gt=0)
        sums = rows.order_by().aggregate(
            alle=Count("pk"),
            med_alvorlige=Count("pk", filter=grave),
            andre=Count("pk", filter=Q(alvorlige=0, opmaerksomme__gt=0)),
            boliger_alvorlige=Sum("boliger", filter=grave),
        )
        first = rows.filter(grave).order_by(*self.standard_sortering)[:FIRST]
        graenser = graenser_of(aar, current_parametre())
        return {
            "fane": "risiko",
            "aar": aar,
            "sum": sums,
            "foerst": [(row, tegn_of(row)) for row in first],
            "tavse": [item for item in load_regler() if silent_because(item, graenser)],
        }

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back to supervision."""
        return [("Tilsyn", reverse("tilsyn:oversigt"))]


def afdeling(request: HttpRequest, pk: int) -> HttpResponse:
    """One afdeling in one year: every sign with its reason, the figure, the limit and its source."""
    require_view(request)
    billede = get_object_or_404(afdelingsbilleder(), pk=pk)
    groups = dict(group_choices(billede.aar))
    other = Tilsynsbillede.objects.filter(afdeling=billede.afdeling_id).order_by("-aar")
    context = {
        "billede": billede,
        "tegn": [(item, _limit(item.flag.parameter, billede.aar)) for item in tegn_of(billede)],
        "gruppe": groups.get(billede.gruppe, ""),
        "andre_aar": other.only("aar", "alvorlige", "opmaerksomme"),
        "tal_url": find_url("tilsyn:noegletal_afdeling", args=(billede.afdeling_id,)),
    }
    return render(request, "tilsyn/risikoafdeling.html", context)


def _limit(parameter: str, aar: int) -> str:
    """Where a limit comes from and how sure it is; "" where it is a zero or a day."""
    parametre = current_parametre()
    if parameter not in parametre:
        return ""
    found = parametre.find(parameter, day_of(aar))
    if found is None:
        return ""
    row = found.raekke
    kilde = "" if row.kilde in ("", "ikke fundet") else f" Kilde: {row.kilde}."
    return f"{found.parameter.navn}. {row.hjemmel[:1].upper()}{row.hjemmel[1:]}.{kilde}"


def regler(request: HttpRequest) -> HttpResponse:
    """The rules as they stand for a financial year: their limits and sources, which are silent and why, and how many flags each raised."""
    require_view(request)
    known = years()
    asked = request.GET.get("aar", "")
    aar = int(asked) if asked.isdecimal() and int(asked) in known else latest_year()
    parametre = current_parametre()
    counts = count_by_rule(aar) if aar else {}
    graenser = graenser_of(aar, parametre) if aar else None
    indikatorer = load_indikatorer()
    context = {
        "fane": "regler",
        "aar": aar,
        "aarene": known,
        "regler": [
            {
                "regel": item,
                "tavs": silent_because(item, graenser) if graenser else "",
                "delvis": _partly(graenser) if graenser and item.art == "kritisk_vaerdi" else "",
                "antal": counts.get(item.id, 0),
                "parametre": [
                    (parametre.get(id_), _limit_text(id_, aar)) for id_ in item.parametre if id_ in parametre
                ],
            }
            for item in load_regler()
        ],
        "kritiske": [
            (indikatorer[id_], limit, _kritisk_text(indikatorer[id_], limit))
            for id_, limit in (graenser.kritiske.items() if graenser else ())
        ],
    }
    return render(request, "tilsyn/risikoregler.html", context)


def _partly(graenser: Graenser) -> str:
    """How many of the critical values are set, where some are and some are not."""
    known = sum(item.graense is not None for item in graenser.kritiske.values())
    if not 0 < known < len(graenser.kritiske):
        return ""
    return f"Kritiske værdier er sat for {known} af {len(graenser.kritiske)} nøgletal. Om de andre siger reglen intet."


def _limit_text(parameter: str, aar: int | None) -> str:
    """A limit as it stands for the year, in words."""
    found = current_parametre().find(parameter, day_of(aar)) if aar else None
    value = found.raekke.vaerdi if found else None
    if value is None:
        return "Ikke sat"
    return f"{str(value).replace('.', ',')}{' pct.' if parameter.endswith('_pct') else ''}"


def _kritisk_text(indikator: Indikator, limit: Kritisk) -> str:
    if limit.graense is None:
        return "Ikke sat"
    side = "over" if limit.ende == "hoejst" else "under"
    since = f", fra {dato(limit.raekke.fra)}" if limit.raekke and limit.raekke.fra else ""
    return f"{side} {indikator.vis(limit.graense)}{since}"
