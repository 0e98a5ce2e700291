"""The operations of `/api/v1`: the same rights and services as the pages."""

from __future__ import annotations

import datetime as dt
import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Body, Header, Query, Router
from ninja.errors import HttpError
from pydantic import Field

from almen.api import schemas, svar
from almen.api.laesning import find_organisation, find_sag, read_beslutninger, read_frister
from almen.api.services import write_once
from almen.byggeri.services import DelInput, ServicearealInput, open_nybyggeri, save_skema
from almen.grundlag.models import Sagsgangsversion, Status
from almen.grundlag.selectors import current_parametre, sagsgang_of
from almen.organisationer.selectors import current_profil
from almen.regler import jsonform
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.finansiering import compute_finansiering
from almen.regler.maksimumsbeloeb import compute_maksimumsbeloeb
from almen.regler.samling import IKraft, parameter_to_dict
from almen.sager import adgang
from almen.sager.selectors.forloeb import load_forloeb
from almen.sager.services import record_beslutning
from almen.sagsgang.vej import VejFejl, beslutningsvej

router = Router()
NYBYGGERI = "nybyggeri"


def refuse_unknown(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A misspelt or repeated query parameter is an error, not a filter that silently does nothing."""
    signature = inspect.signature(view, eval_str=True)
    parameters = signature.parameters
    known = set(parameters) - {
        "request",
        "payload",
        "noegle",
        "nummer",
        "parameter_id",
        "bogstav",
        "id_",
        "fil",
    }
    several = {name for name in known if "list[" in str(parameters[name].annotation)}

    @functools.wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if unknown := sorted(set(request.GET) - known):
            allowed = ", ".join(sorted(known)) or "ingen"
            raise UgyldigtInput([Fejl(name[:60], f"kendes ikke; tilladt er {allowed}") for name in unknown])
        if repeated := [
            name for name in request.GET if name not in several and len(request.GET.getlist(name)) > 1
        ]:
            raise UgyldigtInput([Fejl(name, "må kun gives én gang") for name in repeated])
        return view(request, *args, **kwargs)

    # Names in annotations belong to the view's module, which django-ninja would look for in this one.
    checked.__signature__ = signature  # type: ignore[attr-defined]
    return checked


Nummer = Annotated[str, Field(max_length=20, pattern=r"^[0-9]{4}-[0-9]{5,12}$")]
Noegle = Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[!-~]+$")]
Antal = Annotated[int, Query(ge=1, le=200)]
Efter = Annotated[int, Query(ge=0, le=2**62, description="`naeste` fra siden før")]
REFUSALS = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429, 500), schemas.Fejlsvar)


@router.get("/sager", response={200: schemas.Sagsliste, **REFUSALS}, summary="Liste over sager")
@refuse_unknown
def list_sager(
    request: HttpRequest,
    antal: Antal = 100,
    efter: Efter | None = None,
    sagstype: Annotated[str, Query(max_length=40, pattern=r"^[a-z_]+$")] | None = None,
    fase: Annotated[str, Query(max_length=30, pattern=r"^[a-z_]+$")] | None = None,
    venter_paa: Annotated[str, Query(max_length=40, pattern=r"^[a-z_]+$")] | None = None,
    boligorganisation: Annotated[str, Query(pattern=r"^[0-9]{4}$")] | None = None,
    boligtype: schemas.Boligtypenavn | None = None,
    ansvarlig: Annotated[str, Query(max_length=150, pattern=r"^[\w.@+-]+$", description="brugernavn")]
    | None = None,
    afsluttet: schemas.JaNej | None = None,
    aabnet_fra: schemas.Dato | None = None,
    aabnet_til: schemas.Dato | None = None,
    aendret_siden: Annotated[
        schemas.Tidspunkt, Query(description="ISO 8601 med tidszone, fx 2026-02-01T08:00:00Z")
    ]
    | None = None,
    q: Annotated[str, Query(max_length=100, pattern=r"^[^\x00]*$")] | None = None,
) -> HttpResponse:
    """The newest first; `efter` is the cursor that the page before gave as `naeste`."""
    rows = adgang.visible_overblik(request.user)  # type: ignore[arg-type]
    given = {
        "sagstype": sagstype,
        "fase": fase,
        "naeste_aktoer": venter_paa,
        "boligorganisation__lbf_nummer": boligorganisation,
        "boligtyper__contains": boligtype,
        "ansvarlig__username": ansvarlig,
        "senest_aendret__gte": _within_reach(aendret_siden),
        "aabnet_dato__gte": aabnet_fra,
        "aabnet_dato__lte": aabnet_til,
    }
    rows = rows.filter(**{key: value for key, value in given.items() if value is not None})
    if afsluttet is not None:
        rows = rows.exclude(afslutning="") if afsluttet else rows.filter(afslutning="")
    for word in (q or "").lower().split()[:8]:
        rows = rows.filter(soegetekst__contains=word)
    if efter is not None:
        rows = rows.filter(sag_id__lt=efter)
    found = list(rows.order_by("-sag_id").values_list(*svar.ROW_FIELDS)[: antal + 1])
    page = found[:antal]
    naeste = page[-1][-1] if len(found) > antal else None
    response = svar.json_response(
        {"sager": [dict(zip(svar.ROW_NAMES, row, strict=False)) for row in page], "naeste": naeste}
    )
    return linked(request, response, naeste)


def linked(request: HttpRequest, response: HttpResponse, naeste: int | None) -> HttpResponse:
    """Tells the next page's address in `Link` (RFC 8288), so a client need not build it; none on the last page."""
    if naeste is not None:
        query = request.GET.copy()
        query["efter"] = str(naeste)
        response["Link"] = f'<{request.path}?{query.urlencode()}>; rel="next"'
    return response


def _within_reach(moment: dt.datetime | None) -> dt.datetime | None:
    """The moment in UTC, moved to years that both databases know; nothing was changed outside those years."""
    if moment is None:
        return None
    if not 1970 <= moment.year <= 9000:
        return dt.datetime(1970 if moment.year < 1970 else 9000, 1, 1, tzinfo=dt.UTC)
    return moment.astimezone(dt.UTC)


# Before the case itself: django-ninja takes the first address that fits.
@router.post(
    "/sager/nybyggeri", response={201: schemas.Oprettet, **REFUSALS}, summary="Åbn en sag om nybyggeri"
)
@refuse_unknown
def create_nybyggeri(request: HttpRequest, payload: schemas.NybyggeriInd, noegle: Noegle) -> HttpResponse:
    """Opens a case with project, parts and Skema A."""

    def act() -> tuple[int, str]:
        organisation = find_organisation(request.user, payload.boligorganisation)  # type: ignore[arg-type]
        if organisation is None:
            raise UgyldigtInput(
                [Fejl("boligorganisation", f"LBF-nummeret {payload.boligorganisation} findes ikke")]
            )
        sag = open_nybyggeri(
            bruger=request.user,  # type: ignore[arg-type]
            titel=payload.titel,
            boligorganisation=organisation,
            dele=_dele(payload),
            serviceareal=_serviceareal(payload),
            adresse=payload.adresse,
            bydel=payload.bydel,
            breddegrad=payload.breddegrad,
            laengdegrad=payload.laengdegrad,
            aabnet_dato=_not_future(payload.aabnet_dato),
            fortrolighed=payload.fortrolighed,
            forventet_tilsagn=payload.forventet_tilsagn,
            forventet_skema_b=payload.forventet_skema_b,
        )
        return 201, svar.dumps({"nummer": sag.nummer, "url": f"/api/v1/sager/{sag.nummer}"})

    return written(request, noegle, act)


def _dele(payload: schemas.NybyggeriInd | schemas.SkemaInd) -> list[DelInput]:
    return [DelInput(**item.model_dump()) for item in payload.dele]


def _serviceareal(payload: schemas.NybyggeriInd | schemas.SkemaInd) -> ServicearealInput | None:
    return ServicearealInput(**payload.serviceareal.model_dump()) if payload.serviceareal else None


@router.post(
    "/sager/{nummer}/skemaer/{bogstav}",
    response={201: schemas.Gemt, **REFUSALS},
    summary="Gem en version af Skema A, B eller C",
)
@refuse_unknown
def create_skema(
    request: HttpRequest,
    nummer: Nummer,
    bogstav: Literal["A", "B", "C"],
    payload: schemas.SkemaInd,
    noegle: Noegle,
) -> HttpResponse:
    """Adds a version of the project's figures; earlier versions stay."""
    sag = find_sag(request.user, nummer)  # type: ignore[arg-type]
    if sag.sagstype != NYBYGGERI:
        raise UgyldigtInput([Fejl("nummer", f"sag {nummer} er ikke nybyggeri og har ingen skemaer her")])

    def act() -> tuple[int, str]:
        skema = save_skema(
            bruger=request.user,  # type: ignore[arg-type]
            sag=sag,
            bogstav=bogstav,
            dele=_dele(payload),
            serviceareal=_serviceareal(payload),
            indsendt=payload.indsendt,
            note=payload.note,
            kilde=payload.kilde,
        )
        return 201, svar.dumps({"nummer": sag.nummer, "bogstav": bogstav, "version": skema.version})

    return written(request, noegle, act)


@router.get("/sager/{nummer}", response={200: schemas.Sagsvar, **REFUSALS}, summary="Én sag med sin tilstand")
@refuse_unknown
def read_sag(request: HttpRequest, nummer: Nummer) -> HttpResponse:
    """The case, every step with its status, decisions, deadlines and amounts."""
    sag = find_sag(request.user, nummer)  # type: ignore[arg-type]
    forloeb = load_forloeb(sag, read_beslutninger(sag))
    return svar.json_response(svar.sag_to_dict(sag, forloeb, read_frister(sag)))


def _not_future(day: dt.date | None) -> dt.date | None:
    if day is not None and day > timezone.localdate():
        raise UgyldigtInput(
            [Fejl("aabnet_dato", "ligger i fremtiden; en sag kan åbnes i dag eller tidligere")]
        )
    return day


@router.post(
    "/sager/{nummer}/beslutninger",
    response={201: schemas.Besluttet, **REFUSALS},
    summary="Registrér en beslutning",
)
@refuse_unknown
def create_beslutning(
    request: HttpRequest, nummer: Nummer, payload: schemas.BeslutningInd, noegle: Noegle
) -> HttpResponse:
    """Records what was decided on a step: checks, record, effects and journal in one act."""
    sag = find_sag(request.user, nummer)  # type: ignore[arg-type]

    def act() -> tuple[int, str]:
        beslutning = record_beslutning(bruger=request.user, sag=sag, **payload.model_dump())  # type: ignore[arg-type]
        state = beslutning.tilstand_efter  # type: ignore[attr-defined]
        return 201, svar.dumps(
            {
                "nummer": sag.nummer,
                "beslutning": beslutning.nummer,
                "trin": beslutning.trin,
                "udfald": str(beslutning.udfald),
                "aabne": list(state.aabne),
                "fase": state.fase,
                "afsluttet": state.afsluttet,
            }
        )

    return written(request, noegle, act)


def written(
    request: HttpRequest, noegle: str, act: Callable[[], tuple[int, str]], indhold: bytes | None = None
) -> HttpResponse:
    """Runs the write once under its key. `indhold` stands for the request's body where that is a file, read as a stream."""
    content = request.body if indhold is None else indhold
    question = f"{request.method} {request.path}\n".encode() + content
    status, body, replayed = write_once(
        klient_id=request.klient.pk,  # type: ignore[attr-defined]
        noegle=noegle,
        forespoergsel=question,
        act=act,
    )
    response = HttpResponse(body, status=status, content_type="application/json")
    if replayed:
        response["Idempotent-Replay"] = "true"
    return response


def _journal_page(request: HttpRequest, posts: Any, antal: int, efter: int | None) -> HttpResponse:
    if efter is not None:
        posts = posts.filter(pk__gt=efter)
    names = ("id", "sag", "nummer", "art", "tekst", "tidspunkt", "bruger", "hash", "forrige_hash")
    fields = (
        "id",
        "sag__nummer",
        "nummer",
        "art",
        "tekst",
        "tidspunkt",
        "bruger__username",
        "hash",
        "forrige_hash",
    )
    found = list(posts.order_by("pk").values_list(*fields)[: antal + 1])
    page = found[:antal]
    naeste = page[-1][0] if len(found) > antal else None
    response = svar.json_response(
        {"poster": [dict(zip(names, row, strict=True)) for row in page], "naeste": naeste}
    )
    return linked(request, response, naeste)


@router.get(
    "/sager/{nummer}/journal", response={200: schemas.Journalliste, **REFUSALS}, summary="En sags journal"
)
@refuse_unknown
def read_sagsjournal(
    request: HttpRequest, nummer: Nummer, antal: Antal = 100, efter: Efter | None = None
) -> HttpResponse:
    """The case's posts, the oldest first."""
    sag = find_sag(request.user, nummer)  # type: ignore[arg-type]
    posts = adgang.visible_journal(request.user).filter(sag=sag)  # type: ignore[arg-type]
    return _journal_page(request, posts, antal, efter)


@router.get("/journal", response={200: schemas.Journalliste, **REFUSALS}, summary="Hele journalen")
@refuse_unknown
def read_journal(request: HttpRequest, antal: Antal = 100, efter: Efter | None = None) -> HttpResponse:
    """All posts that the client may see, the oldest first."""
    return _journal_page(request, adgang.visible_journal(request.user), antal, efter)  # type: ignore[arg-type]


@router.get("/parametre", response={200: list[schemas.Liste], **REFUSALS}, summary="Lovens tal i kraft")
@refuse_unknown
def list_parametre(request: HttpRequest, dato: schemas.Dato | None = None) -> HttpResponse:
    """Every figure in force on the day (today by default), with source and certainty."""
    rows = current_parametre().i_kraft(dato or timezone.localdate())
    return svar.json_response([parameter_to_dict(item) for item in rows])


@router.get(
    "/parametre/{parameter_id}", response={200: list[schemas.Liste], **REFUSALS}, summary="Et tals historik"
)
@refuse_unknown
def read_parameter(request: HttpRequest, parameter_id: schemas.Id) -> HttpResponse:
    """Every row of one figure."""
    all_parametre = current_parametre()
    if parameter_id not in all_parametre:
        raise HttpError(404, f"Der findes ingen parameter med id “{parameter_id}”.")
    parameter = all_parametre.get(parameter_id)
    return svar.json_response([parameter_to_dict(IKraft(parameter, row)) for row in parameter.raekker])


@router.get("/beslutningsvej", response={200: schemas.Liste, **REFUSALS}, summary="Hvem beslutter?")
@refuse_unknown
def read_beslutningsvej(
    request: HttpRequest,
    sagstype: Annotated[str, Query(max_length=40, pattern=r"^[a-z_]+$")],
    boligtype: Annotated[list[Literal["familie", "ungdom", "aeldre", "pleje"]], Query()] = [],  # noqa: B006
    dato: schemas.Dato | None = None,
) -> HttpResponse:
    """The route as it was on the day, as `./almen beslutningsvej` gives it."""
    routes = [
        sagsgang_of(pk)
        for pk in Sagsgangsversion.objects.filter(status=Status.VEDTAGET).values_list("pk", flat=True)
    ]
    facts: dict[str, Any] = {"boligtype": boligtype} if boligtype else {}
    try:
        vej = beslutningsvej(routes, sagstype, facts, dato or timezone.localdate(), current_profil())
    except VejFejl as error:
        raise HttpError(404, " ".join(error.fejl)) from None
    return svar.json_response(vej.to_dict())


@router.post("/beregn/finansiering", response={200: schemas.Liste, **REFUSALS}, summary="Beregn finansiering")
@refuse_unknown
def compute_finansiering_of(request: HttpRequest, payload: Annotated[schemas.Liste, Body()]) -> HttpResponse:
    """As `./almen beregn finansiering`; writes nothing."""
    result = compute_finansiering(jsonform.parse_finansiering(payload), parametre=current_parametre())
    return svar.json_response(jsonform.finansiering_to_dict(result))


@router.post(
    "/beregn/maksimumsbeloeb", response={200: schemas.Liste, **REFUSALS}, summary="Beregn maksimumsbeløb"
)
@refuse_unknown
def compute_maksimumsbeloeb_of(
    request: HttpRequest, payload: Annotated[schemas.Liste, Body()]
) -> HttpResponse:
    """As `./almen beregn maksimumsbeloeb`; writes nothing."""
    result = compute_maksimumsbeloeb(jsonform.parse_maksimumsbeloeb(payload), parametre=current_parametre())
    return svar.json_response(jsonform.maksimumsbeloeb_to_dict(result))
