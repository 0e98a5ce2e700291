"""Who may see and do what with cases: the one place for rights. In words first, then in code.

* Sagsbehandler, leder, Direktionen, udvalgssekretær and revisor see every case of the municipality.
* An administrator keeps the system running and sees every case that is not confidential.
* Another forvaltning sees the cases whose route it takes part in, except confidential ones.
* A boligorganisation sees its own cases, and of them only what is open.
* Sagsbehandler and leder open cases, add documents and notes, and record decisions: their own, and those that
  another body has taken when they name its meeting or source. Direktionen, the secretary, another forvaltning and a
  boligorganisation record their own bodies' decisions. A revisor and an administrator record none.
* A boligorganisation applies and answers for itself; sagsbehandler and leder take in what it sends or return it.
* The municipality's people see meetings; closed items only those who see confidential cases. The secretary, sagsbehandler and
  leder make meetings and agendas; outcomes are entered by those who record the body's decisions.
* Administrators keep users and yearly figures; leder and administrator adopt versions.
* Every role of the municipality reads the figures on the housing stock; sagsbehandler, leder and administrator keep them.
* Every role of the municipality reads areas and their figures; sagsbehandler, leder and administrator keep them. A plan is seen
  by those who see its case; sagsbehandler and leder keep it; another forvaltning reports on its own efforts.
  What was said in negotiating a plan is read by every role of the municipality; a boligorganisation reads what it said itself.
* Those who see every case, and administrators, read supervision: key figures, risk, auditors' remarks, vacancy. Sagsbehandler and
  leder keep it; an administrator may import figures too. A boligorganisation sees its own dialogues through their cases.
* Every role of the municipality reads agreements on letting and their measurement; sagsbehandler and leder keep them, an
  administrator may import figures too. A boligorganisation sees its own agreement through its case.
* Every role of the municipality reads the analysis of time, and in it only cases that they may see; a boligorganisation does not.
  Sagsbehandler, leder and Direktionen run simulations, and rename, stop and delete their own; a leder anybody's. The event log holds no confidential case, whoever asks.
* Sagsbehandler and leder start the year's tasks; everybody has calendar addresses of their own, which give what
  their owner may see at the time of asking, confidential cases never; leder and administrator may revoke anyone's.
* Drafts of administrationsgrundlag and members' proposals are seen by those who see every case, and administrators.
* Anybody, signed in or not, reads what is public: an open case that a political body has decided, or that was decided by
  delegation and has been made public; its decisions; and of documents and reasons only what has been made public one by
  one. Sagsbehandler and leder make public and withdraw. See ADR 0011.

Rights are applied to querysets: what may not be seen cannot be listed, opened, searched, exported or downloaded,
and a stranger gets 404, so that existence does not leak.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet

from almen.organisationer.models import Bruger, Rolle
from almen.organisationer.selectors import current_profil
from almen.sager.models import (
    AF_SIG_SELV,
    Beslutning,
    Dokument,
    Fortrolighed,
    Journalpost,
    Offentliggoerelse,
    Sag,
    Sagsoverblik,
)
from almen.sagsgang.udfald import Handling, Udfald

SEES_ALL = frozenset(
    {Rolle.SAGSBEHANDLER, Rolle.LEDER, Rolle.DIREKTION, Rolle.UDVALGSSEKRETAER, Rolle.REVISOR}
)
WORKS_WITH_CASES = frozenset({Rolle.SAGSBEHANDLER, Rolle.LEDER})
OWN_AKTOERER: dict[str, frozenset[str]] = {
    Rolle.SAGSBEHANDLER: frozenset({"forvaltningen"}),
    Rolle.LEDER: frozenset({"forvaltningen"}),
    Rolle.DIREKTION: frozenset({"direktionen"}),
    Rolle.UDVALGSSEKRETAER: frozenset({"udvalget", "oekonomiudvalget", "borgerrepraesentationen"}),
}
NOTHING = Q(pk__in=())
# What settles a matter: not a recommendation, a discussion or a statement, and not a postponement.
DECIDES = (Handling.GODKENDER, Handling.GIVER_TILSAGN, Handling.SAMTYKKER, Handling.TAGER_TIL_EFTERRETNING)
SETTLED = (
    Udfald.GODKENDT,
    Udfald.GODKENDT_MED_AENDRINGER,
    Udfald.TAGET_TIL_EFTERRETNING,
    Udfald.FORKASTET,
)


class AdgangNaegtet(PermissionDenied):
    """The user may not do this; the text says why."""


def _levels(bruger: Bruger) -> frozenset[str]:
    """Confidentiality levels of content that `bruger` may see in a case that is visible at all."""
    if bruger.has_rolle(*SEES_ALL):
        return frozenset(Fortrolighed.values)
    if bruger.has_rolle(Rolle.ADMINISTRATOR, Rolle.ANDEN_FORVALTNING):
        return frozenset({Fortrolighed.AABEN, Fortrolighed.INTERN})
    return frozenset({Fortrolighed.AABEN})


def _scope(bruger: Bruger, prefix: str) -> Q:
    """Which cases `bruger` may see, as a condition on a model that reaches the case's fields through `prefix`.

    `prefix` is "" on Sag and Sagsoverblik, and e.g. "sag__" on models that point at a case.
    """
    if not bruger.is_authenticated or not bruger.is_active:
        return NOTHING
    if bruger.has_rolle(*SEES_ALL):
        return Q()
    not_confidential = ~Q(**{f"{prefix}fortrolighed": Fortrolighed.FORTROLIG})
    if bruger.has_rolle(Rolle.ADMINISTRATOR):
        return not_confidential
    scope = NOTHING
    if aktoerer := bruger.egne_aktoerer:
        takes_part = Sag.objects.filter(deltagere__aktoer__in=aktoerer).values("pk")
        pk = f"{prefix}pk__in"
        scope |= Q(**{pk: takes_part}) & not_confidential
    if organisationer := bruger.egne_boligorganisationer:
        scope |= Q(
            **{
                f"{prefix}boligorganisation_id__in": organisationer,
                f"{prefix}fortrolighed": Fortrolighed.AABEN,
            }
        )
    return scope


def visible_sager(bruger: Bruger) -> QuerySet[Sag]:
    """The cases that `bruger` may see."""
    return Sag.objects.filter(_scope(bruger, ""))


def visible_overblik(bruger: Bruger) -> QuerySet[Sagsoverblik]:
    """The rows of the case list that `bruger` may see."""
    return Sagsoverblik.objects.filter(_scope(bruger, ""))


def not_confidential(prefix: str = "") -> Q:
    """For sums that everybody reads: every case that is not confidential; `prefix` (e.g. "sag__") leads to the case."""
    return ~Q(**{f"{prefix}fortrolighed": Fortrolighed.FORTROLIG})


def non_confidential_overblik() -> QuerySet[Sagsoverblik]:
    """The rows of the case list that such sums are made of."""
    return Sagsoverblik.objects.filter(not_confidential())


def visible_dokumenter(bruger: Bruger) -> QuerySet[Dokument]:
    """Documents in visible cases, of a confidentiality that `bruger` may see."""
    return Dokument.objects.filter(_scope(bruger, "sag__"), fortrolighed__in=_levels(bruger))


def visible_journal(bruger: Bruger) -> QuerySet[Journalpost]:
    """Journal posts of visible cases; posts of the system's own chain for administrators and revisors."""
    posts = Q(sag__isnull=False) & _scope(bruger, "sag__")
    if bruger.has_rolle(Rolle.ADMINISTRATOR, Rolle.REVISOR, Rolle.LEDER):
        posts |= Q(sag__isnull=True)
    return Journalpost.objects.filter(posts, fortrolighed__in=_levels(bruger))


