// ApplianceTests: see docs/architecture.md.
