"""The page: comes in: an Assistant, goes out: a web page that shows its answers and nothing else."""

from ui.app import build_app
from ui.serve import serve

__all__ = ["build_app", "serve"]
