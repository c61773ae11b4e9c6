"""Illustrative customers, made up by a stated rule, for a case whose customers are known only by number.

The rule is arithmetic, with no chance in it, so that whoever doubts a row can work it out. Nothing in it is a fact
about any school. Schools are numbered from 1 and centres after them; n is the number.

- Phase, of each 102 schools: the first 4 are nursery, the next 78 primary, the next 16 secondary, the last 4 special.
- Pupils: nursery 40 + 10 for each step of n mod 4; primary 120 + 30 x (7n mod 16); secondary 700 + 100 x (5n mod 8);
  special 60 + 20 x (n mod 4); a centre has none.
- Packages: all take remote support; hosting is left out where n is a multiple of 4; appliance testing is taken where n
  is a multiple of 3; technician visits, in half-days a week, are 1 where n is even and of a primary above 300 pupils,
  2 of a secondary, 1 of a special school, and else none.
- Agreement: from 1 April 2010; where n is a multiple of 5 its year begins in September and the first ends on 31 August
  2011, else in April and it ends on 31 March 2011.
- Renewal: certain where n is a multiple of 9, not at all where it is 50, and else not known.
- Academies: secondaries with n a multiple of 8 become academies on 1 September 2011. One in a hundred pounds of what
  centres are charged is taken as a bad debt.
"""

import csv
import io

HEADING = (
    "reference",
    "phase",
    "pupils",
    "kind",
    "academy_from",
    "packages",
    "first_day",
    "last_day",
    "agreement_year",
    "renews",
    "bad_debt",
)
SHARES = (("nursery", 4), ("primary", 78), ("secondary", 16), ("special", 4))
OF = sum(number for _, number in SHARES)
CONVERTS = "2011-09-01"


def illustrative_customers(schools: int, centres: int) -> list[dict[str, str]]:
    """One row a customer by the rule of this module, column to text: schools first, then centres."""
    return [_customer(n, _phase(n) if n <= schools else "centre") for n in range(1, schools + centres + 1)]


def illustrative_csv(schools: int, centres: int) -> str:
    """The same as the text of a customers file."""
    file = io.StringIO()
    writer = csv.DictWriter(file, HEADING, lineterminator="\n")
    writer.writeheader()
    writer.writerows(illustrative_customers(schools, centres))
    return file.getvalue()


def _phase(n: int) -> str:
    place = (n - 1) % OF
    for phase, number in SHARES:
        if place < number:
            return phase
        place -= number
    raise AssertionError("the shares make up the whole")


def _pupils(n: int, phase: str) -> int:
    return {
        "nursery": 40 + 10 * (n % 4),
        "primary": 120 + 30 * (7 * n % 16),
        "secondary": 700 + 100 * (5 * n % 8),
        "special": 60 + 20 * (n % 4),
        "centre": 0,
    }[phase]


def _packages(n: int, phase: str, pupils: int) -> str:
    visits = {"primary": int(n % 2 == 0 and pupils > 300), "secondary": 2, "special": 1}.get(phase, 0)
    taken = ["remote"]
    taken += ["hosting"] if n % 4 else []
    taken += ["testing"] if n % 3 == 0 else []
    return "; ".join([*taken, *([f"visits x {visits}"] if visits else [])])


def _customer(n: int, phase: str) -> dict[str, str]:
    pupils, september = _pupils(n, phase), n % 5 == 0
    return {
        "reference": f"Illustrative {'centre' if phase == 'centre' else 'school'} {n:03d}",
        "phase": phase,
        "pupils": str(pupils),
        "kind": "maintained",
        "academy_from": CONVERTS if phase == "secondary" and n % 8 == 0 else "",
        "packages": _packages(n, phase, pupils),
        "first_day": "2010-04-01",
        "last_day": "2011-08-31" if september else "2011-03-31",
        "agreement_year": "September" if september else "April",
        "renews": "0%" if n == 50 else "100%" if n % 9 == 0 else "",
        "bad_debt": "1%" if phase == "centre" else "",
    }
