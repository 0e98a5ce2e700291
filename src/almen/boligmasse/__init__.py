"""Housing stock by tenure and completed dwellings: the yearly picture (M1, M2)."""
