"""What is said when something would be fetched from another machine."""


def get(url, *args, **kwargs):
    """Raise OSError: the site works without any other machine."""
    raise OSError(f"{url} is not fetched: this page asks nothing of other machines. Give the data itself.")
