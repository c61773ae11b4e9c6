"""Charts of many posts: what is alike or small is drawn together, and its table names each."""

import re

from model.assessment.assess import assess
from model.explain.bridge import MOST_MOVES
from model.report.charts.bridge import bridge_chart
from model.report.charts.envelope import envelope_chart
from model.report.charts.every import charts
from model.report.tables.posts import posts
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
    assert len(titles) == 2 + MOST_MOVES
    assert titles[1].startswith("Technician \u2192 Officer 5 ")  # the five smallest of twenty are together
    together, highest = bridge.table.iloc[-2], bridge.table["£ a year"][1:-2].min()
    each = re.fullmatch(r"5 further moves, each £([\d,]+) or less", together["Step"])
    assert int(each[1].replace(",", "")) <= highest
    assert "The 5 smallest moves share one bar; the table of moves lists each." in bridge.subtitle


def test_of_many_moves_those_that_change_nothing_are_one_bar():
    bridge = charts(assess(RESOLVED.with_name("fictional-council.yaml"), RATES))[0]
    standing_alone = [amount for amount in bridge.table["£ a year"][1:-2]]
    assert bridge.table["Step"].iloc[-2] == "14 moves that change nothing" and 0 not in standing_alone


def test_of_many_posts_those_in_both_structures_are_listed_once_and_the_chart_draws_their_grades():
    """The invented council has seven grades, A to G; its eighteen lines of posts before and after have 14 in both."""
    council = assess(RESOLVED.with_name("fictional-council.yaml"), RATES)
    listed, envelope = posts(council).frame, envelope_chart(council)
    assert listed["Structure"].value_counts().to_dict() == {"Both": 14, "Present": 4, "Proposed": 4}
    assert list(listed["Post"]).count("Head of Schools Support") == 1
    assert "Network and Security Lead" in listed["Post"][listed["Structure"] == "Proposed"].tolist()
    assert [row[-1] for row in rows_of(envelope)[1:]] == list("GFEDCBA")
    assert "; each grade shown by its costliest post" in envelope.subtitle


def test_a_move_of_very_many_posts_gives_their_number_and_its_table_names_them():
    chart = bridge_chart(assessed(CASES["one large pool"]))
    assert rows_of(chart)[1].replace("\u00a0", " ") == "20 posts → 20 posts (ring-fenced)"
    assert chart.table["Step"][1].count("Technician") == 20
