// SwitchboardTests: see docs/architecture.md.
