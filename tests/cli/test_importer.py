"""Whoever scripts it reads every kind of file by a command."""

from __future__ import annotations

from almen.cli.importer import LINJEARTER
from almen.organisationer.services.importart import arter

# The afdelinger of one organisation are read on its page; the whole municipality's by `afdelinger`.
OTHERS = {"afdelinger", "afdelinger_alle", "projekter"}


def test_every_kind_of_file_can_be_read_by_a_command():
    assert {art for _, art, _, _ in LINJEARTER} | OTHERS == set(arter())
