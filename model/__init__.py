"""Workforce cost model: from Spinal Column Points to a cleared restructure.

For analysts, everything begins here:

>>> import model as wcw
>>> base = wcw.load("scenarios/barnet-schools-ict.yaml")

``base.posts()`` and ``base.monthly()`` give pandas frames. ``base.with_changes`` gives the case with changes,
``compare`` compares two cases, and ``sweep`` costs every combination of changes. ``notebooks/analysis.ipynb`` shows ten
things that an analyst wants.
"""

from typing import TYPE_CHECKING, Any

from model.base.version import VERSION as __version__

if TYPE_CHECKING:
    from model.base.faults import InputFaults
    from model.report.case import Case, compare, load
    from model.report.swept import Swept, sweep

__all__ = ["Case", "InputFaults", "Swept", "__version__", "compare", "load", "sweep"]


def __getattr__(name: str) -> Any:
    """Load the interface when it is first asked for, so that a command of the workbook loads only what it uses."""
    if name == "InputFaults":
        from model.base.faults import InputFaults

        return InputFaults
    if name in ("Case", "compare", "load"):
        from model.report import case

        return getattr(case, name)
    if name in ("Swept", "sweep"):
        from model.report import swept

        return getattr(swept, name)
    raise AttributeError(f"module 'model' has no {name!r}")
