// SIPLineTests: see docs/architecture.md.
