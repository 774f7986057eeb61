// RecordsTests: see docs/architecture.md.
