"""The route engine: who does what, in which order, on which legal ground. Pure: no Django, no clock.

definition   a route as data
indlaes      reads and validates a route from YAML (skema, validering, yamltekst, fejl)
udfald       outcomes and what they do to a step
tilstand     where a case stands; may_decide
register     case types, checks and effects that domain apps register
profil       a municipality's own facts, from `kommuner/<id>/profil.yaml`
vej          who decides on a given day
forskel      what changed between two versions
tegning      a route as text and as SVG
"""
