// Appliance: see docs/architecture.md.
