// RoutingTests: see docs/architecture.md.
