"""Names and secret words in every free text of every model that the log is read from: none of them comes out, in either format."""

from __future__ import annotations

import json
import re

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from almen.analyse.haendelseslog.formater import LOGFORMATER
from almen.organisationer.models import Bruger
from almen.sager import append_only
from analyse.haendelseslog.conftest import logged

pytestmark = pytest.mark.django_db
SECRET = "Zq7"
# What identifies, or is public and meant to be told: everything else that holds text is planted with secrets.
KNOWN = {
    "sager.Sag": {"nummer", "sagstype"},
    "sager.Sagsoverblik": {"version", "afslutning"},
    "sager.Beslutning": {"trin", "aktoer", "handling", "udfald"},
    "udvalg.Moede": {"organ"},
    "udvalg.Dagsordenspunkt": {"trin"},
    "udvalg.Punktudfald": {"udfald"},
    "byggeri.Lokalplan": {"nummer"},
    "organisationer.Boligorganisation": {"navn", "lbf_nummer"},
}
# Adopted routes are public rules, read as such and never changed.
ROUTES = {"grundlag.Sagsgangsversion"}
TEXTS = (models.CharField, models.TextField, models.JSONField)


def read_models() -> list[type[models.Model]]:
    """Every model whose table is asked when the log is read."""
    with CaptureQueriesContext(connection) as caught:
        logged()
    asked = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(item["sql"] for item in caught)))
    return [item for item in apps.get_models(include_auto_created=True) if item._meta.db_table in asked]


def free_texts(model: type[models.Model]) -> list[models.Field]:
    known = KNOWN.get(model._meta.label, set())
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, TEXTS) and not field.choices and field.name not in known
    ]


def secret_for(field: models.Field, row: models.Model) -> object:
    """A name, a word or a mail address; where several rows must differ, they do."""
    if isinstance(field, models.JSONField):
        return [{"id": SECRET, "begrundelse": f"{SECRET} sagde Ib", SECRET: SECRET}]
    text = f"{SECRET}{row.pk}" if field.unique else f"{SECRET} Ib Hansen, ib@{SECRET}.dk\n<b>{SECRET}</b>"
    return text[: field.max_length]


def plant() -> dict[str, list[str]]:
    """Puts secrets everywhere; gives what was planted."""
    found = [model for model in read_models() if model._meta.label not in ROUTES]
    connection.check_constraints()  # PostgreSQL drops no trigger while others wait for the end of the transaction
    append_only.remove(connection, [model._meta.db_table for model in found])
    planted = {}
    for model in [*found, Bruger]:
        fields = free_texts(model)
        for row in model._base_manager.all():
            values = {field.attname: secret_for(field, row) for field in fields}
            model._base_manager.filter(pk=row.pk).update(**values)
        planted[model._meta.label] = [field.name for field in fields]
    return planted


@pytest.fixture
def planted(by):
    return plant()


def test_secrets_are_planted_where_people_write(planted):
    """Else the test below proves nothing."""
    assert {"titel", "kle"} <= set(planted["sager.Sag"])
    assert {"begrundelse", "moede", "kilde", "aktoer_navn", "trin_navn", "dispensationer", "fakta"} <= set(
        planted["sager.Beslutning"]
    )
    assert {"tekst", "inhabile", "standset_af"} <= set(planted["udvalg.Punktudfald"])
    assert {"navn", "adresse", "bydel"} <= set(planted["byggeri.Projekt"])
    assert {"formaal", "navn", "note"} <= set(planted["planer.Plan"])
    assert {"journalnummer", "kilde"} <= set(planted["byggeri.Byggesag"])
    assert {"administrator", "kontakt_email"} <= set(planted["organisationer.Boligorganisation"])
    assert {"username", "email", "navn"} <= set(planted[Bruger._meta.label])


@pytest.mark.parametrize("art", LOGFORMATER)
def test_no_secret_is_in_the_bytes(planted, art):
    rows = logged()
    assert len(rows) == 3 and sum(len(row.haendelser) for row in rows) == 6
    content = b"".join(LOGFORMATER[art].skriv(rows)).decode()
    assert "Boligselskabet" in content and "direktion_oekonomi" in content
    for secret in (SECRET, SECRET.lower(), "Ib Hansen", "Karen", "karen", "@"):
        assert secret not in content.replace("xmlns", "")
    # A dispensation is told, its reason is not.
    assert all(item.dispensation for row in rows for item in row.haendelser)


def test_only_what_is_listed_is_told_of_each_thing(by):
    """A new attribute of an object or an event must be put here by somebody who has thought about it."""
    log = json.loads(b"".join(LOGFORMATER["ocel"].skriv(logged())))
    told = {item["name"]: {field["name"] for field in item["attributes"]} for item in log["objectTypes"]}
    assert told == {
        "sag": {"sagsnummer", "sagstype", "sagsgang", "aabnet", "afslutning", "demo"},
        "projekt": {"boliger", "boligtyper"},
        "boligorganisation": {"lbf_nummer", "navn"},
        "moede": {"organ", "dag"},
        "plan": {"art", "sagsnummer"},
        "lokalplan": {"nummer"},
    }
    events = {field["name"] for item in log["eventTypes"] for field in item["attributes"]}
    assert events == {
        "trin_navn",
        "sagstype",
        "sagsgang",
        "nummer",
        "fase",
        "runde",
        "aktoer",
        "handling",
        "udfald",
        "dispensation",
        "registreret",
        "noejagtighed",
    }
