"""Building pages. Thin: rights through `visible_…`, reading by selectors, writing by services."""
