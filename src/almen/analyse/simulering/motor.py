"""The simulation itself. Knows no Django: children of a run import this and what stands beside it, nothing else.

What comes out (`resultat`), each `[v, fra, til]` the mean over the repetitions and the range of 90 in 100 of them, None where it was
not reached (a quantile: fewer cases than that were settled within the years):

    {"froe", "gentagelser", "aar", "indkoering_aar", "sager_pr_aar",
     "forloeb": [{"navn", "version", "begyndt": [v, fra, til], "afsluttede": [..], "forkastede": [..], "ufaerdige": [..],
       "maal": [{"id", "navn", "antal", "p10": [v, fra, til], "q1", "median", "q3", "p90",
                 "fordeling": [[fra_dag, til_dag, pct], ...]}],     the last one's til_dag is None: longer, or not settled
       "koeer": [{"aktoer", "navn", "gennemsnit": [..], "stoerste": [..], "ventedage_median": [..]}],
       "boliger_pr_aar": [[aar, middel, fra, til], ...]}],
     "forskelle": [{"forloeb", "mod", "maal", "median": [v, fra, til]}]}     days, `forloeb` less `mod` (the first variant)
"""

from __future__ import annotations


class Afbrudt(Exception):
    """Whoever asked for the run stopped it."""
