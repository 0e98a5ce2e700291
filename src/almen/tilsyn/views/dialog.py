"""The dialogue's page, its material, and its statement."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from almen.organisationer.selectors import user_of
from almen.tilsyn.dialogkort import shown_kort
from almen.tilsyn.forms_dialog import (
    Gennemgangsform,
    Materialefristform,
    Modtagelsesform,
    Redegoerelsesform,
    Tilbagetraekningsform,
    Undladelsesform,
)
from almen.tilsyn.redegoerelsesudkast import draft_redegoerelse
from almen.tilsyn.selectors.dialog import left_open
from almen.tilsyn.selectors.dialogforslag import open_bemaerkninger
from almen.tilsyn.selectors.dialogside import aftaler_of, get_dialogside
from almen.tilsyn.services.dialogaendring import maerke_of
from almen.tilsyn.services.dialogmateriale import (
    omit_materiale,
    receive_materiale,
    review_materiale,
    set_materialefrist,
    undo_materiale,
)
from almen.tilsyn.services.redegoerelse import save_redegoerelse, take_back_redegoerelse
from almen.tilsyn.views.dialogopslag import act, answer, find_dialog, find_materiale, find_to_edit

MATERIALE, REDEGOERELSE = "#materiale", "#redegoerelse"


def dialog(request: HttpRequest, nummer: str) -> HttpResponse:
    """One organisation's dialogue of one year, as much of it as the user may read."""
    found, bruger = find_dialog(request, nummer), user_of(request)
    side = get_dialogside(bruger, found, timezone.localdate())
    tilbage = left_open(found) if side.intern else ([], [])
    context = {
        "dialog": found,
        "sag": found.sag,
        "side": side,
        "kan_rette": side.kan_rette and not side.afsluttet,
        "i_dag": timezone.localdate(),
        "tilbage": tilbage,
        "har_tilbage": any(tilbage),
        "bemaerkninger": open_bemaerkninger(found) if side.intern else (),
        "kort": shown_kort(found, bruger) if side.intern else (),
    }
    return render(request, "tilsyn/dialog.html", context)


def modtag(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Registers that a part of the material has come."""
    found = find_to_edit(request, nummer)
    row = find_materiale(found, pk)
    form = Modtagelsesform(request.POST or None)
    return answer(
        request,
        found,
        form,
        lambda: receive_materiale(bruger=user_of(request), materiale=row, **form.cleaned_data),
        titel=f"Modtaget: {row}",
        besked=f"Registreret som modtaget: {row}.",
        anker=MATERIALE,
    )


def gennemgaa(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Registers the review of a part and what it found."""
    found = find_to_edit(request, nummer)
    row = find_materiale(found, pk)
    given = {"bemaerkning": row.bemaerkning, "gennemgaaet": row.gennemgaaet or timezone.localdate()}
    form = Gennemgangsform(request.POST or None, initial=given)
    return answer(
        request,
        found,
        form,
        lambda: review_materiale(bruger=user_of(request), materiale=row, **form.cleaned_data),
        titel=f"Gennemgang: {row}",
        besked=f"Gennemgangen er gemt: {row}.",
        anker=MATERIALE,
    )


def undlad(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Leaves a part out this year."""
    found = find_to_edit(request, nummer)
    row = find_materiale(found, pk)
    form = Undladelsesform(request.POST or None)
    return answer(
        request,
        found,
        form,
        lambda: omit_materiale(bruger=user_of(request), materiale=row, **form.cleaned_data),
        titel=f"Bruges ikke i år: {row}",
        besked=f"{row} bruges ikke i år.",
        anker=MATERIALE,
    )


def materialefrist(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Agrees another day for a part."""
    found = find_to_edit(request, nummer)
    row = find_materiale(found, pk)
    form = Materialefristform(request.POST or None, initial={"frist": row.frist})
    return answer(
        request,
        found,
        form,
        lambda: set_materialefrist(bruger=user_of(request), materiale=row, **form.cleaned_data),
        titel=f"Frist: {row}",
        besked="Fristen er gemt.",
        anker=MATERIALE,
    )


@require_POST
def fortryd(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Undoes the latest that was registered about a part."""
    found = find_to_edit(request, nummer)
    row = find_materiale(found, pk)
    return act(
        request,
        found,
        lambda: undo_materiale(bruger=user_of(request), materiale=row),
        f"Fortrudt: {row}.",
        MATERIALE,
    )


def redegoerelse(request: HttpRequest, nummer: str) -> HttpResponse:
    """Writes the statement; an empty one starts with a draft from the minutes."""
    found = find_to_edit(request, nummer)
    draft = found.redegoerelse or draft_redegoerelse(found, found.punkter.all(), aftaler_of(found))
    form = Redegoerelsesform(
        request.POST or None, initial={"tekst": draft, "set_": maerke_of(found.redegoerelse)}
    )
    return answer(
        request,
        found,
        form,
        lambda: save_redegoerelse(bruger=user_of(request), dialog=found, **form.cleaned_data),
        titel="Redegørelse",
        besked="Redegørelsen er gemt. Den bliver offentlig, når sagens sidste trin er besluttet.",
        tekst=""
        if found.redegoerelse
        else "Udkastet er skrevet af referatets konklusioner og aftaler. Læs det igennem, før det gemmes.",
        anker=REDEGOERELSE,
    )


def traek_tilbage(request: HttpRequest, nummer: str) -> HttpResponse:
    """Withdraws the published statement so that it can be mended."""
    found = find_to_edit(request, nummer)
    form = Tilbagetraekningsform(request.POST or None)
    return answer(
        request,
        found,
        form,
        lambda: take_back_redegoerelse(bruger=user_of(request), dialog=found, **form.cleaned_data),
        titel="Træk redegørelsen tilbage",
        besked="Redegørelsen er trukket tilbage og ikke længere offentlig.",
        label="Træk tilbage",
        tekst="Teksten forsvinder straks fra de offentlige sider. Sagens sidste trin åbnes igen, så teksten kan rettes.",
        farlig=True,
        anker=REDEGOERELSE,
    )
