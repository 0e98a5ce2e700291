"""Editions: what a plan or a policy said when it was decided, kept in the decision's own transaction."""

from __future__ import annotations

from almen.organisationer.models import Bruger
from almen.planer.models import Gaeldendeudgave, Planudgave
from almen.planer.selectors.udgave import decided_by, has_udgaver
from almen.planer.services.inddata import check_text, refuse
from almen.planer.udgaveindhold import changed_dele, indhold_of, soegetekst
from almen.regler.fejl import Fejl
from almen.sager import adgang
from almen.sager.models import Beslutning, Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import locked_journal
from almen.sagsgang.udfald import Udfald

MAY_NOT_RESTATE = "Kun sagsbehandlere og ledere kan rette det besluttede."


def keep_udgave(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Keeps what the plan or policy says once it is decided, and takes the edition down once it no longer is.

    Called for every decision, inside its transaction; cases of other kinds are left alone.
    """
    if not has_udgaver(sag):
        return
    deciding = decided_by(load_forloeb(sag))
    standing = Gaeldendeudgave.objects.filter(sag=sag).select_related("udgave").first()
    if deciding is None:
        Gaeldendeudgave.objects.filter(sag=sag).delete()
    elif standing is None or standing.udgave.beslutning_id != deciding.pk:
        earlier = (
            Planudgave.objects.filter(sag=sag).order_by("-id").first() if _stands_again(beslutning) else None
        )
        # A stop that fell away brings back what was decided, not what has been written since.
        _point(sag, earlier or _write(sag, deciding, bruger))


def restate(*, bruger: Bruger, sag: Sag, grund: str) -> Planudgave:
    """Says that the plan as it now stands is what was decided, e.g. where changes that a body made were written in afterwards.

    The earlier edition is kept. Raises UgyldigtInput (no reason, nothing decided, nothing changed) or AdgangNaegtet.
    """
    adgang.require(adgang.may_publish(bruger), MAY_NOT_RESTATE)
    refuse(check_text("grund", grund, 400))
    with locked_journal(sag, bruger) as journal:
        fresh = Sag.objects.get(pk=sag.pk)
        standing = Gaeldendeudgave.objects.filter(sag=fresh).select_related("udgave__beslutning").first()
        if standing is None:
            refuse([Fejl("", "Planen er ikke besluttet endnu, så der er ingen besluttet udgave at rette")])
        assert standing is not None  # noqa: S101 - refused above
        changed = changed_dele(standing.udgave.indhold, indhold_of(fresh))
        if not changed:
            refuse([Fejl("", "Planen siger det samme som den besluttede udgave")])
        row = _write(fresh, standing.udgave.beslutning, bruger, grund.strip())
        _point(fresh, row)
        journal.append(
            "besluttet_udgave_rettet",
            f"Den besluttede udgave er rettet ({', '.join(changed)}). Grund: {row.grund}",
            {"beslutning": standing.udgave.beslutning.nummer, "dele": changed, "grund": row.grund},
        )
    return row


def _stands_again(beslutning: Beslutning) -> bool:
    return beslutning.udfald == Udfald.STANDSNING_OPHAEVET


def _write(sag: Sag, beslutning: Beslutning, bruger: Bruger, grund: str = "") -> Planudgave:
    indhold = indhold_of(sag)
    return Planudgave.objects.create(
        sag=sag,
        beslutning=beslutning,
        art=sag.sagstype,
        navn=indhold["navn"],
        indhold=indhold,
        soegetekst=soegetekst(indhold),
        grund=grund,
        registreret_af=bruger,
    )


def _point(sag: Sag, udgave: Planudgave) -> None:
    Gaeldendeudgave.objects.update_or_create(sag=sag, defaults={"udgave": udgave})
