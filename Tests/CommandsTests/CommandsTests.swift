// CommandsTests: see docs/architecture.md.
