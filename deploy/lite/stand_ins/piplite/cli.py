"""What `%pip` becomes."""


async def get_transformed_code(argv):
    """Return code that says why nothing is installed."""
    return "import piplite; await piplite.install()"
