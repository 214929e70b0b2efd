"""Benchmarks: bounded, on the loopback, figures printed with the machine named."""
