// Media: see docs/architecture.md.
