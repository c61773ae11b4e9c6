"""The kinds of leaving, and what may be paid for each: redundancy, notice, pension strain. Leave owed is always paid.

Sources: Employment Rights Act 1996 sections 136, 138, 139 and 155; Local Government Pension Scheme Regulations 2013
regulation 30; Trade Union and Labour Relations (Consolidation) Act 1992 sections 188 and 282.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class KindOfLeaving:
    """A kind of leaving and its rules.

    ``redundancy``: a statutory redundancy payment is due, the council's own terms are added to it, and an LGPS member
    who is old enough has an unreduced pension. ``notice``: notice that is not served may be paid. ``consulted``: the
    leaving counts among the dismissals proposed at an establishment. ``strain_by_discretion``: pension strain arises
    only where the council waives the reduction of a pension, and not by the scheme's rules.
    """

    key: str
    label: str
    redundancy: bool = True
    notice: bool = True
    consulted: bool = True
    strain_by_discretion: bool = False


KINDS_OF_LEAVING = {
    kind.key: kind
    for kind in (
        KindOfLeaving("compulsory", "compulsory redundancy"),
        KindOfLeaving("voluntary", "voluntary redundancy"),
        KindOfLeaving("bumped", "bumped redundancy"),
        KindOfLeaving("end_of_term", "end of a fixed term", notice=False, consulted=False),
        KindOfLeaving(
            "retirement", "retirement", redundancy=False, notice=False, consulted=False, strain_by_discretion=True
        ),
        KindOfLeaving("redeployed", "redeployed, with a trial period"),
        KindOfLeaving(
            "settlement", "settlement agreement", redundancy=False, consulted=False, strain_by_discretion=True
        ),
    )
}