def scope_of_sag(bruger: Bruger, prefix: str) -> Q:
    """For domain apps: the condition on a model whose `prefix` (e.g. "sag__") leads to the case."""
    return _scope(bruger, prefix)


def public_scope(prefix: str = "") -> Q:
    """Which cases anybody may read, as a condition on a model whose `prefix` (e.g. "sag__") leads to the case.

    Asked anew by every public page, list, search, count, feed and file, so that what is closed is gone at once.
    """
    pk = OuterRef(f"{prefix}pk")
    decided = Beslutning.objects.filter(
        sag_id=pk,
        aktoer__in=current_profil().aktoerer_of_art("organ"),
        handling__in=DECIDES,
        udfald__in=SETTLED,
    )
    made_public = Offentliggoerelse.objects.filter(sag_id=pk, dokument__isnull=True, beslutning__isnull=True)
    return Q(
        Exists(decided) | Exists(made_public),
        **{f"{prefix}fortrolighed": Fortrolighed.AABEN, f"{prefix}annulleret__isnull": True},
    )


def public_sager() -> QuerySet[Sag]:
    """The cases that anybody may read."""
    return Sag.objects.filter(public_scope())


def public_beslutninger() -> QuerySet[Beslutning]:
    """Decisions in public cases: all of the political bodies, and those of the administration that settled something.

    What the system recorded by itself is left out: no body took it.
    """
    profil = current_profil()
    of_bodies = Q(aktoer__in=profil.aktoerer_of_art("organ"))
    settled = Q(aktoer__in=profil.aktoerer_of_art("forvaltning"), handling__in=DECIDES, udfald__in=SETTLED)
    return Beslutning.objects.filter(public_scope("sag__"), of_bodies | settled).exclude(kilde=AF_SIG_SELV)


