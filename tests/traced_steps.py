"""Whether the steps of a trace add up: sums by tests/arithmetic.py, which shares no code with the workbook."""

from tests.arithmetic import work_out

HALF_A_PENNY = 0.005
A_MILLIONTH = 1e-6


def faults_of(step, number="") -> list[str]:
    """Where the parts of a step do not make it, or its arithmetic does not."""
    found = []
    if step.parts:
        made = sum(part.amount * part.counts for part in step.parts)
        if abs(made - step.amount) > A_MILLIONTH:
            found.append(f"{number} {step.name}: {step.amount}, its parts make {made}")
    if step.how and abs(float(work_out(step.how)) - step.amount) > HALF_A_PENNY:
        found.append(f"{number} {step.name}: {step.amount}, and {step.how} makes {float(work_out(step.how))}")
    for nth, part in enumerate(step.parts, 1):
        found += faults_of(part, f"{number}.{nth}")
    return found
