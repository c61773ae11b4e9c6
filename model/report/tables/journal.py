"""The change as lines for a ledger. Only the whole pack has them: codes and sums of single posts are exempt."""

import csv
from io import StringIO

from model.assessment.assess import Assessment
from model.budget.journal import journal
from model.report.printed_numbers import harmless

HEADINGS = (
    "cost_centre",
    "subjective",
    "fund",
    "covers",
    "year",
    "recurring_or_one_off",
    "effect",
    "amount",
)


def journal_csv(assessment: Assessment) -> str:
    """``journal.csv`` as text: one row for each code, fund, year and kind, £ to the penny. More cost is positive.

    Codes are text as the scenario has them, with their leading zeros. They are empty where the scenario states none.
    """
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(HEADINGS)
    for line in journal(assessment.costed, assessment.transition):
        *words, amount = map(str, vars(line).values())
        rows.writerow([*map(harmless, words), amount])
    return text.getvalue()
