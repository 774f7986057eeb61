// MediaTests: see docs/architecture.md.
