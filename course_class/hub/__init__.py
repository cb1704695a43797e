"""A learner's part of a JupyterHub, without what no lesson needs: a class has as many as there are learners in it."""
