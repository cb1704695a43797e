"""What brings the course to people: start.py's own parts, the site, the hub and the lists of packages."""
