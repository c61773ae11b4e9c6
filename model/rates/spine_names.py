"""Pay spines by the names that people call them."""

SPINES = {
    "njc": "NJC national pay spine",
    "glpc_outer": "Outer London pay spine (GLPC)",
    "glpc_inner": "Inner London pay spine (GLPC)",
    "soulbury_eip": "Soulbury spine, educational improvement professionals",
    "soulbury_manager": "Soulbury spine, young people’s and community service managers",
    "youth_and_community": "Youth and community workers’ pay spine (JNC)",
    "teachers_england": "Teachers’ pay, England outside London",
    "teachers_fringe": "Teachers’ pay, London fringe",
    "teachers_outer": "Teachers’ pay, outer London",
    "teachers_inner": "Teachers’ pay, inner London",
}
"""A spine that is not here is a council's own, and goes by its own name."""


def spine_name(name: str) -> str:
    """A spine in words; one of a council's own by its own name."""
    return SPINES.get(name, f"Pay spine {name}")
