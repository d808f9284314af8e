"""A world to measure in: wholly invented identity cards in great variety, photographed, with the truth beside them."""

from .scene import Scene, render

__all__ = ["Scene", "render"]
