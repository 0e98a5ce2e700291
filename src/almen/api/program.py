"""The API object: its description, and how refusals are told."""

from __future__ import annotations

import json
import logging
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser

from almen.api.ansoegninger import router as ansoegninger
from almen.api.auth import TokenAuth
from almen.api.boligmasse import router as boligmasse
from almen.api.operationer import router
from almen.api.services import NoegleGenbrugt
from almen.api.svar import json_response
from almen.grundlag.selectors import IngenSagsgang
from almen.regler.fejl import RegelFejl, UgyldigtInput
from almen.sager.services import BeslutningAfvist

log = logging.getLogger("almen.api")


def _refuse_constant(text: str) -> None:
    raise ValueError(f"{text} is not JSON")


class ExactParser(Parser):
    """Decimals stay the text that was sent, as in the commands: no figure ever passes through a float."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as plain data. Raises ValueError (400) if it is not JSON; NaN and Infinity are not."""
        return json.loads(request.body, parse_float=str, parse_constant=_refuse_constant)


api = NinjaAPI(
    title="Almen",
    version="1",
    description="Samme rettigheder og handlinger som siderne. Hver skrivning kræver en Idempotency-Key.",
    openapi_url="/openapi.json",
    docs_url=None,
    auth=TokenAuth(),
    parser=ExactParser(),
    urls_namespace="api-v1",
)
api.add_router("", router)
api.add_router("", ansoegninger)
api.add_router("", boligmasse)


def _say(detail: str, status: int, fejl: list[dict[str, str]] | None = None) -> HttpResponse:
    return json_response({"detail": detail, "fejl": fejl or []}, status)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fejl = [
        {
            "felt": ".".join(
                str(part)
                for part in item["loc"]
                if part not in ("body", "payload", "query", "path", "header")
            ),
            "besked": _danish(item),
        }
        for item in error.errors
    ]
    return _say("Forespørgslen er ikke i orden.", 422, fejl)


_DANISH = {
    "missing": "skal udfyldes",
    "extra_forbidden": "kendes ikke",
    "string_pattern_mismatch": "har ikke det rigtige mønster ({pattern})",
    "string_too_long": "er for lang; højst {max_length} tegn",
    "string_too_short": "er for kort; mindst {min_length} tegn",
    "greater_than_equal": "skal være mindst {ge}",
    "greater_than": "skal være over {gt}",
    "less_than_equal": "må højst være {le}",
    "literal_error": "skal være en af {expected}",
    "int_type": "skal være et helt tal",
    "int_from_float": "skal være et helt tal",
    "int_parsing": "skal være et helt tal",
    "date_from_datetime_parsing": "skal være en dato, fx 2026-02-01",
    "date_parsing": "skal være en dato, fx 2026-02-01",
    "date_type": "skal være en dato, fx 2026-02-01",
    "timezone_aware": "skal have en tidszone, fx 2026-02-01T08:00:00Z",
    "tidspunkt": "skal være et tidspunkt, fx 2026-02-01T08:00:00Z",
    "datetime_from_date_parsing": "skal være et tidspunkt, fx 2026-02-01T08:00:00Z",
    "datetime_parsing": "skal være et tidspunkt, fx 2026-02-01T08:00:00Z",
    "string_type": "skal være tekst",
    "bool_parsing": "skal være true eller false",
    "too_short": "skal have mindst {min_length}",
    "too_long": "må højst have {max_length}",
}


def _danish(item: dict[str, Any]) -> str:
    template = _DANISH.get(item["type"])
    if template is None:
        return "er ikke gyldig"
    try:
        return template.format(**item.get("ctx", {}))
    except (KeyError, IndexError):
        return "er ikke gyldig"


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = _say("Send en gyldig nøgle: Authorization: Bearer almen_…", 401)
    response["WWW-Authenticate"] = 'Bearer realm="almen"'
    return response


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    detail = "Indholdet er ikke gyldig JSON." if error.status_code == 400 else str(error)
    response = _say(detail, error.status_code)
    if error.status_code == 429:
        response["Retry-After"] = "60"
    return response


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return _say("Indholdet er for stort.", 413)


@api.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    # The client is told nothing of the inside; the log has it all.
    log.error("%s %s", request.method, request.path, exc_info=error)
    return _say("Der er sket en fejl hos os. Intet er gemt; prøv igen med samme Idempotency-Key.", 500)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _say("Findes ikke, eller din adgang rækker ikke til det.", 404)


@api.exception_handler(PermissionDenied)
def _denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return _say(str(error) or "Din rolle giver ikke adgang til det.", 403)


@api.exception_handler(UgyldigtInput)
def _bad_input(request: HttpRequest, error: UgyldigtInput) -> HttpResponse:
    fejl = [{"felt": item.felt, "besked": item.besked} for item in error.fejl]
    return _say("Tallene er ikke i orden.", 422, fejl)


@api.exception_handler(RegelFejl)
def _cannot(request: HttpRequest, error: RegelFejl) -> HttpResponse:
    return _say(str(error), 422)


@api.exception_handler(IngenSagsgang)
def _no_route(request: HttpRequest, error: IngenSagsgang) -> HttpResponse:
    return _say(str(error), 422, [{"felt": "aabnet_dato", "besked": str(error)}])


@api.exception_handler(BeslutningAfvist)
def _refused(request: HttpRequest, error: BeslutningAfvist) -> HttpResponse:
    fejl = [{"felt": felt, "besked": besked} for felt, besked in error.fejl.items()]
    return _say(str(error), 409 if "trin" in error.fejl else 422, fejl)


@api.exception_handler(NoegleGenbrugt)
def _reused(request: HttpRequest, error: NoegleGenbrugt) -> HttpResponse:
    fejl = [{"felt": "Idempotency-Key", "besked": "er brugt til en anden forespørgsel; brug en ny nøgle"}]
    return _say("Nøglen er allerede brugt.", 409, fejl)
