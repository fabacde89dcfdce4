"""Measures of every bound that the documentation gives, and the generators that they and tests use.

Each is run from the root of the repository: ``python -m benchmarks.planted``.
"""
