"""A migration operation that makes all of a room's tables at once.

Django renders every model that is related to a new one, each time one is added; in a house where nearly everything leads to a case,
making a database from nothing took more than half a minute of processor time, and now takes a few seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Makes the tables of `modeller` in their order, and removes them in the opposite one."""

    category = OperationCategory.ADDITION
    serialization_expand_args = ["modeller"]

    def __init__(self, modeller: Sequence[CreateModel]) -> None:
        self.modeller = list(modeller)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """As Django writes it in a migration."""
        return (self.__class__.__name__, [], {"modeller": self.modeller})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Adds every model before any is rendered."""
        state.__dict__.pop("apps", None)
        for model in self.modeller:
            model.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Makes the tables."""
        for model in self.modeller:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Removes the tables."""
        for model in reversed(self.modeller):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What Django prints."""
        return f"Create {len(self.modeller)} models"

    def references_model(self, name: str, app_label: str) -> bool:
        """Whether the operation must stay before others that touch this model."""
        return any(model.references_model(name, app_label) for model in self._each())

    def _each(self) -> Iterator[CreateModel]:
        yield from self.modeller
