"""Illustrative customers, made up by a stated rule, for a case whose customers are known only by number.

The rule is arithmetic, with no chance in it, so that anyone who doubts a row can work it out. Nothing in it is a fact
about any school. Schools are numbered from 1 and centres after them; n is the number.

- Phase, of each 102 schools: the first 4 are nursery, the next 78 primary, the next 16 secondary, the last 4 special.
- Pupils: nursery 40 + 10 x (n mod 4); primary 120 + 30 x (7n mod 16); secondary 700 + 100 x (5n mod 8);
  special 60 + 20 x (n mod 4); a centre has none.
- Packages: all take remote support; hosting is left out where n is a multiple of 4; appliance testing is taken where n
  is a multiple of 3; technician visits, in half-days a week, are 1 for a primary above 300 pupils where n is even,
  2 for a secondary, 1 for a special school, and otherwise none.
- Agreement: from 1 April 2010; where n is a multiple of 5 its year begins in September and the first year ends on
  31 August 2011; otherwise its year begins in April and the first year ends on 31 March 2011.
- Renewal: certain where n is a multiple of 9, never where n is 50, and otherwise not known.
- Academies: secondaries with n a multiple of 8 become academies on 1 September 2011.
- Bad debts: one in a hundred pounds of what centres are charged.
"""

OF_102 = ("nursery",) * 4 + ("primary",) * 78 + ("secondary",) * 16 + ("special",) * 4
PUPILS = {
    "nursery": lambda n: 40 + 10 * (n % 4),
    "primary": lambda n: 120 + 30 * (7 * n % 16),
    "secondary": lambda n: 700 + 100 * (5 * n % 8),
    "special": lambda n: 60 + 20 * (n % 4),
    "centre": lambda _: 0,
}


def illustrative_customers(schools: int, centres: int) -> list[dict[str, str]]:
    """One row for each customer by the rule of this module, column to text: schools first, then centres."""
    phases = [OF_102[n % len(OF_102)] for n in range(schools)] + ["centre"] * centres
    return [_customer(n, phase) for n, phase in enumerate(phases, 1)]


def _customer(n: int, phase: str) -> dict[str, str]:
    pupils, september = PUPILS[phase](n), n % 5 == 0
    visits = {"primary": int(n % 2 == 0 and pupils > 300), "secondary": 2, "special": 1}.get(phase, 0)
    packages = {"remote": True, "hosting": n % 4, "testing": n % 3 == 0, f"visits x {visits}": visits}
    return {
        "reference": f"Illustrative {'centre' if phase == 'centre' else 'school'} {n:03d}",
        "phase": phase,
        "pupils": str(pupils),
        "kind": "maintained",
        "academy_from": "2011-09-01" if phase == "secondary" and n % 8 == 0 else "",
        "packages": "; ".join(package for package, taken in packages.items() if taken),
        "first_day": "2010-04-01",
        "last_day": "2011-08-31" if september else "2011-03-31",
        "agreement_year": "September" if september else "April",
        "renews": "0%" if n == 50 else "100%" if n % 9 == 0 else "",
        "bad_debt": "1%" if phase == "centre" else "",
    }
