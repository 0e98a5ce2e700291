"""Areas, boundaries, afdelinger, designations, figures and published classes: added with reasons, journalled, never altered."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from tests.omraader.aflaesninger import liste, make_omraade

from almen.omraader.models import (
    Kommuneudpegning,
    Listeudpegning,
    Noegletal,
    Omraade,
    Omraadegraense,
    Omraadestand,
)
from almen.omraader.services import (
    Graenseinput,
    Listeinput,
    Noegletalinput,
    Omraadeinput,
    Udpegningsinput,
    create_omraade,
    designate_omraade,
    edit_omraade,
    end_tilknytning,
    link_afdeling,
    register_graense,
    register_listeklasser,
    register_noegletal,
    remove_graense,
    remove_tilknytning,
    withdraw_listeklasser,
    withdraw_noegletal,
)
from almen.omraader.services.stand import find_afvigelser
from almen.organisationer.models import Afdeling
from almen.regler.fejl import UgyldigtInput
from almen.sager.models import Journalpost
from almen.sager.services import verify_journal

KILDE = {"kilde": "Ministeriets liste", "sikkerhed": "sikker"}
OMRIDS = {
    "type": "MultiPolygon",
    "coordinates": [[[[12.55, 55.7], [12.56, 55.7], [12.56, 55.705], [12.55, 55.7]]]],
}


@pytest.fixture
def omraade(sagsbehandler) -> Omraade:
    return make_omraade(sagsbehandler)


def tal(omraade, vaerdi="50.0", indikator="grundskole_pct", **more) -> Noegletalinput:
    number = None if vaerdi is None else Decimal(vaerdi)
    values = {"omraade": omraade and omraade.pk, "liste": liste(2024), **KILDE, **more}
    return Noegletalinput(indikator=indikator, vaerdi=number, **values)


def fields(error) -> set[str]:
    return {item.felt for item in error.value.fejl}


# -------------------------------------------------------------------------------------------------------------------- areas
def test_an_area_is_registered_in_the_own_municipality_and_its_name_is_free(sagsbehandler):
    made = create_omraade(
        bruger=sagsbehandler, omraade=Omraadeinput(" Tingbjerg/ Utterslevhuse ", bydel="Brønshøj")
    )
    assert (made.navn, made.kommune, made.bydel) == (
        "Tingbjerg/ Utterslevhuse",
        "København",
        "Brønshøj-Husum",
    )
    with pytest.raises(UgyldigtInput, match="findes allerede") as error:
        create_omraade(bruger=sagsbehandler, omraade=Omraadeinput("tingbjerg / utterslevhuse"))
    assert fields(error) == {"navn"}
    other = create_omraade(
        bruger=sagsbehandler, omraade=Omraadeinput("Tingbjerg/Utterslevhuse", kommune="Odense")
    )
    assert other.pk != made.pk


def test_editing_an_area_keeps_what_stood_before_in_the_journal(sagsbehandler, omraade):
    edit_omraade(bruger=sagsbehandler, omraade=omraade, nyt=Omraadeinput("Prøveparken", bydel="Valby"))
    post = Journalpost.objects.filter(art="omraade_rettet").get()
    assert post.data["foer"] == {"bydel": ""} and post.data["efter"] == {"bydel": "Valby"}
    edit_omraade(bruger=sagsbehandler, omraade=omraade, nyt=Omraadeinput("Prøveparken", bydel="Valby"))
    assert Journalpost.objects.filter(art="omraade_rettet").count() == 1 and verify_journal() == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"navn": " "}, "navn"),
        ({"navn": "x" * 161}, "navn"),
        ({"navn": "Parken", "bydel": "Gotham"}, "bydel"),
        ({"navn": "Parken", "kilde": "x" * 401}, "kilde"),
    ],
)
def test_what_is_wrong_with_an_area_is_told_at_its_field(sagsbehandler, given, field):
    with pytest.raises(UgyldigtInput) as error:
        create_omraade(bruger=sagsbehandler, omraade=Omraadeinput(**given))
    assert fields(error) == {field} and not Omraade.objects.exists()


def test_others_may_not_keep_areas_or_figures(revisor, omraade):
    for act in (
        lambda: create_omraade(bruger=revisor, omraade=Omraadeinput("Ny")),
        lambda: register_noegletal(bruger=revisor, tal=tal(omraade)),
        lambda: register_listeklasser(bruger=revisor, item=Listeinput(omraade.pk, liste(2024), (), **KILDE)),
        lambda: register_graense(
            bruger=revisor, omraade=omraade, graense=Graenseinput(OMRIDS, "wgs84", None, **KILDE)
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()


# --------------------------------------------------------------------------------------------------------------- boundaries
def test_a_new_boundary_ends_the_one_before_and_its_removal_gives_the_time_back(sagsbehandler, omraade):
    def put(fra):
        return register_graense(
            bruger=sagsbehandler, omraade=omraade, graense=Graenseinput(OMRIDS, "wgs84", fra, **KILDE)
        )

    first = put(None)
    second = put(dt.date(2023, 10, 1))
    first.refresh_from_db()
    assert first.gyldig_til == dt.date(2023, 9, 30) and second.gyldig_til is None
    for fra in (None, dt.date(2023, 10, 1), dt.date(2020, 1, 1)):
        with pytest.raises(UgyldigtInput) as error:
            put(fra)
        assert fields(error) == {"gyldig_fra"}
    remove_graense(bruger=sagsbehandler, graense=second, begrundelse="Forkert fil")
    first.refresh_from_db()
    assert first.gyldig_til is None and Omraadegraense.objects.count() == 1
    assert Journalpost.objects.get(art="omraadegraense_fjernet").data["geometri"] == OMRIDS
    with pytest.raises(UgyldigtInput, match="i mellemtiden"):
        remove_graense(bruger=sagsbehandler, graense=second, begrundelse="Igen")


def test_an_area_of_the_municipality_lies_in_it(sagsbehandler, omraade):
    aarhus = {
        "type": "MultiPolygon",
        "coordinates": [[[[10.1, 56.1], [10.2, 56.1], [10.2, 56.2], [10.1, 56.1]]]],
    }
    with pytest.raises(UgyldigtInput, match="uden for København"):
        register_graense(
            bruger=sagsbehandler, omraade=omraade, graense=Graenseinput(aarhus, "wgs84", None, **KILDE)
        )
    other = make_omraade(sagsbehandler, "Gellerupparken/Toveshøj", kommune="Aarhus")
    assert register_graense(
        bruger=sagsbehandler, omraade=other, graense=Graenseinput(aarhus, "wgs84", None, **KILDE)
    ).pk


# -------------------------------------------------------------------------------------------- afdelinger and own designations
def test_an_afdeling_lies_in_an_area_once_at_a_time_and_may_lie_in_several(
    sagsbehandler, omraade, organisation
):
    afdeling = Afdeling.objects.create(boligorganisation=organisation, nummer="12", navn="Gården")
    link = link_afdeling(bruger=sagsbehandler, omraade=omraade, afdeling=afdeling, fra=dt.date(2015, 1, 1))
    with pytest.raises(UgyldigtInput, match="i forvejen"):
        link_afdeling(bruger=sagsbehandler, omraade=omraade, afdeling=afdeling, til=dt.date(2015, 1, 1))
    end_tilknytning(bruger=sagsbehandler, tilknytning=link, til=dt.date(2019, 12, 31))
    with pytest.raises(UgyldigtInput, match="mellemtiden"):
        end_tilknytning(bruger=sagsbehandler, tilknytning=link, til=dt.date(2020, 12, 31))
    link_afdeling(bruger=sagsbehandler, omraade=omraade, afdeling=afdeling, fra=dt.date(2020, 1, 1))
    other = make_omraade(sagsbehandler, "Naboparken")
    second = link_afdeling(bruger=sagsbehandler, omraade=other, afdeling=afdeling)
    remove_tilknytning(bruger=sagsbehandler, tilknytning=second, begrundelse="Forkert afdeling")
    assert [item.omraade for item in afdeling.omraadeafdelinger.all()] == [omraade, omraade]
    assert Journalpost.objects.get(art="omraadeafdeling_fjernet").data["afdeling_id"] == afdeling.pk
    with pytest.raises(UgyldigtInput) as error:
        link_afdeling(
            bruger=sagsbehandler,
            omraade=other,
            afdeling=afdeling,
            fra=dt.date(2020, 1, 2),
            til=dt.date(2020, 1, 1),
        )
    assert fields(error) == {"til"}


def test_the_municipalitys_own_designation_stands_beside_the_states(sagsbehandler, omraade):
    given = Udpegningsinput("Politik for udsatte byområder 2017–2025", dt.date(2017, 6, 22), None, **KILDE)
    made = designate_omraade(bruger=sagsbehandler, omraade=omraade, udpegning=given)
    with pytest.raises(UgyldigtInput, match="i forvejen"):
        designate_omraade(bruger=sagsbehandler, omraade=omraade, udpegning=given)
    end_tilknytning(bruger=sagsbehandler, tilknytning=made, til=dt.date(2025, 5, 25))
    newer = Udpegningsinput("Politik for udsatte byområder 2025–2035", dt.date(2025, 6, 19), None, **KILDE)
    designate_omraade(bruger=sagsbehandler, omraade=omraade, udpegning=newer)
    assert [item.til for item in Kommuneudpegning.objects.order_by("fra")] == [dt.date(2025, 5, 25), None]
    with pytest.raises(UgyldigtInput) as error:
        designate_omraade(
            bruger=sagsbehandler, omraade=omraade, udpegning=Udpegningsinput(" ", None, None, "", "vis")
        )
    assert fields(error) == {"grundlag", "kilde", "sikkerhed"}


# ------------------------------------------------------------------------------------------------------------------- figures
def test_a_figure_keeps_the_decimals_it_was_printed_with(sagsbehandler, omraade):
    for indikator, text in (("doemte_pct", "2.70"), ("grundskole_pct", "50.0"), ("indkomst_pct", "55.0")):
        saved = register_noegletal(bruger=sagsbehandler, tal=tal(omraade, text, indikator))
        assert str(Noegletal.objects.get(pk=saved.pk).tal) == text
    assert Omraadestand.objects.get().tal == {
        "doemte_pct": "2.70",
        "grundskole_pct": "50.0",
        "indkomst_pct": "55.0",
    }


def test_a_figure_is_replaced_with_a_reason_and_the_old_one_stays(sagsbehandler, omraade):
    first = register_noegletal(bruger=sagsbehandler, tal=tal(omraade, "50.0"))
    with pytest.raises(UgyldigtInput) as error:
        register_noegletal(bruger=sagsbehandler, tal=tal(omraade, "50.1"))
    assert fields(error) == {"begrundelse"}
    with pytest.raises(UgyldigtInput, match="står der allerede"):
        register_noegletal(bruger=sagsbehandler, tal=tal(omraade, "50.0"), begrundelse="Igen")
    second = register_noegletal(
        bruger=sagsbehandler, tal=tal(omraade, "50.1"), begrundelse="Rettet af ministeriet", erstatter=first
    )
    with pytest.raises(UgyldigtInput, match="i mellemtiden"):
        register_noegletal(
            bruger=sagsbehandler, tal=tal(omraade, "50.2"), begrundelse="Rettet", erstatter=first
        )
    assert list(Noegletal.objects.gaeldende()) == [second] and Noegletal.objects.count() == 2
    assert Omraadestand.objects.get().tal == {"grundskole_pct": "50.1"}
    withdraw_noegletal(bruger=sagsbehandler, noegletal=second, begrundelse="Hører til et andet område")
    assert not Omraadestand.objects.exists() and Noegletal.objects.count() == 3
    again = register_noegletal(bruger=sagsbehandler, tal=tal(omraade, "50.3"))
    assert again.begrundelse == "Registreret igen" and list(find_afvigelser()) == [] == verify_journal()


def test_a_source_that_does_not_know_is_written_so(sagsbehandler, omraade):
    register_noegletal(bruger=sagsbehandler, tal=tal(omraade, None))
    assert Omraadestand.objects.get().tal == {"grundskole_pct": None}


def test_a_reference_reaches_every_area_of_its_list(sagsbehandler, omraade):
    for indikator, text in (
        ("beboere", "2000"),
        ("uden_for_arbejdsmarked_pct", "41.0"),
        ("doemte_pct", "2.10"),
        ("ikkevestlige_pct", "60.0"),
    ):
        register_noegletal(bruger=sagsbehandler, tal=tal(omraade, text, indikator))
    assert Omraadestand.objects.get().hovedklasse == ""
    register_noegletal(bruger=sagsbehandler, tal=tal(None, "0.70", "landsgennemsnit_doemte_pct"))
    assert Omraadestand.objects.get().hovedklasse == "parallelsamfund"
    register_noegletal(
        bruger=sagsbehandler, tal=tal(None, "280000", "region_indkomst_kr", region="Hovedstaden")
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"indikator": "trivsel"}, "indikator"),
        ({"omraade": None}, "omraade"),
        ({"indikator": "landsgennemsnit_doemte_pct"}, "omraade"),
        ({"indikator": "landsgennemsnit_doemte_pct", "omraade": None, "vaerdi": Decimal(0)}, "vaerdi"),
        ({"indikator": "region_indkomst_kr", "omraade": None}, "region"),
        ({"region": "Hovedstaden"}, "region"),
        ({"vaerdi": Decimal("100.1")}, "vaerdi"),
        ({"vaerdi": Decimal("-1")}, "vaerdi"),
        ({"vaerdi": Decimal("1.23456")}, "vaerdi"),
        ({"indikator": "beboere", "vaerdi": Decimal("1000.5")}, "vaerdi"),
        ({"liste": dt.date(2024, 5, 1)}, "liste"),
        ({"liste": dt.date(2009, 12, 1)}, "liste"),
        ({"liste": dt.date(2099, 12, 1)}, "liste"),
        ({"kilde": " "}, "kilde"),
        ({"kilde_adresse": "javascript:alert(1)"}, "kilde_adresse"),
        ({"sikkerhed": "vis"}, "sikkerhed"),
        ({"note": "x" * 401}, "note"),
    ],
)
def test_what_is_wrong_with_a_figure_is_told_at_its_field(sagsbehandler, omraade, change, field):
    values = {
        "omraade": omraade.pk,
        "liste": liste(2024),
        "indikator": "grundskole_pct",
        "vaerdi": Decimal(50),
        **KILDE,
    }
    with pytest.raises(UgyldigtInput) as error:
        register_noegletal(bruger=sagsbehandler, tal=Noegletalinput(**{**values, **change}))
    assert fields(error) == {field} and not Noegletal.objects.exists()


def test_the_database_itself_refuses_to_change_or_remove_a_reading(sagsbehandler, omraade):
    saved = register_noegletal(bruger=sagsbehandler, tal=tal(omraade))
    udpegning = register_listeklasser(
        bruger=sagsbehandler, item=Listeinput(omraade.pk, liste(2024), (), **KILDE)
    )
    for row in (saved, udpegning):
        for act in (
            lambda row=row: type(row).objects.filter(pk=row.pk).update(kilde="x"),
            lambda row=row: type(row).objects.filter(pk=row.pk)._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()


# ------------------------------------------------------------------------------------------------------------ published classes
def test_the_published_class_is_stored_with_what_it_presupposes(sagsbehandler, omraade):
    item = Listeinput(omraade.pk, liste(2022), ("omdannelsesomraade",), **KILDE)
    saved = register_listeklasser(bruger=sagsbehandler, item=item)
    assert saved.klasser == ["omdannelsesomraade", "parallelsamfund", "udsat_boligomraade"]
    assert Omraadestand.objects.get().hovedklasse == "omdannelsesomraade"
    with pytest.raises(UgyldigtInput, match="står der allerede"):
        register_listeklasser(bruger=sagsbehandler, item=item, begrundelse="Igen")
    other = Listeinput(omraade.pk, liste(2022), (), **KILDE)
    with pytest.raises(UgyldigtInput) as error:
        register_listeklasser(bruger=sagsbehandler, item=other)
    assert fields(error) == {"begrundelse"}
    newer = register_listeklasser(
        bruger=sagsbehandler, item=other, begrundelse="Læst forkert", erstatter=saved
    )
    assert Omraadestand.objects.get().offentliggjort == [] and Omraadestand.objects.get().hovedklasse == ""
    withdraw_listeklasser(bruger=sagsbehandler, udpegning=newer, begrundelse="Forkert område")
    assert not Omraadestand.objects.exists() and Listeudpegning.objects.count() == 3


def test_a_list_has_the_classes_of_the_law_of_its_day(sagsbehandler, omraade):
    for aar, klasse in (
        (2019, "forebyggelsesomraade"),
        (2019, "ghettoomraade"),
        (2015, "parallelsamfund"),
        (2024, "trivsel"),
    ):
        with pytest.raises(UgyldigtInput, match="er ikke på listen") as error:
            register_listeklasser(
                bruger=sagsbehandler, item=Listeinput(omraade.pk, liste(aar), (klasse,), **KILDE)
            )
        assert fields(error) == {"klasser"}
