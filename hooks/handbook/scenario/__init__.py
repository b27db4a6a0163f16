"""Branching scenarios: their format, the proofs that they are complete, and how they are shown."""
