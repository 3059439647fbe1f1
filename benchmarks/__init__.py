"""Measurements of speed and size, each beside its rival in one run: `python -m benchmarks`."""
