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
"""Spines of national and London agreements. Any other is a council's own, and has its own name."""


def spine_name(name: str) -> str:
    """The name of a spine in words: ``NJC national pay spine``, or ``Pay spine`` and the name of a council's own."""
    return SPINES.get(name, f"Pay spine {name}")
