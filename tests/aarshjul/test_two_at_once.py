"""Two people start the same year in the same second: each task gets one case."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.sager.test_two_at_once import at_once

from almen.aarshjul.models import Aarshjulsopgave
from almen.aarshjul.selectors import plan_aar
from almen.aarshjul.services import open_aar
from almen.sager.models import Sag
from almen.sager.services import verify_journal

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_task_gets_one_case(sagsgange, sagsbehandler, leder, organisation, anden_organisation):
    aar = timezone.localdate().year
    results = at_once([lambda who=who: open_aar(bruger=who, aar=aar) for who in (sagsbehandler, leder)])
    assert not [item for item in results if isinstance(item, Exception)], results
    assert sorted(len(item) for item in results) == [0, len(plan_aar(aar).opgaver)]
    assert Aarshjulsopgave.objects.count() == Sag.objects.count() == len(plan_aar(aar).opgaver)
    assert verify_journal() == []
