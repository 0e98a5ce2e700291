"""Statements that never change but for their values: the SQL is built once, not at every call.

Django spends more time on building the SQL of a wide row than the database spends on finding or writing it. What
every case opened, read or decided pays for goes through these; everything else goes through the ORM.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, BigAutoField, Field, Model, QuerySet
from django.db.models.sql import InsertQuery

MARKER = -987_654_321
M = TypeVar("M", bound=Model)


class FixedQuery:
    """`build(value)` gives a `values_list` queryset filtered by `value`; `rows(value)` gives its rows."""

    def __init__(self, build: Callable[[Any], QuerySet[Any, Any]], marker: int | str = MARKER) -> None:
        """`marker` is a value of the filter's kind that occurs nowhere else in the query."""
        self._build, self._marker = build, marker
        self._kept = threading.local()

    def rows(self, value: Any) -> list[list[Any]]:
        """The rows as the queryset would give them, each a list."""
        compiler, sql, before, after, converters = self._compiled()
        with compiler.connection.cursor() as cursor:
            cursor.execute(sql, (*before, value, *after))
            found = cursor.fetchall()
        return list(compiler.apply_converters(found, converters))

    def _compiled(self) -> tuple[Any, str, tuple[Any, ...], tuple[Any, ...], dict[int, Any]]:
        kept = getattr(self._kept, "compiled", None)
        connection = connections[DEFAULT_DB_ALIAS]
        # A thread has a connection of its own, and it may be given another.
        if kept is None or kept[0].connection is not connection:
            compiler = self._build(self._marker).query.get_compiler(connection=connection)
            sql, params = compiler.as_sql()
            if list(params).count(self._marker) != 1:
                raise LookupError("The value must occur once in the query.")
            place = list(params).index(self._marker)
            expressions = [item[0] for item in compiler.select]
            kept = (
                compiler,
                sql,
                tuple(params[:place]),
                tuple(params[place + 1 :]),
                compiler.get_converters(expressions),
            )
            self._kept.compiled = kept
        return kept


class FixedRows(Generic[M]):
    """As `FixedQuery`, for whole rows of one model in the order `order`, found by the field `by`."""

    def __init__(
        self, model: type[M], by: str, *order: str, marker: int | str = MARKER, lock: bool = False
    ) -> None:
        """With `lock` the rows are locked until the transaction ends, where the database can."""
        self._model, self._names = model, attnames(model)

        def build(value: Any) -> QuerySet[Any, Any]:
            rows = model._default_manager.filter(**{by: value}).order_by(*order)
            return (rows.select_for_update() if lock else rows).values_list(*self._names)

        self._query = FixedQuery(build, marker)

    def rows(self, value: Any) -> list[M]:
        """The rows as model instances."""
        return [self._model.from_db(DEFAULT_DB_ALIAS, self._names, row) for row in self._query.rows(value)]

    def get(self, value: Any) -> M:
        """The one row. Raises the model's `DoesNotExist`."""
        found = self.rows(value)
        if not found:
            raise self._model.DoesNotExist(f"{self._model._meta.label} {value} findes ikke.")  # type: ignore[attr-defined]
        return found[0]


@cache
def attnames(model: type[Model]) -> tuple[str, ...]:
    """The names of a model's columns as attributes, in the order that `from_db` wants them."""
    return tuple(field.attname for field in model._meta.concrete_fields)


def insert(row: M) -> M:
    """As `row.save(force_insert=True)`: the row gets its key. Signals are not sent; no model here listens."""
    connection = connections[DEFAULT_DB_ALIAS]
    fields, sql = _insert_sql(type(row), connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, _prepared(row, fields, add=True))
        if len(fields) < len(row._meta.concrete_fields):
            row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return row


def insert_many(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """As `bulk_create`, of rows that are only their values by attribute (`omraade_id`), every column in each of them.

    Several times as fast; the caller is not told the keys.
    """
    if not rows:
        return
    connection, names = connections[DEFAULT_DB_ALIAS], tuple(rows[0])
    fields = [next(f for f in model._meta.concrete_fields if f.attname == name) for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    # Most columns say the same again and again: each value is made ready for the database once.
    ready: list[dict[Any, Any]] = [{} for _ in fields]

    def prepared(row: Mapping[str, Any]) -> list[Any]:
        out = []
        for name, field, known in zip(names, fields, ready, strict=True):
            value = row[name]
            if isinstance(value, dict | list):
                out.append(field.get_db_prep_save(value, connection))
                continue
            if value not in known:
                if len(known) > 10_000:
                    known.clear()
                known[value] = field.get_db_prep_save(value, connection)
            out.append(known[value])
        return out

    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})",  # noqa: S608 - our own names
            [prepared(row) for row in rows],
        )


def update(row: Model, *names: str) -> None:
    """As `row.save(force_update=True)` of the named fields, or of all. Raises the model's `DoesNotExist`."""
    connection = connections[DEFAULT_DB_ALIAS]
    fields, sql = _update_sql(type(row), names, connection.vendor)
    key = row._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(sql, [*_prepared(row, fields, add=False), key.get_db_prep_value(row.pk, connection)])
        if cursor.rowcount != 1:
            raise type(row).DoesNotExist(f"{row._meta.label} {row.pk} findes ikke.")  # type: ignore[attr-defined]


def _prepared(row: Model, fields: tuple[Field, ...], *, add: bool) -> list[Any]:
    connection = connections[DEFAULT_DB_ALIAS]
    return [field.get_db_prep_save(field.pre_save(row, add), connection) for field in fields]


@cache
def _insert_sql(model: type[Model], vendor: str) -> tuple[tuple[Field, ...], str]:
    """The fields to be given and Django's own statement for them; `vendor` keeps the databases apart."""
    key = model._meta.pk
    own_key = isinstance(key, AutoField | BigAutoField)
    fields = tuple(field for field in model._meta.concrete_fields if not (own_key and field is key))
    query = InsertQuery(model)
    query.insert_values(list(fields), [model()], raw=True)
    compiler = query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
    compiler.returning_fields = [key] if own_key else None
    return fields, compiler.as_sql()[0][0]


@cache
def _update_sql(model: type[Model], names: tuple[str, ...], vendor: str) -> tuple[tuple[Field, ...], str]:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    key = model._meta.pk
    fields = tuple(
        field
        for field in model._meta.concrete_fields
        if field is not key and (not names or field.name in names)
    )
    if unknown := set(names) - {field.name for field in fields}:
        raise LookupError(f"{model._meta.label} has no field {', '.join(sorted(unknown))}.")
    columns = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    return fields, f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {quote(str(key.column))} = %s"  # noqa: S608
