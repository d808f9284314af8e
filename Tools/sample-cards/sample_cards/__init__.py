"""Draws made-up Indonesian identity cards and photographs them. See README.md beside this package."""
