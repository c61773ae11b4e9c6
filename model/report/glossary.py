"""The words of the field, each explained once, for docs/glossary.md. The desk shows them beside its headings."""

from dataclasses import dataclass

from model.pay.salaries import BASES, PEOPLE_BASES

HEAD = """\
# What the words mean

On the desk, a **?** beside a heading, a table or a box explains the words in it. This page lists
all the words that the desk explains. `python3 workbook.py reference` writes the page from `model/report/glossary.py`.

| word | what it means |
|---|---|
"""


@dataclass(frozen=True)
class Term:
    """A word, what it means in a sentence or two, and other spellings of it."""

    name: str
    meaning: str
    also: tuple[str, ...] = ()

    @property
    def in_a_note(self) -> str:
        """The word and its meaning, as a note under a table prints them."""
        return f"{self.name}: {self.meaning[:1].lower()}{self.meaning[1:]}"


BUDGET_EFFECT = Term("Budget effect", "How much more (+) or less (\u2212) budget these posts need.")
CASH_EFFECT = Term(
    "Cash effect",
    "How much more (+) or less (\u2212) is actually spent. A vacant post is in the budget, but nothing is spent on it.",
)
TERMS = (
    BUDGET_EFFECT,
    CASH_EFFECT,
    Term("Part-year effect", "What a change costs or saves in the year in which it begins, from its first day on.",
         ("change in the year", "effect in the year")),
    Term("Full-year effect", "What a change costs or saves in twelve months, as if it were in force all year.",
         ("full year", "change in a full year")),
    Term("Post", "A job in the establishment, with a title and a grade, filled or vacant."),
    Term("Holder", "A person who is employed in a post."),
    Term("Vacancy", "A post, or part of one, that nobody is employed in.", ("vacant", "vacancies")),
    Term("Establishment", "All the posts that a council has approved, filled or not."),
    Term("Seat", "One share of a post: a post of 1.0 FTE may have two seats of 0.5."),
    Term("SCP", "Spinal column point: a numbered step of the pay spine, with a salary.",
         ("spinal column point", "scale point")),
    Term("Spine", "The list of pay points and their salaries that a national or local agreement sets.", ("pay spine",)),
    Term("Grade", "A run of pay points from a lowest to a highest, such as 22\u201325."),
    Term("Bar", "A point of a grade that nobody passes by time alone. The grade 42\u201345#47 has a bar after 45."),
    Term("Increment", "A step to the next point of the grade, usually each April."),
    Term("FTE", "Full-time equivalent: 1.0 is one person full time, 0.5 half of full time.", ("full-time equivalent",)),
    Term("On-costs", "What an employer pays on top of pay: National Insurance, pension and the apprenticeship levy."),
    Term("LGPS", "The Local Government Pension Scheme. The employer pays a percentage of pay into it."),
    Term("Apprenticeship levy", "A tax of 0.5% on the pay bill of large employers.", ("levy",)),
    Term("Assimilation", "A holder goes straight into a post of the new structure that is much like their own.",
         ("assimilated", "assimilate")),
    Term("Slot-in", "Another word for assimilation into a post without competition.", ("slotted in",)),
    Term("Ring-fence", "A competition for new posts that is open only to the holders of certain present posts.",
         ("ring-fenced", "ring fence")),
    Term("Regraded", "The post stays and its grade changes.", ("regrading",)),
    Term("Pay protection", "Extra pay, for a time, for a holder whose new pay is lower than before.", ("protection",)),
    Term("Honorarium", "A payment for extra work for a time.", ("honoraria",)),
    Term("Market supplement", "Pay above the grade, until a stated date, for a post that is hard to fill."),
    Term("Acting up", "A holder does the work of a higher post for a time, and is paid for it."),
    Term("Turnover", "What is not spent because posts are empty between one holder and the next.", ("vacancy factor",)),
    Term("One-off cost", "What a change costs once, such as redundancy pay.", ("one-off", "one-off costs")),
    Term("Pension strain", "What the council pays the pension fund when somebody takes an unreduced pension early.",
         ("strain",)),
    Term("Payback", "How long it takes until the savings have paid for the one-off costs."),
    Term("Buy-back", "A service that schools buy from the council out of their own budgets."),
    Term("Take-up", "The share of customers who buy the service."),
    Term("Funding test", "Whether the income at present prices meets the cost after the change."),
    Term("Bridge", "The way from one total to another, with a step for each reason."),
    Term("Driver", "One reason why a cost changes, such as a pay award or a deleted post."),
    Term("Virement", "Budget that is moved from one line to another within the year."),
    Term("Outturn", "Spending by the end of the year: what is spent so far, and what is still planned."),
    Term("MTFS", "Medium-term financial strategy: the budget of the next few years.",
         ("medium-term financial strategy",)),
    Term("Costing basis", "The point of the grade at which every post is costed.", ("basis",)),
    *(Term(basis.label, f"A costing basis: {basis.meaning}.") for basis in (BASES | PEOPLE_BASES).values()),
    Term("Blocking check", "A check that must pass before the figures can be cleared.", ("blocking checks",)),
    Term("Disclosed", "Named in the report for the reader to judge. It does not block clearance."),
    Term("Clearance", "Finance confirms that the figures may go to committee.", ("cleared",)),
    Term("Exempt", "Not for the public, because it would show what one person is paid or one customer is charged."),
)  # fmt: skip
"""Every term. The terms that the headline uses come first."""


def spellings() -> list[dict[str, str | list[str]]]:
    """The words for the desk's page, each with its spellings and its meaning."""
    return [{"name": term.name, "says": [term.name, *term.also], "meaning": term.meaning} for term in TERMS]


def glossary() -> str:
    """The page as Markdown, in alphabetical order."""
    ordered = sorted(TERMS, key=lambda term: term.name.lower())
    return HEAD + "".join(f"| **{term.name}** | {term.meaning} |\n" for term in ordered)
