"""Every kind of approval that the research found is a kind here, another case type, a step of one, or no case for a stated reason."""

from __future__ import annotations

import pytest

from almen.godkendelser.typedefinition import load_typer
from almen.sagsgang.profil import list_kommuner, load_sagsgange_of
from almen.sagsgang.register import REGISTER

pytestmark = pytest.mark.kun_en_gang
SURE, LIKELY, UNCLEAR = "sikker", "sandsynlig", "usikker"
# The research's row, how sure it is, and the kinds that it is here.
TYPER = (
    ("Godkendelse af ny almen boligorganisation", SURE, ["ny_boligorganisation"]),
    ("Godkendelse af selvejende institution", SURE, ["selvejende_institution"]),
    ("Omdannelse af selvejende institution eller kollegium", LIKELY, ["omdannelse_af_selvejende"]),
    ("Nyt byggeforetagende uden egen afdeling", LIKELY, ["nyt_byggeforetagende_i_afdeling"]),
    ("Lån med pant forud for statslån", SURE, ["laan_forud_for_statslaan"]),
    ("Afhændelse uden almene boliger", SURE, ["afhaendelse_uden_boliger"]),
    ("Afhændelse med almene boliger", SURE, ["afhaendelse_med_boliger"]),
    ("Afhændelse under rammeaftale", SURE, ["afhaendelse_rammeaftale"]),
    ("Afhændelse i omdannelsesområde", SURE, ["afhaendelse_omdannelsesomraade"]),
    ("Undladelse af at opkræve tillægskøbesum", LIKELY, ["undladt_tillaegskoebesum"]),
    ("Væsentlig forandring", SURE, ["vaesentlig_forandring"]),
    ("Brug af bolig til andet end beboelse", SURE, ["nedlaeggelse_af_bolig"]),
    ("Sammenlægning i udsat boligområde", SURE, ["sammenlaegning_udsat_omraade"]),
    ("Sammenlægning uden for udsatte boligområder", LIKELY, ["sammenlaegning_uden_for_udsat"]),
    ("Stemmeafgivelse i ejerforening", SURE, ["stemme_i_ejerforening"]),
    ("Nedrivning", SURE, ["nedrivning"]),
    ("Lån uden kommunegaranti", SURE, ["laan_uden_garanti"]),
    ("Lån med kommunegaranti", SURE, ["laan_med_garanti"]),
    ("Låneomlægning", LIKELY, ["laaneomlaegning"]),
    ("Lejeforhøjelse ved forbedringer", LIKELY, ["lejeforhoejelse_forbedringer"]),
    ("Garanti for byggekredit", LIKELY, ["garanti_for_byggekredit"]),
    # The duty to step in is sure; the statute's text on the means has not been found.
    ("Indgriben, pligten", SURE, ["tilsyn_henvendelse"]),
    ("Indgriben, midlerne", UNCLEAR, ["tilsyn_undersoegelse", "tilsyn_paabud", "tilsyn_forretningsfoerer"]),
    ("Udlejning til bofællesskaber", SURE, ["bofaellesskaber"]),
    ("Kombineret udlejning", SURE, ["kombineret_udlejning"]),
    ("Afvisning i omdannelsesområde og dispensation", SURE, ["afvisning_dispensation"]),
    ("Udlejning af ældreboliger til andre", SURE, ["aeldreboliger_til_andre"]),
    ("Beslutning om kommunal anvisning", SURE, ["anvisning_beslutning"]),
    ("Aftale om kommunal anvisning", SURE, ["anvisning_aftale"]),
    ("Anvisning til genhusning", LIKELY, ["anvisning_genhusning"]),
    ("Pålæg om en samlet aftale", SURE, ["udlejning_paalaeg"]),
    ("Fortrinsret for børnefamilier", SURE, ["fortrin_boernefamilier"]),
    ("Vedtægtsændring", UNCLEAR, ["vedtaegtsaendring"]),
    ("Salg af almene familieboliger til lejere", UNCLEAR, ["salg_til_lejere"]),
)
# Rows whose certainty is that something was seen, not that its statute is known: the kind says less than the row.
SET_ET_STED = {
    "Frikøb af tilbagekøbsret": "frikoeb_tilbagekoebsret",
    "Øvrige lejeforhøjelser": "lejeforhoejelse_oevrige",
    "Kollektiv råderet med lån": "kollektiv_raaderet",
}
# Rows that are another case type here.
ANDRE = {
    "Fysisk helhedsplan": "renovering",
    "Skema A, renovering": "renovering",
    "Skema B, helhedsplan": "renovering",
    "Kapitaltilførsel efter femtedelsordningen": "renovering",
    "Fritagelse for indbetaling af udamortiserede ydelser": "renovering",
    "Garanti med regaranti": "renovering",
    "Garanti uden regaranti": "renovering",
    "Tilsagn til nybyggeri": "nybyggeri",
    "Endeligt projekt og anskaffelsessum": "nybyggeri",
    "Gennemgang af regnskab og revisionsprotokol": "aarshjulsopgave",
    "Aftale om fleksibel udlejning": "individuel_udlejningsaftale",
    "Årlig opgørelse af ledige boliger": "ledighedsopgoerelse",
    "Styringsdialog": "styringsdialog",
    "Udviklingsplan for omdannelsesområde": "udviklingsplan",
}
# No case: a duty that follows the cases above as a step, and an arrangement that ended long ago.
INGEN = {
    "Indberetning til Udbetaling Danmark": "trinnet indberetning i sager om ejendom",
    "Godkendelse af hver udlejning i nybyggeri": "historisk ordning 1996-2005",
}


def test_all_52_rows_are_accounted_for():
    split = 1  # one row is two here: the duty to step in, and the means
    assert len(TYPER) - split + len(SET_ET_STED) + len(ANDRE) + len(INGEN) == 52
    kinds = [kind for _, _, kinds in TYPER for kind in kinds] + list(SET_ET_STED.values())
    assert len(kinds) == len(set(kinds))
    assert set(kinds) == set(load_typer("koebenhavn"))


@pytest.mark.parametrize(("row", "sure", "kinds"), TYPER, ids=[row for row, _, _ in TYPER])
def test_a_kind_is_as_sure_as_its_source(row, sure, kinds):
    assert [load_typer("koebenhavn")[kind].sikkerhed for kind in kinds] == [sure] * len(kinds)


def test_rows_of_other_case_types_name_one_that_exists():
    assert set(ANDRE.values()) <= set(REGISTER.sagstyper)


@pytest.mark.parametrize("kommune", list_kommuner())
def test_the_report_to_udbetaling_danmark_is_a_step(kommune):
    routes = {route.sagstype: route for route in load_sagsgange_of(kommune)}
    assert "indberetning" in routes["nedrivning"].efter_id


def test_the_means_of_supervision_say_that_their_statute_was_not_found():
    for kind in ("tilsyn_undersoegelse", "tilsyn_paabud", "tilsyn_forretningsfoerer"):
        assert any("ikke fundet" in hjemmel for hjemmel in load_typer("koebenhavn")[kind].hjemmel)
