// AudioTests: see docs/architecture.md.
