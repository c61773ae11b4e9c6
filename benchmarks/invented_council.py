"""Invented councils of any size, as files that the workbook reads: posts as CSV, five years, five bases.

Nothing in them is a fact about a council. The same size always gives the same files.
"""

import csv
import random
from collections import Counter
from pathlib import Path

YAML = """\
format: 1
title: An invented council of {posts} posts
authority: Nowhere Council (invented)
reference: Benchmark
summary: Every post is invented, to measure how fast the model is.
dates: {{decision: 2010-10-01, implementation: 2010-12-01}}
years: {{first: 2010/11, last: 2014/15}}
pay: {{spine: njc, area: national, full_time_hours: 37}}
on_costs:
  lgps:
    - {{from: 2010-04-01, to: 2015-03-31, rate: 20%, status: assumed, source: Invented, reason: Nobody is there.}}
costing: {{basis: {basis}, reason: Measured on this basis.}}
{more}present: present.csv
proposed: proposed.csv
"""
GRADES = ("11-13", "14-17", "18-21", "22-25", "26-28", "29-31", "32-34", "35-38", "39-42", "43-46", "47-49")


PEOPLE = """\
people:
  increments: april_six_months
  assimilation: {rule: same_point, order: assimilate_then_increment, source: Invented.}
  protection: {months: 36, shape: [100%, 67%, 33%], source: Invented.}
  vacancies_at: bottom
  invented: true
holders: holders.csv
"""


PORTFOLIO = """\
format: 1
title: {number} restructures of one invented establishment of {posts} posts
authority: Nowhere Council (invented)
scenarios: restructures.csv
establishment: {{posts: posts.csv, holders: people.csv}}
"""
FUNDS, DIRECTORATES = ("General Fund", "Dedicated Schools Grant"), ("Adults", "Children", "Places", "Resources")
Rows = list[dict]


REDEPLOYED = """\
one_off:
  redeployed:
"""


def write_council(folder: Path, posts: int, *, holders: bool = False, redeployed: bool = False) -> Path:
    """A scenario of so many posts a side in a folder, and the path of its file; with holders, on the actual basis.

    ``redeployed``: those whose post is deleted go to another job, so that the scenario clears.
    """
    present, proposed, held = _establishment(posts)
    lists = {"present": present, "proposed": proposed, **({"holders": held} if holders else {})}
    for name, rows in lists.items():
        _write_rows(folder / f"{name}.csv", rows)
    path = folder / "council.yaml"
    more = f"{PEOPLE if holders else ''}{_redeployed(present, held) if redeployed else ''}"
    text = YAML.format(posts=f"{posts:,}", basis="actual" if holders else "top", more=more)
    path.write_text(text, encoding="utf-8")
    return path


def _redeployed(present: Rows, held: Rows) -> str:
    """The section with everyone whose only post is deleted."""
    posts = Counter(one["ref"] for one in held)
    deleted = {post["id"] for post in present if post["fate"] == "deleted"}
    refs = [one["ref"] for one in held if one["post"] in deleted and posts[one["ref"]] == 1]
    return REDEPLOYED + "".join(f"    - {{holder: {ref}, to: Another job, source: Invented.}}\n" for ref in refs)


def write_restructures(folder: Path, posts: int, restructures: int) -> Path:
    """An establishment with holders in so many scenarios, and the path of their portfolio.

    Each has a part of the posts, in twenties, so that nobody who has two posts, and no ring-fence, is in two scenarios.
    """
    present, proposed, held = _establishment(posts)
    size, listed = posts // restructures, []
    if size * restructures != posts or size % 20:
        raise ValueError("each restructure has the same number of posts, in twenties")
    for part in range(restructures):
        name, own = f"r{part + 1:02d}", range(part * size, (part + 1) * size)
        rows = {
            "present": [present[number] for number in own],
            "proposed": [post for post in proposed if int(post["id"][1:]) in own],
            "holders": [held[number] for number in own],
        }
        text = YAML.format(posts=f"{size:,}", basis="actual", more=PEOPLE)
        for kind, of_kind in rows.items():
            _write_rows(folder / f"{name}-{kind}.csv", of_kind)
            text = text.replace(f": {kind}.csv", f": {name}-{kind}.csv")
        text = text.replace("on this basis.}", f"on this basis., default_fund: {FUNDS[part % len(FUNDS)]}}}")
        text = text.replace("reference: Benchmark", f"reference: R{part + 1}")
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        listed.append({"file": f"{name}.yaml", "directorate": DIRECTORATES[part % len(DIRECTORATES)]})
    _write_rows(folder / "restructures.csv", listed)
    _write_rows(folder / "posts.csv", [{"id": post["id"], "title": post["title"]} for post in present])
    _write_rows(folder / "people.csv", [{"ref": one["ref"], "post": one["post"]} for one in held])
    path = folder / "portfolio.yaml"
    path.write_text(PORTFOLIO.format(number=restructures, posts=f"{posts:,}"), encoding="utf-8")
    return path


def _write_rows(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def _establishment(posts: int) -> tuple[Rows, Rows, Rows]:
    """Present and proposed posts, and who holds them.

    Of twenty posts fifteen are assimilated, one is regraded, one is deleted, and two are ring-fenced for two alike. One
    holder in a hundred has two posts.
    """
    draw = random.Random(posts)
    present, proposed = [], []
    for number in range(posts):
        grade = draw.randrange(len(GRADES) - 1)
        fate = {17: "regraded", 18: "ring-fenced", 19: "deleted"}.get(number % 20, "assimilated")
        to = "" if fate == "deleted" else f"n{number - 1 if number % 20 == 18 else number}"
        fte = draw.choice((1, 1, 1, 0.8, 0.6, 0.5))
        if fate == "ring-fenced":
            fte = present[-1]["fte"]
        post = {"id": f"p{number}", "title": f"Officer {number % 97}", "grade": GRADES[grade], "fte": fte}
        present.append(post | {"fate": fate, "to": to})
        new_grade = GRADES[grade + (fate == "regraded")]
        filled_by = {"deleted": "open"}.get(fate, "ring-fence" if fate == "ring-fenced" else "assimilation")
        if fate == "ring-fenced":
            present[-2]["fate"] = fate
            proposed[-1]["filled_by"] = filled_by
            proposed[-1]["number"] = 2
        else:
            proposed.append(post | {"id": f"n{number}", "grade": new_grade, "filled_by": filled_by, "number": 1})
    return present, proposed, [_holder(number, post, draw) for number, post in enumerate(present)]


def _holder(number: int, post: dict, draw: random.Random) -> dict:
    """Who holds a post, at some point of its grade, since some day of the ten years before."""
    bottom, top = map(int, post["grade"].split("-"))
    return {
        "post": post["id"],
        "ref": f"H{number - 1 if number % 100 == 99 else number}",
        "fte": post["fte"] if number % 100 < 98 else min(0.5, post["fte"]),
        "point": draw.randint(bottom, top),
        "started": f"{draw.randint(2000, 2009)}-{draw.randint(1, 12):02d}-01",
        "lgps_member": "no" if number % 50 == 0 else "yes",
    }
