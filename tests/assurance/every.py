"""Every part of what is assured, in the order of the page."""

from tests.assurance.part_bad_input import BAD_INPUT
from tests.assurance.part_large import LARGE_COUNCIL
from tests.assurance.part_machine import MACHINE
from tests.assurance.part_mutants import MUTANTS
from tests.assurance.part_packages import PACKAGES
from tests.assurance.part_soak import SOAK
from tests.assurance.part_ways_in import WAYS_IN

PARTS = (*BAD_INPUT, LARGE_COUNCIL, *MACHINE, WAYS_IN, PACKAGES, *SOAK, *MUTANTS)
