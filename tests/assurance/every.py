"""Every part of what is assured, in the order of the page."""

from tests.assurance.part_mutants import MUTANTS

PARTS = (*MUTANTS,)
