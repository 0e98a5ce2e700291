"""The operations by which a boligorganisation's own system applies, answers and follows: the portal's services and checks."""

from __future__ import annotations

import hashlib
import uuid
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile
from pydantic import Field

from almen.ansoegninger.arter import slags_of
from almen.ansoegninger.inddata import Ansoegning, check_ansoegning
from almen.ansoegninger.models import Art, Fil, Indsendelse
from almen.ansoegninger.selectors.indsendelser import (
    open_anmodninger,
    own_filer,
    visible_anmodninger,
    visible_indsendelser,
)
from almen.ansoegninger.selectors.proeve import try_ansoegning
from almen.ansoegninger.services import send_in, upload_fil, withdraw
from almen.api import ansoegningsskemaer, svar
from almen.api.laesning import find_sag
from almen.api.operationer import REFUSALS, Antal, Efter, Noegle, linked, refuse_unknown, written
from almen.byggeri.services import DelInput, RenoveringsskemaInput, ServicearealInput
from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Boligorganisation, Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.services import FilAfvist
from almen.sagsgang.register import REGISTER, Kontrolsvar

router = Router()
NOT_FIELDS = frozenset(
    {
        "boligorganisation",
        "art",
        "sag",
        "titel",
        "dele",
        "serviceareal",
        "tal",
        "krav",
        "tekst",
        "filer",
        "erstatter",
    }
)
NO_ORGANISATION = "Nøglen hører ikke til en boligorganisation."


def _own(request: HttpRequest) -> Bruger:
    """The client's user, if it speaks for a boligorganisation. Raises AdgangNaegtet."""
    bruger: Bruger = request.user  # type: ignore[assignment]
    adgang.require(adgang.may_apply(bruger), NO_ORGANISATION)
    return bruger


def _organisation(bruger: Bruger, lbf_nummer: str) -> Boligorganisation:
    found = Boligorganisation.objects.filter(
        pk__in=bruger.egne_boligorganisationer, lbf_nummer=lbf_nummer
    ).first()
    if found is None:
        raise UgyldigtInput([Fejl("boligorganisation", f"nøglen taler ikke for {lbf_nummer}")])
    return found


def _ansoegning(payload: ansoegningsskemaer.AnsoegningInd) -> Ansoegning:
    fields = payload.model_dump(exclude=set(NOT_FIELDS))
    given = {navn: value for navn, value in fields.items() if value not in (None, "", [])}
    return Ansoegning(
        art=payload.art,
        titel=payload.titel,
        felter={**given, **payload.krav},
        dele=tuple(DelInput(**item.model_dump()) for item in payload.dele),
        serviceareal=ServicearealInput(**payload.serviceareal.model_dump()) if payload.serviceareal else None,
        tal=RenoveringsskemaInput(**payload.tal.model_dump()) if payload.tal else None,
        tekst=payload.tekst,
    )


def _sag(
    bruger: Bruger, payload: ansoegningsskemaer.AnsoegningInd, organisation: Boligorganisation
) -> Sag | None:
    """The case that is applied in; one that is not the organisation's is not found. Raises UgyldigtInput."""
    if payload.sag is None:
        return None
    try:
        sag = find_sag(bruger, payload.sag)
    except Http404:
        raise UgyldigtInput([Fejl("sag", f"sag {payload.sag} findes ikke hos boligorganisationen")]) from None
    sagstype = slags_of(payload.art).sagstype
    if sag.boligorganisation_id != organisation.pk or sag.sagstype != sagstype:
        kind = REGISTER.sagstyper[sagstype].navn.lower()
        raise UgyldigtInput(
            [Fejl("sag", f"sag {payload.sag} er ikke en sag om {kind} hos boligorganisationen")]
        )
    return sag


def _filer(bruger: Bruger, organisation: Boligorganisation, noegler: list[uuid.UUID]) -> list[Fil]:
    rows = own_filer(bruger).filter(boligorganisation=organisation, kladde__isnull=True, noegle__in=noegler)
    found = {fil.noegle: fil for fil in rows}
    missing = [str(item) for item in noegler if item not in found]
    if missing:
        raise UgyldigtInput([Fejl("filer", f"findes ikke: {', '.join(missing)}")])
    return [found[item] for item in dict.fromkeys(noegler)]


def _kontroller(answers: Any) -> list[dict[str, Any]]:
    return [item.to_dict() if isinstance(item, Kontrolsvar) else item for item in answers]


