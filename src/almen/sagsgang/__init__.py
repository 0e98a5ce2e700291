"""The route engine: who does what, in which order, on which legal ground. Pure: no Django, no clock.

definition   a route as data            indlaes   reads and validates YAML      udfald     outcomes and what they do
tilstand     where a case stands        register  case types, checks, effects   profil     a municipality's own facts
vej          who decides on a given day tegning   a route as text and as SVG    forskel    what changed between versions
"""
