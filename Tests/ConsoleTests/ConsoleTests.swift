// ConsoleTests: see docs/architecture.md.
