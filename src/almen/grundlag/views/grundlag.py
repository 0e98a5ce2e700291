"""The administrationsgrundlag: what is in force, each version, drafts, and two versions side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from almen.grundlag.forms import GrundlagKladdeForm, SammenlignForm
from almen.grundlag.models import Administrationsgrundlag, Grundlagsversion, Status
from almen.grundlag.selectors import grundlagsversion_on
from almen.grundlag.selectors.versionsoversigt import as_linje, compare_versions, grundlag_with_versions
from almen.grundlag.services import GrundlagFejl, save_grundlag_kladde
from almen.grundlag.views.opslag import get_grundlagsversion, require_adopt, rights, status_of
from almen.organisationer.selectors import current_profil


def oversigt(request: HttpRequest) -> HttpResponse:
    """The bases with their versions, and the municipality's practice where it is not statute."""
    context = {
        "grundlag": grundlag_with_versions(timezone.localdate()),
        "profil": current_profil(),
        **rights(request),
    }
    return render(request, "grundlag/grundlag.html", context)


def version(request: HttpRequest, grundlag_id: str, version: str) -> HttpResponse:
    """One version: text, figures and the decision it rests on."""
    found = get_grundlagsversion(grundlag_id, version)
    others = found.grundlag.versioner.exclude(pk=found.pk).order_by("-gyldig_fra")
    earlier = next((item for item in others if item.gyldig_fra < found.gyldig_fra), None)
    context = {
        "version": found,
        "linje": as_linje(found, timezone.localdate()),
        "forgaenger": earlier,
        "rettelser": found.rettelser.all(),
        **rights(request),
    }
    return render(request, "grundlag/grundlagsversion.html", context)


def sammenlign(request: HttpRequest, grundlag_id: str) -> HttpResponse:
    """Two versions side by side; `?a=` and `?b=` are version names, by default the two latest."""
    base = get_object_or_404(Administrationsgrundlag, pk=grundlag_id)
    versions = {item.version: item for item in base.versioner.order_by("gyldig_fra", "pk")}
    names = list(versions)
    initial = {"a": names[-2] if len(names) > 1 else "", "b": names[-1] if names else ""}
    form = SammenlignForm(
        request.GET if {"a", "b"} & set(request.GET) else None, initial=initial, versioner=names
    )
    chosen: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else initial
    a, b = versions.get(chosen.get("a", "")), versions.get(chosen.get("b", ""))
    context: dict[str, Any] = {"grundlag": base, "form": form, "faa": len(names) < 2}
    if a is not None and b is not None and not form.errors:
        today = timezone.localdate()
        tal, tekst = compare_versions(a, b)
        context |= {"a": as_linje(a, today), "b": as_linje(b, today), "tal": tal, "tekst": tekst}
        context["ens"] = all(line.ens for line in [*tal, *tekst])
    return render(request, "grundlag/sammenlign.html", context, status=status_of(form))


def kladde(request: HttpRequest, grundlag_id: str) -> HttpResponse:
    """A new version as draft, from the one in force, from `?fra=`, or as the correction of `?retter=`."""
    require_adopt(request)
    base = get_object_or_404(Administrationsgrundlag, pk=grundlag_id)
    source, retter = _chosen(request, base, "fra"), _chosen(request, base, "retter")
    if retter is not None and retter.status != Status.VEDTAGET:
        raise Http404("Kun en vedtaget version kan rettes.")
    start = source or retter or grundlagsversion_on(base.pk, timezone.localdate())
    if start is not None and start.status == Status.KLADDE and start.retter_id:
        retter = Grundlagsversion.objects.get(pk=start.retter_id)
    form = GrundlagKladdeForm(request.POST or None, initial=_initial(start, retter))
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_grundlag_kladde(
                bruger=request.user,  # type: ignore[arg-type]
                grundlag=base,
                retter=retter,
                **form.cleaned_data,
            )
        except GrundlagFejl as error:
            name, _, text = str(error).partition(": ")
            form.add_error(name if name in form.fields and text else None, text or str(error))
        else:
            messages.success(request, f"Kladden {saved} er gemt. Den gælder først, når den er vedtaget.")
            return redirect("grundlag:grundlagsversion", grundlag_id=base.pk, version=saved.version)
    context = {"grundlag": base, "form": form, "retter": retter, "start": start}
    return render(request, "grundlag/grundlagskladde.html", context, status=status_of(form))


def _initial(start: Grundlagsversion | None, retter: Grundlagsversion | None) -> dict[str, Any]:
    if start is None:
        return {}
    figures = "\n".join(f"{name} = {value}" for name, value in start.parametre.items())
    initial: dict[str, Any] = {"tekst": start.tekst, "parametre": figures}
    if start.status == Status.KLADDE:
        initial |= {"version": start.version, "gyldig_fra": start.gyldig_fra, "note": start.note}
    elif retter is not None:
        initial["gyldig_fra"] = retter.gyldig_fra
    return initial


def _chosen(request: HttpRequest, base: Administrationsgrundlag, name: str) -> Grundlagsversion | None:
    version = request.GET.get(name, "")
    return get_object_or_404(base.versioner.select_related("retter"), version=version) if version else None
