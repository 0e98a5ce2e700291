"""What can be asked about approvals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from almen.godkendelser.models import Godkendelse
from almen.godkendelser.svar import show_svar
from almen.godkendelser.typedefinition import Godkendelsestype, load_typer
from almen.grundlag.selectors import sagstyper_on
from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Sag


def typer() -> Mapping[str, Godkendelsestype]:
    """Every kind that this municipality has, by id."""
    return load_typer(settings.ALMEN_KOMMUNE)


def type_of(sag: Sag) -> Godkendelsestype:
    """The case's kind. Raises KeyError for a case that is not an approval."""
    return typer()[sag.sagstype]


def godkendelse_of(sag: Sag) -> Godkendelse:
    """The case's approval, read once and kept on the case object. Raises Godkendelse.DoesNotExist."""
    return sag.godkendelse  # type: ignore[attr-defined,no-any-return]


def visible_godkendelser(bruger: Bruger) -> QuerySet[Godkendelse]:
    """The approvals whose cases `bruger` may see, with what lists show of them in the same query."""
    return Godkendelse.objects.filter(adgang.scope_of_sag(bruger, "sag__")).select_related(
        "sag__overblik__boligorganisation"
    )


@dataclass(frozen=True)
class Typevalg:
    """A kind as the page of kinds offers it; `kan_aabnes` is false where no route is in force today."""

    type: Godkendelsestype
    kan_aabnes: bool


def type_choices() -> dict[str, list[Typevalg]]:
    """Subject → its kinds in the files' order."""
    open_today = sagstyper_on(timezone.localdate())
    result: dict[str, list[Typevalg]] = {}
    for item in typer().values():
        result.setdefault(item.emne, []).append(Typevalg(item, item.id in open_today))
    return result


def emne_choices() -> list[tuple[str, str]]:
    """The subjects that the list can be narrowed to: id of the file, and its name."""
    return list({item.emne_id: item.emne for item in typer().values()}.items())


def find_origin(bruger: Bruger, type_: Godkendelsestype, nummer: str) -> Sag | None:
    """The case with this number, if the user may see it and a case of this kind may come of it; else None."""
    found = (
        adgang.visible_sager(bruger)
        .select_related("boligorganisation", "godkendelse")
        .filter(nummer=nummer, sagstype__in=type_.udspringer_af)
    )
    return found.first()


def kinds_after(sagstype: str) -> list[Godkendelsestype]:
    """The kinds of case that may be opened on the grounds of one of `sagstype`, in the files' order. No query."""
    return [item for item in typer().values() if sagstype in item.udspringer_af]


def shown_svar(sag: Sag) -> list[tuple[str, str]]:
    """The answers as (question, text), those that were given."""
    godkendelse, type_ = godkendelse_of(sag), type_of(sag)
    rows = [(felt.navn, show_svar(felt, godkendelse.svar.get(felt.id))) for felt in type_.felter]
    return [(navn, tekst) for navn, tekst in rows if tekst]