@router.post(
    "/filer",
    response={201: ansoegningsskemaer.Filsvar, **REFUSALS},
    summary="Læg en fil op, som skal sendes med en ansøgning eller et svar",
)
@refuse_unknown
def create_fil(
    request: HttpRequest,
    noegle: Noegle,
    fil: Annotated[UploadedFile, File()],
    payload: Form[ansoegningsskemaer.FilInd],
) -> HttpResponse:
    """Checks and stores the file; its key is named when it is sent."""
    bruger = _own(request)
    digest = hashlib.file_digest(fil.file, "sha256").hexdigest()  # type: ignore[arg-type]
    fil.seek(0)

    def act() -> tuple[int, str]:
        organisation = _organisation(bruger, payload.boligorganisation)
        try:
            stored = upload_fil(
                bruger=bruger,
                boligorganisation=organisation,
                name=fil.name or "",
                size=fil.size or 0,
                stream=fil.file,  # type: ignore[arg-type]
                titel=payload.titel,
                art=payload.art,
            )
        except FilAfvist as error:
            raise UgyldigtInput([Fejl("fil", str(error))]) from None
        return 201, svar.dumps({"noegle": str(stored.noegle), "sha256": stored.sha256})

    question = f"{payload.boligorganisation} {payload.art} {payload.titel} {fil.name} {digest}".encode()
    return written(request, noegle, act, question)


@router.post(
    "/ansoegninger/proev",
    response={200: ansoegningsskemaer.Proevesvar, **REFUSALS},
    summary="Prøv en ansøgning mod kommunens kontroller uden at sende den",
)
@refuse_unknown
def try_it(request: HttpRequest, payload: ansoegningsskemaer.AnsoegningInd) -> HttpResponse:
    """The same faults and checks as when it is sent; writes nothing."""
    bruger = _own(request)
    organisation = _organisation(bruger, payload.boligorganisation)
    sag = _sag(bruger, payload, organisation)
    ansoegning = _ansoegning(payload)
    check_ansoegning(ansoegning, current_parametre(), organisation, sag)
    answers = try_ansoegning(ansoegning, sag, timezone.localdate())
    return svar.json_response({"kontroller": _kontroller(answers)})


@router.post(
    "/ansoegninger",
    response={201: ansoegningsskemaer.Indsendt, **REFUSALS},
    summary="Send en ansøgning: Skema A, B eller C af nybyggeri, en renovering, eller en renoverings faser",
)
@refuse_unknown
def create_ansoegning(
    request: HttpRequest, payload: ansoegningsskemaer.AnsoegningInd, noegle: Noegle
) -> HttpResponse:
    """Makes a submission that nobody can alter; the municipality takes it into the case or returns it."""
    bruger = _own(request)

    def act() -> tuple[int, str]:
        organisation = _organisation(bruger, payload.boligorganisation)
        sent = send_in(
            bruger=bruger,
            boligorganisation=organisation,
            ansoegning=_ansoegning(payload),
            filer=_filer(bruger, organisation, payload.filer),
            sag=_sag(bruger, payload, organisation),
            erstatter=_replaced(bruger, payload.erstatter),
        )
        return 201, svar.dumps(_receipt(sent))

    return written(request, noegle, act)


def _replaced(bruger: Bruger, id_: int | None) -> Indsendelse | None:
    """The returned submission that this one mends. Raises UgyldigtInput."""
    if id_ is None:
        return None
    found = visible_indsendelser(bruger).filter(pk=id_, behandling__isnull=False).first()
    if found is None:
        raise UgyldigtInput([Fejl("erstatter", f"indsendelse {id_} findes ikke eller er ikke behandlet")])
    return found


def _receipt(sent: Indsendelse) -> dict[str, Any]:
    return {"id": sent.pk, "nummer": sent.nummer, "sha256": sent.sha256, "kontroller": sent.kontroller}


def _row(item: Indsendelse) -> dict[str, Any]:
    done = item.afgjort
    sag = item.sag or (done.sag if done else None)
    return {
        "id": item.pk,
        "nummer": item.nummer,
        "art": item.art,
        "titel": item.titel,
        "boligorganisation": item.boligorganisation.lbf_nummer,
        "sag": sag.nummer if sag else None,
        "indsendt": item.indsendt,
        "tilstand": done.udfald if done else "venter",
        "begrundelse": done.begrundelse if done else "",
        "sha256": item.sha256,
    }


