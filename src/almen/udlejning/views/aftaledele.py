"""The parts of an agreement: annexes, steps, criteria, and the grid of shares."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from almen.sager import adgang
from almen.sager.models import Dokument
from almen.udlejning.forms_aftale import (
    AndeleForm,
    BilagForm,
    GrundForm,
    KriteriumForm,
    TrinForm,
    TrinkriterierForm,
)
from almen.udlejning.models import Rammeaftale, Vej
from almen.udlejning.selectors.indhold import criteria_on, day_in, steps_on
from almen.udlejning.services.aftaledele import drop_bilag, drop_trin, save_bilag, save_trin
from almen.udlejning.services.andele import save_andele
from almen.udlejning.services.kriterier import drop_kriterium, save_kriterium, save_trinkriterier
from almen.udlejning.views.opslag import (
    asks_reason,
    crumbs_of,
    find_to_edit,
    form_page,
    require_edit,
)
from almen.ui.formularside import bound

DATED = (
    "I en aftale, der gælder, bliver det gamle stående til dagen før, og det nye gælder fra den dag, du skriver. "
    "Et udkast skrives om fra sin første dag."
)


def _documents(request: HttpRequest, aftale: Rammeaftale) -> Any:
    if aftale.sag_id is None:
        return Dokument.objects.none()
    return adgang.visible_dokumenter(require_edit(request)).filter(sag=aftale.sag_id).order_by("titel")


def bilag(request: HttpRequest, pk: int, bilag: int | None = None) -> HttpResponse:
    """Adds an annex, or changes one."""
    found = find_to_edit(request, pk)
    row = get_object_or_404(found.bilag, pk=bilag) if bilag is not None else None
    form = BilagForm(
        bound(request), bilag=row, dokumenter=_documents(request, found), lagt_frem=asks_reason(found)
    )

    def act() -> Any:
        return save_bilag(
            bruger=require_edit(request), aftale=found, bilag=form.bilag(), rettes=row, grund=form.grund_tekst
        )

    titel = f"Ret bilag {row.nummer}" if row else "Nyt bilag"
    return form_page(request, form, act, titel, crumbs_of(found), "Bilaget er gemt.")


def fjern_bilag(request: HttpRequest, pk: int, bilag: int) -> HttpResponse:
    """Takes an annex out."""
    found = find_to_edit(request, pk)
    row = get_object_or_404(found.bilag, pk=bilag)
    row.rammeaftale = found
    form = GrundForm(bound(request), lagt_frem=asks_reason(found))

    def act() -> Any:
        return drop_bilag(bruger=require_edit(request), bilag=row, grund=form.grund_tekst)

    return form_page(
        request, form, act, f"Fjern {str(row)[:60]}", crumbs_of(found), "Bilaget er fjernet.", knap="Fjern", farlig=True,
        tekst="Bilaget tages ud af aftalen. Journalen gemmer det.",
    )  # fmt: skip


def trin(request: HttpRequest, pk: int, trin: int | None = None) -> HttpResponse:
    """Adds a step, or changes one."""
    found = find_to_edit(request, pk)
    row = get_object_or_404(found.trin, pk=trin) if trin is not None else None
    form = TrinForm(bound(request), trin=row, lagt_frem=asks_reason(found))

    def act() -> Any:
        return save_trin(
            bruger=require_edit(request), aftale=found, trin=form.trin(), rettes=row, grund=form.grund_tekst
        )

    titel = f"Ret {row}" if row else "Nyt trin"
    return form_page(request, form, act, titel, crumbs_of(found), "Trinnet er gemt.")


def fjern_trin(request: HttpRequest, pk: int, trin: int) -> HttpResponse:
    """Takes a step out of a draft."""
    found = find_to_edit(request, pk)
    row = get_object_or_404(found.trin, pk=trin)
    row.rammeaftale = found
    form = GrundForm(bound(request), lagt_frem=asks_reason(found))

    def act() -> Any:
        return drop_trin(bruger=require_edit(request), trin=row, grund=form.grund_tekst)

    return form_page(
        request, form, act, f"Fjern {row}", crumbs_of(found), "Trinnet er fjernet.", knap="Fjern", farlig=True,
        tekst="Trinnet tages ud af udkastet med sine andele og kriterier. Journalen gemmer det.",
    )  # fmt: skip


def kriterium(request: HttpRequest, pk: int, kriterium: int | None = None) -> HttpResponse:
    """Adds a criterion to the agreement, or changes one."""
    found = find_to_edit(request, pk)
    row = get_object_or_404(found.kriterier, pk=kriterium) if kriterium is not None else None
    form = KriteriumForm(bound(request), kriterium=row, lagt_frem=asks_reason(found))

    def act() -> Any:
        return save_kriterium(
            bruger=require_edit(request),
            aftale=found,
            kriterium=form.kriterium(),
            rettes=row,
            grund=form.grund_tekst,
        )

    titel = f"Ret kriteriet {row}" if row else "Nyt kriterium"
    return form_page(request, form, act, titel, crumbs_of(found), "Kriteriet er gemt.")


def fjern_kriterium(request: HttpRequest, pk: int, kriterium: int) -> HttpResponse:
    """Takes out a criterion that no step uses."""
    found = find_to_edit(request, pk)
    row = get_object_or_404(found.kriterier, pk=kriterium)
    row.rammeaftale = found
    form = GrundForm(bound(request), lagt_frem=asks_reason(found))

    def act() -> Any:
        return drop_kriterium(bruger=require_edit(request), kriterium=row, grund=form.grund_tekst)

    return form_page(
        request, form, act, f"Fjern kriteriet {row}", crumbs_of(found), "Kriteriet er fjernet.", knap="Fjern",
        farlig=True, tekst="Kun et kriterium, som intet trin bruger eller har brugt, kan fjernes.",
    )  # fmt: skip


def trinkriterier(request: HttpRequest, pk: int, trin: int) -> HttpResponse:
    """Which criteria a step uses, from a day."""
    found = find_to_edit(request, pk)
    row = get_object_or_404(found.trin, pk=trin)
    row.rammeaftale = found
    day = day_in(found, timezone.localdate())
    form = TrinkriterierForm(
        bound(request),
        kriterier=list(found.kriterier.all()),
        nu=list(criteria_on([row.pk], day)),
        initial={"fra": day},
        lagt_frem=asks_reason(found),
    )

    def act() -> Any:
        return save_trinkriterier(
            bruger=require_edit(request),
            trin=row,
            brug=form.brug(),
            fra=form.cleaned_data["fra"],
            grund=form.grund_tekst,
        )

    return form_page(
        request, form, act, f"Kriterier: {row}", crumbs_of(found), "Kriterierne er gemt.", tekst=DATED
    )


def andele(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid of shares, saved whole or not at all."""
    found = find_to_edit(request, pk)
    day = day_in(found, timezone.localdate())
    form = AndeleForm(
        bound(request), trin=steps_on(found, day), initial={"fra": day}, lagt_frem=asks_reason(found)
    )

    def act() -> Any:
        data = form.cleaned_data
        return save_andele(
            bruger=require_edit(request),
            aftale=found,
            gitter=form.gitter(),
            fra=data["fra"],
            kilde=data["kilde"],
            sikkerhed=data["sikkerhed"],
            grund=form.grund_tekst,
        )

    return form_page(
        request, form, act, "Andele på trinnene", crumbs_of(found), "Andelene er gemt.",
        template="udlejning/andele.html", veje=list(Vej.labels), tekst=DATED,
    )  # fmt: skip
