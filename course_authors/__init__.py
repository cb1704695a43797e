"""What those who carry the course on need: it is no part of what a learner installs in the browser."""
