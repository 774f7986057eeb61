// SIPLine: see docs/architecture.md.
