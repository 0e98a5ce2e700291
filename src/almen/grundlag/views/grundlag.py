"""The administrationsgrundlag: what is in force, each base and version, drafts, and two versions side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from almen.grundlag import henvisninger
from almen.grundlag.forms import PARAMETER, GrundlagKladdeForm, SammenlignForm, initial_parametre
from almen.grundlag.models import Administrationsgrundlag, Grundlagsversion, Status
from almen.grundlag.parametervaerdier import value_lines
from almen.grundlag.selectors import grundlagsversion_on
from almen.grundlag.selectors.sammenligning import compare_versions, read_blokke
from almen.grundlag.selectors.versionsoversigt import as_linje, grundlag_with_versions, visible_versioner
from almen.grundlag.services import GrundlagFejl, first_case_day, save_grundlag_kladde
from almen.grundlag.views.opslag import (
    get_grundlagsversion,
    place_error,
    require_adopt,
    rights,
    sees_kladder,
    status_of,
)
from almen.organisationer.selectors import current_profil
from almen.regler.fejl import UgyldigtInput


def oversigt(request: HttpRequest) -> HttpResponse:
    """The bases with their versions, and the municipality's practice where it is not statute."""
    context = {
        "grundlag": grundlag_with_versions(timezone.localdate(), sees_kladder(request)),
        "profil": current_profil(),
        "henvisninger": henvisninger.of_oversigt(request.user),
        **rights(request),
    }
    return render(request, "grundlag/grundlag.html", context)


def base(request: HttpRequest, grundlag_id: str) -> HttpResponse:
    """One base: what it says today, every version, and what is being done to it."""
    found = get_object_or_404(Administrationsgrundlag, pk=grundlag_id)
    today = timezone.localdate()
    versions = list(
        visible_versioner(sees_kladder(request))
        .filter(grundlag=found)
        .select_related("registreret_af", "retter")
        .order_by("-gyldig_fra", "-pk")
    )
    lines = [as_linje(item, today) for item in versions]
    current = next((line for line in lines if line.stand == "I kraft"), None)
    ways = henvisninger.of_grundlag(found, request.user)
    context = {
        "base": found,
        "linjer": lines,
        "linje": current,
        "links": [item for item in ways if not item.handling],
        "handlinger": [item for item in ways if item.handling],
        "foerste_sagsdag": first_case_day(),
        **(_content(current.version) if current else {}),  # type: ignore[arg-type]
        **rights(request),
    }
    return render(request, "grundlag/base.html", context)


def version(request: HttpRequest, grundlag_id: str, version: str) -> HttpResponse:
    """One version: text, figures, the decision it rests on, and where it was used."""
    found = get_grundlagsversion(request, grundlag_id, version)
    others = visible_versioner(sees_kladder(request)).filter(grundlag=found.grundlag).exclude(pk=found.pk)
    earlier = others.filter(gyldig_fra__lt=found.gyldig_fra).order_by("-gyldig_fra").first()
    ways = henvisninger.of_version(found, request.user)
    context = {
        "version": found,
        "linje": as_linje(found, timezone.localdate()),
        "forgaenger": earlier,
        "rettelser": [item for item in others if item.retter_id == found.pk],
        "links": [item for item in ways if not item.handling],
        "handlinger": [item for item in ways if item.handling],
        **_content(found),
        **rights(request),
    }
    return render(request, "grundlag/grundlagsversion.html", context)


def _content(version: Grundlagsversion) -> dict[str, Any]:
    blocks = read_blokke(version.tekst)
    headings = [block for block in blocks if block.anker]
    return {
        "blokke": blocks,
        "indhold": headings if len(headings) > 2 else [],
        "parametre": value_lines(version.grundlag_id, version.parametre),
    }


def sammenlign(request: HttpRequest, grundlag_id: str) -> HttpResponse:
    """Two versions side by side; `?a=` and `?b=` are version names, by default the two latest."""
    found = get_object_or_404(Administrationsgrundlag, pk=grundlag_id)
    visible = visible_versioner(sees_kladder(request)).filter(grundlag=found)
    versions = {item.version: item for item in visible.order_by("gyldig_fra", "pk")}
    names = list(versions)
    initial = {"a": names[-2] if len(names) > 1 else "", "b": names[-1] if names else ""}
    form = SammenlignForm(
        request.GET if {"a", "b"} & set(request.GET) else None, initial=initial, versioner=names
    )
    chosen: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else initial
    a, b = versions.get(chosen.get("a", "")), versions.get(chosen.get("b", ""))
    context: dict[str, Any] = {"grundlag": found, "form": form, "faa": len(names) < 2}
    if a is not None and b is not None and not form.errors:
        today = timezone.localdate()
        tal, tekst = compare_versions(a, b)
        context |= {"a": as_linje(a, today), "b": as_linje(b, today), "tal": tal, "tekst": tekst}
        context["ens"] = all(line.ens for line in (*tal, *tekst))
    return render(request, "grundlag/sammenlign.html", context, status=status_of(form))


def kladde(request: HttpRequest, grundlag_id: str) -> HttpResponse:
    """A new version as draft, from the one in force, from `?fra=`, or as the correction of `?retter=`."""
    require_adopt(request)
    found = get_object_or_404(Administrationsgrundlag, pk=grundlag_id)
    source, retter = _chosen(request, found, "fra"), _chosen(request, found, "retter")
    if retter is not None and retter.status != Status.VEDTAGET:
        raise Http404("Kun en vedtaget version kan rettes.")
    start = source or retter or grundlagsversion_on(found.pk, timezone.localdate())
    if start is not None and start.status == Status.KLADDE:
        if start.sagsnummer:
            raise Http404("En sags kladde rettes på sagen.")
        if start.retter_id:
            retter = Grundlagsversion.objects.get(pk=start.retter_id)
    form = GrundlagKladdeForm(
        request.POST or None, grundlag_id=found.pk, initial=_initial(found, start, retter)
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_grundlag_kladde(
                bruger=request.user,  # type: ignore[arg-type]
                grundlag=found,
                retter=retter,
                **form.version_data(),
            )
        except (GrundlagFejl, UgyldigtInput) as error:
            place_error(form, error, ("", PARAMETER))
        else:
            messages.success(request, f"Kladden {saved} er gemt. Den gælder først, når den er vedtaget.")
            return redirect("grundlag:grundlagsversion", grundlag_id=found.pk, version=saved.version)
    context = {
        "grundlag": found,
        "form": form,
        "retter": retter,
        "start": start,
        "foerste_sagsdag": first_case_day(),
    }
    return render(request, "grundlag/grundlagskladde.html", context, status=status_of(form))


def _initial(
    base: Administrationsgrundlag, start: Grundlagsversion | None, retter: Grundlagsversion | None
) -> dict[str, Any]:
    if start is None:
        return {}
    initial: dict[str, Any] = {"tekst": start.tekst, **initial_parametre(base.pk, start.parametre)}
    if start.status == Status.KLADDE:
        initial |= {"version": start.version, "gyldig_fra": start.gyldig_fra, "note": start.note}
    elif retter is not None:
        initial["gyldig_fra"] = retter.gyldig_fra
    return initial


def _chosen(request: HttpRequest, base: Administrationsgrundlag, name: str) -> Grundlagsversion | None:
    version = request.GET.get(name, "")
    return get_object_or_404(base.versioner.select_related("retter"), version=version) if version else None
