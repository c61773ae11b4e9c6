"""A scenario of one post at a salary, with published figures and the hypotheses that are tried on them."""

from tests.conftest import small


def published(**amounts):
    return [{"measure": measure, "amount": amount, "source": "A test."} for measure, amount in amounts.items()]


def hypotheses(**more):
    """One hypothesis of each list unless told otherwise: a value, a list of them, or a whole entry."""
    tried = {"basis": "top", "lgps_rate": "20%", "employer_ni": "pay_months_with_rebate", "ni_year": "2024/25",
             "unlisted_post": "none", **more}  # fmt: skip
    every = {
        kind: [
            {"reason": "A test.", **(use if isinstance(use, dict) else {"use": use})}
            for use in (value if isinstance(value, list) else [value])
        ]
        for kind, value in tried.items()
    }
    return {"tolerance": 100, "hypotheses": every}


def one_post(year="2024/25", salary=30_000, post=None, proposed=None, costing=None, figures=None, **tried):
    """The scenario, its change on 1 January; unless told otherwise the proposed post is as the present one."""
    first, last = int(year[:4]), int(year[:4]) + 1
    days = {"from": f"{first}-04-01", "to": f"{last}-03-31", "source": "A"}
    spine = {"spine": "njc", "point": 24, "effective_from": days["from"], "effective_to": days["to"],
             "value": salary, "status": "assumed", "source": "A test."}  # fmt: skip
    change = f"{last}-01-01"
    return small(
        post,
        post if proposed is None else proposed,
        change=change,
        costing=costing,
        dates={"decision": f"{first}-04-01", "implementation": change},
        years={"first": year, "last": year},
        pay={"spine": "njc", "area": "anywhere", "full_time_hours": 37, "own_spine": [spine]},
        on_costs={"lgps": [{**days, "rate": "20%", "reason": "A"}]},
        published=published(**(figures or {"present_cost": 40_000, "proposed_cost": 40_000, "change": 0})),
        reconcile=hypotheses(**{"ni_year": year, **tried}),
    )
