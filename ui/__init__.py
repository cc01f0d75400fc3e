"""The page: comes in: an Assistant, goes out: a web page that shows its answers and nothing else."""

from ui.app import build_app
from ui.serve import serve
from ui.site import Site, make_site

__all__ = ["Site", "build_app", "make_site", "serve"]
