"""A first scenario is written from answers: every question says what it wants, and what is written loads."""

import os
import signal
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.cost.costed import cost_scenario
from model.rates.tables import load_rates
from model.report.asking import ask_all
from model.schema.load import load_scenario
from model.schema.new.questions import POST_QUESTIONS, QUESTIONS, Answers
from model.schema.new.scenario import default, draft, faults_of
from model.schema.new.text import scenario_text
from model.schema.reading.document import read_yaml
from tests.conftest import HOME

RATES = load_rates()
BEGINNING = ["Nowhere Council", "A team", "njc", "2024/25", "2024-10-01", "", "20%", ""]
OFFICER, CLERK = ["Officer", "22-23", "2", "0.6", ""], ["Clerk", "3", "", "", "same"]


def asked(*lines):
    """The answers, and everything said, where these lines are typed."""
    left, said = iter(lines), []

    def read(prompt):
        said.append(prompt)
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    return ask_all(RATES, read, said.append), said


def written(folder, answers):
    path = folder / "new.yaml"
    path.write_text(scenario_text(draft(answers, RATES)), encoding="utf-8")
    return load_scenario(path, RATES)


def command(*arguments, folder, typed=""):
    return subprocess.run(
        [sys.executable, "-m", "model", "new", *arguments],
        cwd=folder, input=typed, capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(HOME), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def test_the_answers_stand_in_the_file(tmp_path):
    answers, _ = asked(*BEGINNING, *OFFICER, *CLERK, "")
    scenario = written(tmp_path, answers)
    assert (scenario.authority, scenario.title, scenario.pay.spine) == ("Nowhere Council", "A team", "njc")
    assert (scenario.years.first, str(scenario.dates.implementation)) == ("2024/25", "2024-10-01")
    assert (scenario.on_costs.lgps[0].rate, scenario.on_costs.lgps[0].status) == (0.2, "assumed")
    officer, clerk = scenario.present
    assert (officer.title, officer.grade, officer.number, officer.fte) == ("Officer", "22-23", 2, 0.6)
    assert (clerk.title, clerk.grade, clerk.number, clerk.fte) == ("Clerk", "3", 1, 1)


def test_a_post_with_no_destination_is_unresolved_and_the_proposed_side_is_a_copy(tmp_path):
    scenario = written(tmp_path, asked(*BEGINNING, *OFFICER, *CLERK, "")[0])
    assert [post.fate for post in scenario.present] == ["unresolved", "assimilated"]
    assert [post.filled_by for post in scenario.proposed] == ["unresolved", "assimilation"]
    alike = [[(p.title, p.grade, p.number, p.fte) for p in side] for side in (scenario.present, scenario.proposed)]
    assert alike[0] == alike[1]
    assert scenario.present[1].to == (scenario.proposed[1].id,)


def test_a_post_may_go_into_another_or_be_deleted(tmp_path):
    posts = [*OFFICER, "Clerk", "3", "", "", "officer", "Typist", "2", "", "", "deleted", ""]
    scenario = written(tmp_path, asked(*BEGINNING, *posts)[0])
    assert [post.title for post in scenario.proposed] == ["Officer"]
    assert [post.fate for post in scenario.present] == ["unresolved", "assimilated", "deleted"]


def test_a_rate_with_its_document_is_published_and_one_without_is_assumed(tmp_path):
    stated = [*BEGINNING[:-1], "Actuary's certificate, 2023", *CLERK, ""]
    rate = written(tmp_path, asked(*stated)[0]).on_costs.lgps[0]
    assert (rate.status, rate.source) == ("published", "Actuary's certificate, 2023")


@pytest.mark.parametrize(
    "place, wrong, told",
    [
        (2, "njk", "Did you mean njc?"),
        (3, "2024", "a financial year such as 2010/11"),
        (3, "1997/98", "no rate for the spine njc"),
        (4, "1 October", "a date such as 2010-11-18"),
        (4, "2023-10-01", "a day in the years shown"),
        (5, "North Yorkshire", "Did you mean North Yorkshire Council?"),
        (5, "Derbyshire County Council", "an authority with grades on the spine njc on 1 October 2024"),
        (6, "20", "a percentage such as 24.8%"),
        (9, "22-99", "it has no point"),
        (10, "two", "a whole number"),
        (11, "1.5", "at most 1"),
        (12, "Clerk", "the id of a proposed post"),
        (0, "", "some text"),
    ],
)
def test_a_wrong_answer_is_told_in_the_schemas_words_and_asked_again(place, wrong, told):
    right = [*BEGINNING, *OFFICER, ""]
    answers, said = asked(*right[:place], wrong, *right[place:])
    assert answers == asked(*right)[0]
    complaints = [n for n, line in enumerate(said) if line.startswith("  That answer can't be used")]
    assert told in said[complaints[0]]
    assert said[complaints[0] - 1] == said[complaints[-1] + 1], "the same question"


def test_a_copy_of_the_posts_never_crosses_a_renumbering_of_the_spine():
    """The national spine was renumbered on 1 April 2019: point 20 of March is not point 20 of April."""
    answers = Answers({"spine": "njc", "first_year": "2018/19", "implementation": "2019-04-01"})
    (told,) = faults_of(answers, RATES, QUESTIONS[4])
    assert "1 April 2019, when the spine was renumbered" in told
    assert not faults_of(Answers({**answers.given, "implementation": "2019-03-31"}), RATES, QUESTIONS[4])


def test_every_question_says_its_default_and_the_defaults_are_sound():
    _, said = asked("Nowhere Council", "A team", "", "", "", "", "20%", "", "Clerk", "3", "", "", "", "")
    prompts = [line for line in said if line.endswith(": ")]
    # Without an authority for grades nothing is asked of recalled ones; the last title ends the list.
    assert len(prompts) == len(QUESTIONS) - 1 + len(POST_QUESTIONS) + 1
    assert all("default" in line for line in prompts)


NAMED = [*BEGINNING[:5], "North Yorkshire Council", "They only show the method.", *BEGINNING[6:]]


def test_a_grade_may_be_a_name_of_an_authority_whose_grades_are_held(tmp_path):
    """Grade H of North Yorkshire Council is points 19 to 23 of njc since April 2019 (recalled)."""
    answers, said = asked(*NAMED, "Manager", "H", "", "", "same", "")
    assert any(
        "The grade of the post: E, F, G, H, I, J, K, L, M of North Yorkshire Council, or as points" in line
        for line in said
    )
    scenario = written(tmp_path, answers)
    assert (scenario.pay.grades_of, scenario.present[0].grade) == ("North Yorkshire Council", "H")
    assert scenario.pay.accept_recalled_grades == "They only show the method."
    assert str(cost_scenario(scenario, RATES).book.ranges[0]) == "19\u201323"


def test_a_grade_named_by_a_number_is_offered_with_its_word_since_the_number_is_a_point(tmp_path):
    """Derbyshire's grade 5 is points 4 and 5 of its own spine since April 2019 (derived)."""
    given = [*BEGINNING[:2], "derbyshire", "2020/21", "2020-10-01", "Derbyshire County Council", "20%", ""]
    answers, said = asked(*given, "Clerk", "grade 5", "", "", "same", "Other", "5", "", "", "same", "")
    assert any("The grade of the post: grade 4, grade 5, grade 6 of Derbyshire County Council" in line for line in said)
    book = cost_scenario(written(tmp_path, answers), RATES).book
    points = {grade: str(book.ranges[book.number_of("present", grade)]) for grade in ("grade 5", "5")}
    assert points == {"grade 5": "4\u20135", "5": "5"}


def test_an_unknown_name_for_a_grade_is_told_with_those_that_are_held():
    _, said = asked(*NAMED, "Manager", "Z", "H", "", "", "same", "")
    [told] = [line for line in said if line.startswith("  That answer can't be used")]
    assert "a grade of North Yorkshire Council on 1 April 2024: E, F, G, H, I, J, K, L or M" in told


def test_recalled_grades_that_are_not_accepted_are_not_offered_and_refused():
    _, said = asked(*NAMED[:6], "", *NAMED[7:], "Manager", "H", "19-23", "", "", "same", "")
    assert "The grade of the post as points of the spine, such as 22-23, 42-45#47 or 23 (no default): " in said
    assert any("a reason under pay, accept_recalled_grades" in line for line in said)


def test_names_for_grades_are_not_asked_for_where_none_are_held():
    """No grade on the spine of inner London is held."""
    _, said = asked(*BEGINNING[:2], "glpc_inner", "", "", "20%", "", "Clerk", "3", "", "", "same", "")
    assert not any("names for grades" in line for line in said)


def test_the_default_spine_is_njc_and_every_spine_with_a_whole_year_has_one_that_can_be_costed():
    """The one table of youth workers runs from September 2021 to August 2022, which holds no financial year."""
    assert default(QUESTIONS[2], Answers(), RATES) == "njc"
    for spine in {*RATES.spines.names} - {"youth_and_community"}:
        answers = Answers({"spine": spine})
        year = default(QUESTIONS[3], answers, RATES)
        assert not faults_of(answers.with_answer(QUESTIONS[3], year), RATES, QUESTIONS[3])


def test_the_list_does_not_end_before_a_post_stands():
    assert any("at least one entry" in line for line in asked(*BEGINNING, "", *CLERK, "")[1])


def test_every_key_is_explained_in_the_schemas_own_words():
    text = scenario_text(draft(asked(*BEGINNING, *OFFICER, *CLERK, "")[0], RATES))
    lines = text.splitlines()
    keys = [n for n, line in enumerate(lines) if line and line.lstrip(" -")[0] not in "#{"]
    assert [lines[n] for n in keys if not lines[n - 1].lstrip().startswith("#")] == []
    assert "# Hours a week of a full-time post." in text
    assert "# The employer's contribution as a share of pensionable pay. If left out, it" in text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=12), min_size=3, max_size=3))