@router.get(
    "/ansoegninger",
    response={200: ansoegningsskemaer.Indsendelsesliste, **REFUSALS},
    summary="Hvad der er sendt",
)
@refuse_unknown
def list_ansoegninger(
    request: HttpRequest,
    antal: Antal = 100,
    efter: Efter | None = None,
    art: Annotated[ansoegningsskemaer.Ansoegningsart | Literal["svar"], Query()] | None = None,
) -> HttpResponse:
    """The newest first; for a boligorganisation its own."""
    rows = visible_indsendelser(request.user).order_by("-id")  # type: ignore[arg-type]
    if art is not None:
        rows = rows.filter(art=art)
    if efter is not None:
        rows = rows.filter(pk__lt=efter)
    found = list(rows[: antal + 1])
    naeste = found[antal - 1].pk if len(found) > antal else None
    response = svar.json_response({"indsendelser": [_row(item) for item in found[:antal]], "naeste": naeste})
    return linked(request, response, naeste)


Id = Annotated[int, Field(ge=1, le=2**62)]


@router.get(
    "/ansoegninger/{id_}",
    response={200: ansoegningsskemaer.Indsendelsesvar, **REFUSALS},
    summary="Én indsendelse",
)
@refuse_unknown
def read_ansoegning(request: HttpRequest, id_: Id) -> HttpResponse:
    """What was sent, the checks as they stood, and what became of it."""
    found = get_object_or_404(visible_indsendelser(request.user), pk=id_)  # type: ignore[arg-type]
    more = {"data": found.data, "filer": found.filer, "kontroller": found.kontroller}
    return svar.json_response({**_row(found), **more})


@router.post(
    "/ansoegninger/{id_}/traek",
    response={201: ansoegningsskemaer.Trukket, **REFUSALS},
    summary="Træk tilbage, hvad kommunen ikke har behandlet",
)
@refuse_unknown
def withdraw_ansoegning(request: HttpRequest, id_: Id, noegle: Noegle) -> HttpResponse:
    """The submission stays, marked as withdrawn."""
    bruger = _own(request)
    found = get_object_or_404(visible_indsendelser(bruger), pk=id_)

    def act() -> tuple[int, str]:
        withdraw(bruger=bruger, indsendelse=found)
        return 201, svar.dumps({"id": found.pk, "tilstand": "trukket"})

    return written(request, noegle, act)


@router.get(
    "/anmodninger",
    response={200: list[ansoegningsskemaer.Anmodningsvar], **REFUSALS},
    summary="Hvad kommunen anmoder om",
)
@refuse_unknown
def list_anmodninger(request: HttpRequest, antal: Antal = 100) -> HttpResponse:
    """Requests that want an answer, the nearest day first."""
    rows = open_anmodninger(request.user)[:antal]  # type: ignore[arg-type]
    return svar.json_response(
        [
            {
                "id": item.pk,
                "sag": item.sag.nummer,
                "tekst": item.tekst,
                "frist": item.frist,
                "oprettet": item.oprettet,
            }
            for item in rows
        ]
    )


@router.post(
    "/anmodninger/{id_}/svar",
    response={201: ansoegningsskemaer.Indsendt, **REFUSALS},
    summary="Svar på en anmodning",
)
@refuse_unknown
def create_svar(
    request: HttpRequest, id_: Id, payload: ansoegningsskemaer.SvarInd, noegle: Noegle
) -> HttpResponse:
    """Sends text and files; the municipality takes them into the case."""
    bruger = _own(request)
    anmodning = get_object_or_404(
        visible_anmodninger(bruger).filter(sag__boligorganisation_id__in=bruger.egne_boligorganisationer),
        pk=id_,
    )

    def act() -> tuple[int, str]:
        organisation = anmodning.sag.boligorganisation
        assert organisation is not None  # noqa: S101 - filtered above
        sent = send_in(
            bruger=bruger,
            boligorganisation=organisation,
            ansoegning=Ansoegning(art=Art.SVAR, tekst=payload.tekst),
            filer=_filer(bruger, organisation, payload.filer),
            sag=anmodning.sag,
            anmodning=anmodning,
        )
        return 201, svar.dumps(_receipt(sent))

    return written(request, noegle, act)
