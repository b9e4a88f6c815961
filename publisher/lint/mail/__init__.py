"""The bytes of a message -> findings: what mail programs and filters make of it."""
