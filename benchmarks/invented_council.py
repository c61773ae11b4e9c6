"""Invented councils of any size, as files that the workbook reads: posts as CSV, five years, five bases.

Nothing in them is a fact about a council. The same size always gives the same files.
"""

import csv
import random
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


def write_council(folder: Path, posts: int, basis: str = "top", more: str = "") -> Path:
    """A scenario of so many posts a side in a folder, and the path of its file.

    Of twenty posts sixteen are assimilated, two regraded, one is deleted and one is ring-fenced with its neighbour.
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
    for name, rows in (("present", present), ("proposed", proposed)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    path = folder / "council.yaml"
    path.write_text(YAML.format(posts=f"{posts:,}", basis=basis, more=more), encoding="utf-8")
    return path
