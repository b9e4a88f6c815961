"""The ways out, a module each."""
