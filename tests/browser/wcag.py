"""What axe looks for on every page: the rules of WCAG 2.2, A and AA."""

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    # All that breaks a rule is told in full; telling as much of all that does not takes a third of axe's time.
    "resultTypes": ["violations"],
}
