"""The demo's key figures are marked and are of invented organisations only; some are bad, some are missing."""

from __future__ import annotations

import pytest

from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Boligorganisation
from almen.tilsyn.demo_noegletal import load_demo
from almen.tilsyn.indikatorer import load_indikatorer
from almen.tilsyn.kritisk import critical_values
from almen.tilsyn.models import Tilsynstal
from almen.tilsyn.selectors.grupper import groups_of


@pytest.mark.django_db
def test_invented_figures_are_marked_and_no_real_organisation_has_any(
    sagsbehandler, administrator, organisation, django_assert_max_num_queries
):
    Boligorganisation.objects.filter(pk=organisation.pk).update(demo=True)
    for n in range(1, 4):
        Boligorganisation.objects.create(navn=f"Demo-boligorganisation {n}", lbf_nummer=f"990{n}", demo=True)
    with django_assert_max_num_queries(80):
        load_demo(sagsbehandler, administrator)
    rows = Tilsynstal.objects.all()
    assert rows.count() > 600 and not rows.filter(demo=False).exists()
    assert not rows.filter(boligorganisation=organisation).exists()
    assert set(rows.values_list("sikkerhed", flat=True)) == {"usikker"}
    limits = critical_values(load_indikatorer(), 2025, current_parametre())
    latest = rows.filter(aar=2025, afdeling__isnull=False)
    assert any(limits[row.indikator].is_hit_by(row.vaerdi) for row in latest if row.indikator in limits)
    assert latest.count() < 12 * 9
    assert len({str(item) for item in groups_of(2025, current_parametre()).values()}) > 2
    before = rows.count()
    load_demo(sagsbehandler, administrator)
    assert rows.count() == before
