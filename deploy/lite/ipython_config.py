"""What IPython is told in the browser, as sys.prefix/etc/ipython/ipython_config.py."""

settings = get_config()  # noqa: F821 (IPython gives it to this file)

# As piplite.py, the stand-in, has taken the learner's folder off the path, IPython must not put it back.
settings.InteractiveShellApp.ignore_cwd = True
settings.Completer.use_jedi = False  # it is not here
