// Phone: see docs/architecture.md.
