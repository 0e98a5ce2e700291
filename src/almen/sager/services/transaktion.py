"""One act, one transaction: an act inside another that stands or falls with it needs no way back of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar

from django.db import transaction

_joined: ContextVar[bool] = ContextVar("almen_joined_act", default=False)


@contextmanager
def whole_act() -> Iterator[None]:
    """A transaction that the acts inside join: if one of them fails, all is undone. Do not go on after its error."""
    with act_transaction():
        token = _joined.set(True)
        try:
            yield
        finally:
            _joined.reset(token)


def act_transaction() -> AbstractContextManager[None]:
    """The transaction of one act; inside `whole_act` without a savepoint, which would cost two calls more."""
    return transaction.atomic(savepoint=not _joined.get())