def test_whatever_is_typed_as_a_text_comes_back_out_of_the_file(tmp_path_factory, typed):
    texts = ["".join(letter for letter in text if letter.isprintable()).strip() or "no" for text in typed]
    answers = Answers(
        {"authority": texts[0], "title": texts[1], "spine": "njc", "first_year": "2024/25", "rate": "20%",
         "implementation": "2024-10-01"},
        ({"title": texts[2], "grade": "5"}, {"title": texts[2], "grade": "5"}),
    )  # fmt: skip
    path = tmp_path_factory.mktemp("new") / "new.yaml"
    path.write_text(scenario_text(draft(answers, RATES)), encoding="utf-8")
    assert read_yaml(path).data["authority"] == texts[0]
    scenario = load_scenario(path, RATES)
    assert [scenario.authority, scenario.title, scenario.present[0].title] == texts


def test_answers_may_be_piped_and_the_next_commands_are_named(tmp_path):
    done = command(folder=tmp_path, typed="\n".join([*BEGINNING, *OFFICER]) + "\n")
    assert done.returncode == 0, done.stderr
    assert "check a-team.yaml" in done.stdout and "workbook.py app" in done.stdout
    load_scenario(tmp_path / "a-team.yaml", RATES)


def test_a_file_is_never_written_over(tmp_path):
    (tmp_path / "a-team.yaml").write_text("mine", encoding="utf-8")
    whole = "\n".join([*BEGINNING, *OFFICER]) + "\n"
    refused = command("a-team.yaml", folder=tmp_path, typed=whole)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "already exists" in refused.stderr
    assert command(folder=tmp_path, typed=whole).returncode == 0
    assert (tmp_path / "a-team.yaml").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "a-team-2.yaml").is_file()


def test_answers_that_end_too_early_leave_nothing(tmp_path):
    done = command("x.yaml", folder=tmp_path, typed="Nowhere Council\n")
    assert done.returncode == 2
    assert "ended at this question: What the proposal is called. Nothing was written." in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a whole group of programs")
def test_ctrl_c_leaves_nothing(tmp_path):
    env = {**os.environ, "PYTHONPATH": str(HOME), "PYTHONUNBUFFERED": "1"}
    asking = subprocess.Popen(
        [sys.executable, "-m", "model", "new", "x.yaml"],
        cwd=tmp_path, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    asking.stdout.read(len("The council"))
    asking.send_signal(signal.SIGINT)
    _, complaint = asking.communicate(timeout=60)
    assert asking.returncode != 0
    assert b"Traceback" not in complaint
    assert list(tmp_path.iterdir()) == []
