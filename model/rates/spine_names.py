"""The names of the pay spines, as a reader knows them."""

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
"""Each spine of a national or London agreement to its name in words. Any other spine is a council's own."""


def spine_name(name: str) -> str:
    """The name of a spine in words: ``NJC national pay spine``; for a council's own, ``Pay spine`` and its name."""
    return SPINES.get(name, f"Pay spine {name}")