def public_offentliggoerelser() -> QuerySet[Offentliggoerelse]:
    """Documents that have been made public, in public cases, and are still open."""
    return Offentliggoerelse.objects.filter(
        public_scope("sag__"), dokument__isnull=False, dokument__fortrolighed=Fortrolighed.AABEN
    )


def may_publish(bruger: Bruger) -> bool:
    """Sagsbehandler and leder make documents, reasons and cases public, and withdraw them."""
    return bruger.has_rolle(*WORKS_WITH_CASES)


def may_open_sag(bruger: Bruger) -> bool:
    """Sagsbehandler and leder open cases."""
    return bruger.has_rolle(*WORKS_WITH_CASES)


def may_edit_sag(bruger: Bruger) -> bool:
    """Sagsbehandler and leder change figures, add documents, notes and deadlines."""
    return bruger.has_rolle(*WORKS_WITH_CASES)


def scope_of_organisation(bruger: Bruger, prefix: str = "") -> Q:
    """For what boligorganisationer send before there is a case: their own, and all for those who see every case."""
    if bruger.has_rolle(*SEES_ALL):
        return Q()
    return Q(**{f"{prefix}boligorganisation_id__in": bruger.egne_boligorganisationer})


def may_apply(bruger: Bruger, boligorganisation_id: int | None = None) -> bool:
    """Who speaks for a boligorganisation (for this one, if it is given) applies and answers for it."""
    own = bruger.egne_boligorganisationer
    return bool(own) if boligorganisation_id is None else boligorganisation_id in own


def may_receive(bruger: Bruger) -> bool:
    """Sagsbehandler and leder take submissions into cases, return them, and send requests."""
    return bruger.has_rolle(*WORKS_WITH_CASES)


def may_see_received(bruger: Bruger) -> bool:
    """Those who see every case see everything that has been sent in."""
    return bruger.has_rolle(*SEES_ALL)


def may_see_moeder(bruger: Bruger) -> bool:
    """The municipality's people see meetings and agendas; which items, follows from the cases and from `sees_closed`."""
    return bruger.has_rolle(*SEES_ALL, Rolle.ADMINISTRATOR, Rolle.ANDEN_FORVALTNING)


def sees_closed(bruger: Bruger) -> bool:
    """Those who see confidential content see closed items and confidential annexes."""
    return Fortrolighed.FORTROLIG in _levels(bruger)


def may_keep_moeder(bruger: Bruger) -> bool:
    """The secretary, sagsbehandler and leder make meetings and put items on agendas."""
    return bruger.has_rolle(Rolle.UDVALGSSEKRETAER, *WORKS_WITH_CASES)


def may_record_for(bruger: Bruger, aktoer: str) -> bool:
    """True if `bruger` may enter what `aktoer` decided at its meeting; each case's own rights come on top."""
    own = {item for rolle in bruger.roller for item in OWN_AKTOERER.get(rolle, ())}
    return bruger.has_rolle(*WORKS_WITH_CASES) or aktoer in own


def may_see_aarshjul(bruger: Bruger) -> bool:
    """The municipality's yearly work is for those who see every case, and for administrators."""
    return bruger.has_rolle(*SEES_ALL, Rolle.ADMINISTRATOR)


def may_revoke_kalender(bruger: Bruger) -> bool:
    """Leder and administrator see and revoke everybody's calendar addresses; others their own."""
    return bruger.has_rolle(Rolle.ADMINISTRATOR, Rolle.LEDER)


def may_administrate(bruger: Bruger) -> bool:
    """Administrators keep users and yearly figures."""
    return bruger.has_rolle(Rolle.ADMINISTRATOR)


def may_adopt(bruger: Bruger) -> bool:
    """Leder and administrator record the adoption of a version of a route or a base."""
    return bruger.has_rolle(Rolle.ADMINISTRATOR, Rolle.LEDER)


def may_see_boligmasse(bruger: Bruger) -> bool:
    """Every role of the municipality reads the figures on the housing stock; a boligorganisation does not."""
    return bruger.has_rolle(*SEES_ALL, Rolle.ADMINISTRATOR, Rolle.ANDEN_FORVALTNING)


def may_edit_boligmasse(bruger: Bruger) -> bool:
    """Sagsbehandler, leder and administrator enter, import, replace and withdraw figures on the housing stock."""
    return bruger.has_rolle(*WORKS_WITH_CASES, Rolle.ADMINISTRATOR)


def may_see_omraader(bruger: Bruger) -> bool:
    """Every role of the municipality reads areas, their figures and classes; a boligorganisation does not."""
    return bruger.has_rolle(*SEES_ALL, Rolle.ADMINISTRATOR, Rolle.ANDEN_FORVALTNING)


