"""Queries that never change but for one value: their SQL is built once, not at every call.

Django spends more time on building the SQL of a wide row than the database spends on finding it. What a program reads
hundreds of times a second is asked for through these.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

MARKER = -987_654_321


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
