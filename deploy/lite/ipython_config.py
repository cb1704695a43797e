"""What IPython is told in the browser, as sys.prefix/etc/ipython/ipython_config.py."""

settings = get_config()  # noqa: F821 (IPython gives it to this file)

# The learner's folder is kept by the page: with it on the path, every import asks the page for it, 50 times a start.
settings.InteractiveShellApp.ignore_cwd = True
settings.Completer.use_jedi = False  # it is not here
