// Audio: see docs/architecture.md.
