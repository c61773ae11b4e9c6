"""Who comes from which present post into which proposed one (docs/method/establishment.md)."""

from tests.cases.second_calculator.spells import worked_of

LEAD = ("assimilated", "regraded", "ring-fenced")


def placed(scenario):
    """{id of a proposed post: [(present post, holder)]}: as stated, else by FTE and then by reference."""
    stated = {one["holder"]: one["to"] for one in (scenario.get("people") or {}).get("ring_fence") or ()}
    bumped = {
        one["holder"] for one in (scenario.get("one_off") or {}).get("leavers") or () if one.get("kind") == "bumped"
    }
    found = {post["id"]: [] for post in scenario["proposed"]}
    left_over = []
    for post in scenario["present"]:
        if post["fate"] not in LEAD:
            continue
        for holder in post.get("holders") or ():
            goes = stated.get(holder["ref"])
            if goes == "displaced" or holder["ref"] in bumped:
                continue
            if goes is None and len(post["to"]) > 1:
                left_over.append((post, holder))
            else:
                found[goes or post["to"][0]].append((post, holder))
    hours = scenario["pay"]["full_time_hours"]
    for post, holder in sorted(left_over, key=lambda both: (-worked_of(both[1], hours), both[1]["ref"])):
        free = [
            new
            for new in scenario["proposed"]
            if new["id"] in post["to"] and len(found[new["id"]]) < new.get("number", 1)
        ]
        if free:
            found[free[0]["id"]].append((post, holder))
    return found


def seats_placed(scenario, people):
    """{id of a proposed post: the empty seats that come into it}: each goes to the first of its posts with room."""
    found = {post["id"]: [] for post in scenario["proposed"]}
    for old in scenario["present"]:
        for number in range(old.get("number", 1) - len(old.get("holders") or ())):
            for new in scenario["proposed"] if old["fate"] in LEAD else ():
                taken = len(found[new["id"]]) + len(people[new["id"]])
                if new["id"] in old["to"] and taken < new.get("number", 1):
                    found[new["id"]].append(f"seat {old['id']} {number}")
                    break
    return found
