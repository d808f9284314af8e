"""Trains the networks that see the card: where it is, how it lies, and where its lines of print stand."""
