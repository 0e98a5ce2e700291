"""The benchmarks' data can be made: every model of a domain that leads to a case is copied with it."""

from __future__ import annotations

import pytest
from tests.byggeri.conftest import make_sag

from almen.godkendelser.models import Godkendelse
from almen.sager.models import Journalpost, Sag

pytestmark = pytest.mark.django_db


def test_copied_cases_have_everything_that_hangs_on_a_case(sagsgange, sagsbehandler, organisation):
    from bench.data import copied_models, copy_cases

    make_sag(sagsbehandler, organisation)
    copy_cases(offset=1_000_000, limit=1)
    assert Sag.objects.count() == 2
    for model in copied_models():
        rows = model._default_manager.all()
        if model is Journalpost:
            rows = rows.filter(sag__isnull=False)  # the system's own chain belongs to no case
        assert rows.count() % 2 == 0, model._meta.label
    assert Journalpost.objects.filter(sag_id__gt=1_000_000).exists()
    assert Godkendelse in copied_models()


def test_frames_belong_to_all_cases_and_are_not_copied():
    from bench.data import copied_models

    assert not {"Grundkapitalramme", "Rammeflytning"} & {model.__name__ for model in copied_models()}
