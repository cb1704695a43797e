"""The camps and the kinds of actors in plain words. A camp is a shorthand for teaching, of July 2022."""

CAMPS = {
    "west": "West",
    "other": "Shared or neither",
    "east": "East",
    "international": "International",
    "foreign_state": "Foreign states and forces",
    "historical": "Earlier actors",
}
SHORTHAND = "The camps are those of July 2022. They are a shorthand for teaching and do not say who is right."

KINDS = {
    "person": "People",
    "institution": "Institutions",
    "armed_group": "Armed forces and armed groups",
    "community": "Communities",
    "state": "States",
    "international_body": "International bodies",
}
