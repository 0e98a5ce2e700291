"""A database with many cases: a few hundred made through the services, then copied inside the database."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db import connection, models, transaction

from almen.sager.models import Beslutning, Frist, Journalkaede, Journalpost, Sag, Sagsdeltager, Sagsoverblik

CORE = [Sag, Sagsoverblik, Sagsdeltager, Beslutning, Journalpost, Frist]
DOMAINS = ("byggeri", "godkendelser")


@cache
def copied_models() -> tuple[type[models.Model], ...]:
    """Models whose rows belong to a case, in an order that respects their foreign keys.

    Of a domain's models those that lead to a case; frames and what is moved between them belong to all cases.
    """
    found = list(CORE)
    waiting = [
        model for app in DOMAINS for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    while ready := [model for model in waiting if _parents(model) & set(found)]:
        waiting = [model for model in waiting if model not in ready]
        # One round may hold a model and what it points to; the pointed-to one comes first.
        found += sorted(ready, key=lambda model: len(_parents(model) & set(ready)))
    return tuple(found)


def _parents(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.remote_field.model for field in model._meta.concrete_fields if field.is_relation} - {model}


def copy_cases(offset: int, limit: int) -> None:
    """Copies the first `limit` cases with all that hangs on them; every key is raised by `offset`."""
    copied = set(copied_models())
    last = Sag.objects.order_by("pk").values_list("pk", flat=True)[limit - 1 : limit].get()
    with transaction.atomic(), connection.cursor() as cursor:
        for model in copied_models():
            columns, values = zip(
                *(column_of(field, copied, offset) for field in model._meta.concrete_fields), strict=True
            )
            table = model._meta.db_table
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} AS r "
                f"WHERE {_of_first_cases(model, last)}"
            )
        cursor.execute(
            f"INSERT INTO {Journalkaede._meta.db_table} (noegle, antal, hoved) "
            f"SELECT 'sag:' || (s.id + {offset}), k.antal, k.hoved FROM sager_sag s "
            f"JOIN sager_journalkaede k ON k.noegle = 'sag:' || s.id WHERE s.id <= {last}"
        )


def column_of(field: models.Field, copied: set, offset: int) -> tuple[str, str]:
    """The field's column, and what stands in it in a copy whose keys, and those of the models `copied`, are raised by `offset`."""
    column = f'"{field.column}"'
    related = field.remote_field.model if field.is_relation else None
    if (field.primary_key and not field.is_relation) or related in copied:
        return column, f"r.{column} + {offset}"
    if field.name == "nummer" and isinstance(field, models.CharField):
        return column, f"substr(r.nummer, 1, 5) || (CAST(substr(r.nummer, 6) AS bigint) + {offset})"
    if field.name == "kaede":
        return column, f"'sag:' || (r.sag_id + {offset})"
    return column, f"r.{column}"


def _of_first_cases(model: type[models.Model], last: int) -> str:
    if model is Sag:
        return f"r.id <= {last}"
    for field in model._meta.concrete_fields:
        if field.is_relation and field.remote_field.model is Sag:
            return f"r.{field.column} <= {last}"
    for field in model._meta.concrete_fields:
        if field.is_relation and field.remote_field.model in copied_models():
            parent = field.remote_field.model
            inner = _of_first_cases(parent, last)
            key = parent._meta.pk.column
            return f"r.{field.column} IN (SELECT r.{key} FROM {parent._meta.db_table} AS r WHERE {inner})"
    raise LookupError(f"{model._meta.label} leads to no case")


def grow_to(size: int) -> None:
    """Copies cases until there are `size`."""
    step = 1_000_000
    while (have := Sag.objects.count()) < size:
        highest = Sag.objects.order_by("-pk").values_list("pk", flat=True)[0]
        copy_cases(offset=(highest // step + 1) * step, limit=min(have, size - have))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for model in copied_models():
                if isinstance(model._meta.pk, models.AutoField | models.BigAutoField):
                    table, pk = model._meta.db_table, model._meta.pk.column
                    cursor.execute(
                        f"SELECT setval(pg_get_serial_sequence('{table}', '{pk}'), (SELECT max({pk}) FROM {table}))"
                    )
        cursor.execute("ANALYZE")
