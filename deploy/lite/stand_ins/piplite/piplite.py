"""What JupyterLite imports before its kernel, to write two settings."""

import sys

_PIPLITE_DISABLE_PYPI = True
_PIPLITE_URLS = []

# The learner's folder is kept by the page: with it on the path, every import asks the page for it, 50 times a start.
sys.path[:] = [place for place in sys.path if place]