def may_edit_omraader(bruger: Bruger) -> bool:
    """Sagsbehandler, leder and administrator keep areas, boundaries, figures and designations."""
    return bruger.has_rolle(*WORKS_WITH_CASES, Rolle.ADMINISTRATOR)


def may_see_tilsyn(bruger: Bruger) -> bool:
    """Key figures, risk, auditors' remarks and vacancy are for those who see every case, and administrators."""
    return bruger.has_rolle(*SEES_ALL, Rolle.ADMINISTRATOR)


def may_edit_tilsyn(bruger: Bruger) -> bool:
    """Sagsbehandler and leder act in supervision: dialogues, remarks, counts."""
    return bruger.has_rolle(*WORKS_WITH_CASES)


def may_import_tilsynstal(bruger: Bruger) -> bool:
    """Sagsbehandler, leder and administrator enter, import, replace and withdraw key figures."""
    return bruger.has_rolle(*WORKS_WITH_CASES, Rolle.ADMINISTRATOR)


def may_see_udlejning(bruger: Bruger) -> bool:
    """Every role of the municipality reads agreements on letting and their measurement; a boligorganisation its own, by its case."""
    return bruger.has_rolle(*SEES_ALL, Rolle.ADMINISTRATOR, Rolle.ANDEN_FORVALTNING)


def may_edit_udlejning(bruger: Bruger) -> bool:
    """Sagsbehandler and leder keep agreements on letting, stairs, placements and criteria."""
    return bruger.has_rolle(*WORKS_WITH_CASES)


def may_import_udlejningstal(bruger: Bruger) -> bool:
    """Sagsbehandler, leder and administrator enter, import, replace and withdraw figures on lettings."""
    return bruger.has_rolle(*WORKS_WITH_CASES, Rolle.ADMINISTRATOR)


def may_see_analyse(bruger: Bruger) -> bool:
    """Every role of the municipality reads the analysis of time, of the cases it may see; a boligorganisation does not."""
    return bruger.has_rolle(*SEES_ALL, Rolle.ADMINISTRATOR, Rolle.ANDEN_FORVALTNING)


def may_simulate(bruger: Bruger) -> bool:
    """Sagsbehandler, leder and Direktionen ask what a changed route would save."""
    return bruger.has_rolle(*WORKS_WITH_CASES, Rolle.DIREKTION)


def may_change_simulering(bruger: Bruger, ejer: int) -> bool:
    """Who may simulate names, stops, starts again and deletes their own simulations; a leder anybody's. `ejer`: the maker's key."""
    return may_simulate(bruger) and (bruger.pk == ejer or bruger.has_rolle(Rolle.LEDER))


def may_report_indsats(bruger: Bruger, forvaltning: str) -> bool:
    """Sagsbehandler and leder report on every effort of a plan; another forvaltning (actor id) on its own."""
    return bruger.has_rolle(*WORKS_WITH_CASES) or forvaltning in bruger.egne_aktoerer


def may_see_forhandling(bruger: Bruger, part: str) -> bool:
    """What a party said of a special effort: every role of the municipality; a boligorganisation its own (`part`)."""
    municipal = bruger.has_rolle(*SEES_ALL, Rolle.ADMINISTRATOR, Rolle.ANDEN_FORVALTNING)
    return municipal or (part == "boligorganisation" and bool(bruger.egne_boligorganisationer))


def may_see_forberedelse(bruger: Bruger) -> bool:
    """Drafts of administrationsgrundlag and members' proposals: the municipality's own people who see every case."""
    return bruger.is_active and bruger.has_rolle(*SEES_ALL, Rolle.ADMINISTRATOR)


def may_see_system(bruger: Bruger) -> bool:
    """The system's own journal and the list of users."""
    return bruger.has_rolle(Rolle.ADMINISTRATOR, Rolle.REVISOR, Rolle.LEDER)


def own_aktoerer(bruger: Bruger, sag: Sag) -> frozenset[str]:
    """The actors whose own decisions `bruger` records in `sag`."""
    aktoerer: set[str] = set(bruger.egne_aktoerer)
    for rolle in bruger.roller:
        aktoerer |= OWN_AKTOERER.get(rolle, frozenset())
    if sag.boligorganisation_id in bruger.egne_boligorganisationer:
        aktoerer.add("boligorganisation")
    return frozenset(aktoerer)


def may_record(bruger: Bruger, sag: Sag, aktoer: str) -> bool:
    """True if `bruger` may record a decision of `aktoer` in `sag` at all."""
    return bruger.has_rolle(*WORKS_WITH_CASES) or aktoer in own_aktoerer(bruger, sag)


def require(allowed: bool, reason: str) -> None:
    """Raises AdgangNaegtet with `reason` unless `allowed`."""
    if not allowed:
        raise AdgangNaegtet(reason)
