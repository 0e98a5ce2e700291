"""The units a parameter may have. An unknown unit in a file is an error at load; a new one is one line here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Vaerditype = Literal["decimal", "heltal", "dato", "tekst", "maaned_dag"]


@dataclass(frozen=True, slots=True)
class Enhed:
    """A unit: its id, which kind of value it takes, and how it is written after the number."""

    id: str
    type: Vaerditype
    tekst: str


_ENHEDER = (
    Enhed("pct", "decimal", "%"),
    Enhed("pct_point", "decimal", "procentpoint"),
    Enhed("pct_pr_aar", "decimal", "% om året"),
    Enhed("pct_af_anskaffelsessum", "decimal", "% af anskaffelsessummen"),
    Enhed("pct_af_laan", "decimal", "% af lånet"),
    Enhed("pct_af_ejendomsvaerdi", "decimal", "% af ejendommens værdi"),
    Enhed("pct_af_indeksstigning", "decimal", "% af stigningen i indekset"),
    Enhed("pct_af_ydelsesstoette", "decimal", "% af ydelsesstøtten"),
    Enhed("pct_af_serviceareal_sum", "decimal", "% af servicearealets anskaffelsessum"),
    Enhed("pct_af_maksimumsbeloeb", "decimal", "% af maksimumsbeløbet"),
    Enhed("pct_over_maksimumsbeloeb", "decimal", "% over maksimumsbeløbet"),
    Enhed("pct_stigning", "decimal", "% stigning"),
    Enhed("pct_boligledighed", "decimal", "% boligledighed"),
    Enhed("pct_almene_i_lokalplan", "decimal", "% almene boliger i lokalplanen"),
    Enhed("pct_af_garanti", "decimal", "% af garantien"),
    Enhed("pct_af_stoettede_arbejder", "decimal", "% af de støttede arbejder"),
    Enhed("pct_af_kapitaltilfoersel", "decimal", "% af kapitaltilførslen"),
    Enhed("pct_af_hovedstol_pr_kvartal", "decimal", "% af den regulerede hovedstol pr. kvartal"),
    Enhed("pct_af_aarsvaerk", "decimal", "% af årsværkene"),
    Enhed("pct_af_regionens_indkomst", "decimal", "% af regionens gennemsnit"),
    Enhed("gange_landsgennemsnittet", "decimal", "gange landsgennemsnittet"),
    Enhed("promille_af_anskaffelsessum", "decimal", "‰ af anskaffelsessummen"),
    Enhed("kr", "heltal", "kr."),
    Enhed("kr_pr_aar", "heltal", "kr. om året"),
    Enhed("kr_pr_bolig", "heltal", "kr. pr. bolig"),
    Enhed("kr_pr_m2", "heltal", "kr. pr. m²"),
    Enhed("kr_pr_maaned", "heltal", "kr. pr. måned"),
    Enhed("m2", "heltal", "m²"),
    Enhed("m2_pr_bolig", "heltal", "m² bruttoetageareal pr. bolig"),
    Enhed("antal", "heltal", ""),
    Enhed("tal", "decimal", ""),
    Enhed("boliger", "heltal", "boliger"),
    Enhed("beboere", "heltal", "beboere"),
    Enhed("lister", "heltal", "lister i træk"),
    Enhed("aar", "heltal", "år"),
    Enhed("maaneder", "heltal", "måneder"),
    Enhed("dage", "heltal", "dage"),
    Enhed("dato", "dato", ""),
    Enhed("dag_aaret_efter", "maaned_dag", "i året efter"),
    Enhed("dag_i_aaret", "maaned_dag", "(måned og dag)"),
    Enhed("broek_af_kommunens_udgifter", "tekst", "af kommunens udgifter"),
    Enhed("tekst", "tekst", ""),
)
ENHEDER: dict[str, Enhed] = {enhed.id: enhed for enhed in _ENHEDER}
