"""A payroll extract of 300 invented people, and the next month's. Nobody in it has ever lived."""

HEADINGS = (
    ("Post", "Job", "Pay", "Spine", "Contracted", "Date", "Payroll", "Pension", "Cost", "Employee", "NI", "Location"),
    ("number", "title", "grade", "point", "hours", "started", "number", "scheme", "centre", "surname", "number", ""),
)
KINDS = (("Clerk", 5, 6), ("Officer", 12, 17), ("Assistant", 3, 4), ("Manager", 29, 32))
HOURS = (37, 37, 37, 29.6, 22.2, 18.5)
KEPT_STATED = {  # payroll number: post, kind, point, hours, scheme
    12: ("P1012", "Clerk", 6, 37, "Main"),
    31: ("P1031", "Officer", 17, 22.2, "Main"),
    32: ("P1031", "Officer", 14, 14.8, "50/50"),
    47: ("P1047", "Assistant", 4, 18.5, "Opted out"),
    60: ("P1060", "Clerk", 6, 18.5, "Main"),
    75: ("P1075", "Clerk", 6, 37, "Main"),
    110: ("P1110", "Manager", 32, 37, "Main"),
    141: ("P1141", "Officer", 15, 18.5, "Main"),
}
JOINED = {
    901: ("P1012", "Clerk", 5, 37, "Main"),
    902: ("P1200", "Officer", 12, 37, "Main"),
    903: ("P1047", "Assistant", 3, 18.5, "Opted out"),
}
LEFT = (12, 31, 47, 110)
OTHER_HOURS = {75: 22.2, 141: 29.6}
GRADES = {title: f"{bottom}-{top}" for title, bottom, top in KINDS}


def row(payroll, stated, started="01/09/2019"):
    """A person's row. The payroll number has six figures, and the personal columns are invented."""
    post, title, point, hours, scheme = stated
    personal = (f"Invented{payroll}", f"QQ{payroll:06}C")
    return (
        post, title, GRADES[title], point, hours, started, f"{payroll:06}", scheme, "E1000", *personal, "North House"
    )  # fmt: skip


def vacancy(post, title, hours):
    return (post, title, GRADES[title], "", hours, "", "", "", "E1000", "Vacant", "", "North House")


def people(payrolls):
    """Rows of so many people, by a plain pattern but for those who are stated."""
    for payroll in payrolls:
        title, bottom, top = KINDS[payroll % 4]
        point, hours = bottom + payroll % (top - bottom + 1), HOURS[payroll % 6]
        scheme = ("Main", "Main", "50/50", "Opted out")[payroll % 4 if payroll % 5 else 3]
        post = f"P{1000 + payroll + 300 * (payroll == 200)}"
        yield row(payroll, KEPT_STATED.get(payroll, (post, title, point, hours, scheme)))


def march():
    """300 people in 301 rows, since one has two posts, and two vacancies; with a title above and a total below."""
    rows = [*people(range(1, 301)), row(60, ("P1302", "Assistant", 3, 18.5, "Main"))]
    rows += [vacancy("P1200", "Officer", 37), vacancy("P1303", "Manager", 18.5)]
    return _whole(rows, "31 March 2025")


def april():
    """Four have left and two of their posts are vacant; three have joined; two work other hours."""
    rows = []
    for line in [*people(range(1, 301)), row(60, ("P1302", "Assistant", 3, 18.5, "Main"))]:
        payroll = int(line[6])
        if payroll not in LEFT:
            rows.append((*line[:4], OTHER_HOURS.get(payroll, line[4]), *line[5:]))
    rows += [row(payroll, stated, started="01/04/2025") for payroll, stated in JOINED.items()]
    rows += [vacancy("P1031", "Officer", 22.2), vacancy("P1110", "Manager", 37), vacancy("P1303", "Manager", 18.5)]
    return _whole(rows, "30 April 2025")


def _whole(rows, day):
    empty = ("",) * 11
    total = ("Total", "", "", "", round(sum(line[4] for line in rows), 1), *("",) * 7)
    return [(f"Invented Council, payroll at {day}", *empty), *HEADINGS, *rows, total]
