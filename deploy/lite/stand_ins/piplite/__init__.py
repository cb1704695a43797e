"""What is said when a package would be installed."""


async def install(*args, **kwargs):
    """Raise ImportError: the site has all packages that the lessons need, and no others."""
    raise ImportError("No package can be installed here. Everything the lessons need is already there.")
