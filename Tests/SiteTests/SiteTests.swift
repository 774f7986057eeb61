// SiteTests: see docs/architecture.md.
