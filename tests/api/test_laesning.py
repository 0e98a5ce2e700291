"""The short way to read a case gives what the ordinary way gives."""

from __future__ import annotations

import pytest

from almen.api import svar
from almen.api.laesning import FRIST_FIELDS, find_sag, read_beslutninger, read_frister
from almen.byggeri.services import DelInput, save_skema
from almen.sager.models import Sag
from almen.sager.selectors.forloeb import load_forloeb
from almen.sager.services import add_frist, record_beslutning

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(api, nummer, sagsbehandler):
    """A mixed life: two versions of Skema A, a postponed step, decisions, a deadline by hand."""
    import datetime as dt

    sag = Sag.objects.get(nummer=nummer)
    dele = [
        DelInput(boligtype="familie", antal=9, bruttoareal_m2=700, anskaffelsessum=25_000_000),
        DelInput(boligtype="ungdom", antal=4, bruttoareal_m2=180, anskaffelsessum=6_000_000),
    ]
    save_skema(bruger=sagsbehandler, sag=sag, bogstav="A", dele=dele)
    record_beslutning(
        bruger=sagsbehandler,
        sag=sag,
        trin="ansoegning",
        udfald="udsat",
        begrundelse="Bilag mangler",
        kilde="brev",
    )
    record_beslutning(bruger=sagsbehandler, sag=sag, trin="ansoegning", kilde="brev")
    add_frist(bruger=sagsbehandler, sag=sag, titel="Rykker", dato=dt.date(2030, 1, 1))
    return sag


def _the_ordinary_way(nummer: str) -> str:
    sag = Sag.objects.select_related("boligorganisation").get(nummer=nummer)
    frister = [{name: getattr(item, name) for name in FRIST_FIELDS} for item in sag.frister.all()]
    return svar.dumps(svar.sag_to_dict(sag, load_forloeb(sag), frister))


def test_both_ways_say_the_same(case, sagsbehandler):
    sag = find_sag(sagsbehandler, case.nummer)
    short = svar.dumps(svar.sag_to_dict(sag, load_forloeb(sag, read_beslutninger(sag)), read_frister(sag)))
    assert short == _the_ordinary_way(case.nummer)
    assert '"ungdom"' in short
    assert "Rykker" in short


def test_who_sees_all_and_who_sees_some_read_the_same_case(case, api, make_api, boligorganisation_bruger):
    own = make_api(boligorganisation_bruger).get(f"/sager/{case.nummer}")
    assert own.content == api.get(f"/sager/{case.nummer}").content


def test_a_confidential_case_is_closed_to_those_who_see_some(case, make_api, administrator, suf):
    Sag.objects.filter(pk=case.pk).update(fortrolighed="fortrolig")
    for stranger in (administrator, suf):
        assert make_api(stranger).get(f"/sager/{case.nummer}").status_code == 404
