"""The two settings that JupyterLite writes when its kernel starts."""

_PIPLITE_DISABLE_PYPI = True
_PIPLITE_URLS = []
