"""A portfolio is a file, a list of scenarios in CSV or Excel, or a folder of scenarios alone."""

import openpyxl
import pytest

from model.base.faults import InputFaults
from model.portfolio.portfolio import portfolio
from model.portfolio.sums import quantities
from tests.conftest import HOME
from tests.portfolio.three_restructures import write

LIST = [("file", "directorate", "reference"), ("a.yaml", "Adults", "R1"), ("b.yaml", "Adults", ""), ("c.yaml", "", "")]


def known(found):
    return [(member.path.name, member.directorate, member.called) for member in found.members]


def as_csv(path):
    path.write_text("\n".join(map(",".join, LIST)) + "\n")


def as_excel(path):
    book = openpyxl.Workbook()
    for row in LIST:
        book.worksheets[0].append([cell or None for cell in row])
    book.save(path)


@pytest.mark.parametrize(("name", "write_list"), [("portfolio.csv", as_csv), ("portfolio.xlsx", as_excel)])
def test_a_folder_with_a_list_has_its_directorates_from_a_column(tmp_path, rates, name, write_list):
    write(tmp_path).unlink()
    write_list(tmp_path / name)
    for path in (tmp_path, tmp_path / name):
        found = portfolio(path, rates)
        assert known(found) == [("a.yaml", "Adults", "R1"), ("b.yaml", "Adults", "B"), ("c.yaml", "Not stated", "C")]
    assert (found.said.title, found.authority) == ("The restructures of portfolio", "Nowhere")


def test_a_folder_of_scenarios_alone_has_them_all_in_the_order_of_their_names(tmp_path, rates):
    """Neither a control sheet beside one, nor another YAML file, is a scenario."""
    whole = portfolio(write(tmp_path), rates)
    (tmp_path / "portfolio.yaml").unlink()
    (tmp_path / "a.control.yaml").write_text("format: 1\nreport: officer\n")
    (tmp_path / "family.yaml").write_text("levels: []\n")
    found = portfolio(tmp_path, rates)
    assert [name for name, *_ in known(found)] == ["a.yaml", "b.yaml", "c.yaml"]
    assert quantities(found)["full_year_effect"].amount == quantities(whole)["full_year_effect"].amount


@pytest.mark.parametrize("name", ["nothing.yaml", "nothing.csv", "nowhere"])
def test_what_is_not_there_is_told_in_one_way(tmp_path, rates, name):
    with pytest.raises(InputFaults) as found:
        portfolio(tmp_path / name, rates)
    [fault] = found.value.faults
    assert (fault.found, fault.expected) == (
        "no such file",
        "a portfolio's file, a list of scenarios, or a folder of them",
    )


def test_a_folder_without_a_scenario_is_told(tmp_path, rates):
    with pytest.raises(InputFaults, match="no scenario"):
        portfolio(tmp_path, rates)


def test_the_desk_lists_the_scenarios_of_a_portfolio_s_folder_and_not_the_portfolio(rates):
    from model.desk.scenarios import Scenarios

    found = Scenarios(HOME / "scenarios" / "example-portfolio", rates).files()
    assert [path.name for path in found] == ["early-years.yaml", "libraries.yaml", "revenues.yaml"]
