"""What if: simulated cases on the routes as they are, or as they might be (SimPy), with durations drawn from the observed ones.

Children of a simulation import this package: nothing is imported here.
"""
