"""Charts of many posts: what is alike or small is drawn together, and its table names each."""

import re

from model.assessment.assess import assess
from model.report.charts.bridge import MOST_BARS
from model.report.charts.every import charts
from tests.conftest import RESOLVED
from tests.report.test_charts import CASES, ENGINEER, RATES, TECHNICIAN, assessed, changed, many, rows_of


def test_the_smallest_of_many_moves_are_one_bar_and_the_largest_stand_alone():
    grades = [f"{n}" for n in range(19, 39)]
    present = many(TECHNICIAN, len(grades), "Technician")
    proposed = tuple(
        ENGINEER.model_copy(update={"id": f"new-{n}", "title": f"Officer {n}", "grade": grade, "number": 1})
        for n, grade in enumerate(grades)
    )
    present = tuple(
        post.model_copy(update={"grade": "19", "number": 1, "fate": "assimilated", "to": (f"new-{n}",)})
        for n, post in enumerate(present)
    )
    bridge = charts(assessed(changed(present=present, proposed=proposed)))[0]
    titles = list(bridge.table["Step"])
    assert len(titles) == 2 + MOST_BARS
    assert titles[1].startswith("Technician \u2192 Officer 5 ")  # the five smallest of twenty are together
    together, highest = bridge.table.iloc[-2], bridge.table["£ a year"][1:-2].min()
    each = re.fullmatch(r"5 further moves, each £([\d,]+) or less", together["Step"])
    assert int(each[1].replace(",", "")) <= highest
    assert "The 5 smallest moves are one bar; the table of moves has each." in bridge.subtitle


def test_of_many_moves_those_that_change_nothing_are_one_bar():
    bridge = charts(assess(RESOLVED.with_name("fictional-council.yaml"), RATES))[0]
    standing_alone = [amount for amount in bridge.table["£ a year"][1:-2]]
    assert bridge.table["Step"].iloc[-2] == "14 moves that change nothing" and 0 not in standing_alone


def test_of_many_posts_those_in_both_structures_stand_once_in_the_envelope():
    envelope = charts(assess(RESOLVED.with_name("fictional-council.yaml"), RATES))[1]
    rows, structure = rows_of(envelope), envelope.table["Structure"]
    assert [row for row in rows if row.startswith(("Posts in both", "Present posts", "Proposed posts"))] == [
        "Posts in both",
        "Present posts alone",
        "Proposed posts alone",
    ]
    assert rows.count("Head of Schools Support, G") == 1 and structure.tolist()[0] == "Both"
    assert "Network and Security Lead" in envelope.table["Post"][structure == "Proposed"].tolist()
    assert envelope.figure.layout.height < 1_300


def test_a_move_of_very_many_posts_gives_their_number_and_its_table_names_them():
    chart = charts(assessed(CASES["one large pool"]))[0]
    assert rows_of(chart)[1].replace("\u00a0", " ") == "20 posts → 20 posts (ring-fenced)"
    assert chart.table["Step"][1].count("Technician") == 20
