"""The fates of a present post, and the ways of filling a proposed post: the choices, and what each means."""

from typing import Annotated, Literal

from model.schema.sections.declared import Form

BLOCKS = "It is not decided yet. This blocks clearance."

Fate = Annotated[
    Literal["assimilated", "regraded", "ring-fenced", "open", "deleted", "unresolved"],
    Form(
        choices={"open": "open competition", "unresolved": "unresolved (blocks)"},
        meanings={
            "assimilated": "Its holders are slotted into the proposed post without competition.",
            "regraded": "Its holders stay in it, and it has the grade of the proposed post from the day of the change.",
            "ring-fenced": "Its holders compete for the proposed posts, and nobody else does.",
            "open": "The post ends. Its holders may compete for any post, as anyone may.",
            "deleted": "The post ends, and no proposed post takes its holders.",
            "unresolved": BLOCKS,
        },
    ),
]
FilledBy = Annotated[
    Literal["assimilation", "ring-fence", "open", "unresolved"],
    Form(
        choices={"ring-fence": "ring-fenced", "open": "open competition", "unresolved": "unresolved (blocks)"},
        meanings={
            "assimilation": "By the holders of present posts that are assimilated or regraded into it.",
            "ring-fence": "By competition among the holders of the present posts that are ring-fenced for it.",
            "open": "By open recruitment.",
            "unresolved": BLOCKS,
        },
    ),
]
FILLS = {"assimilated": "assimilation", "regraded": "assimilation", "ring-fenced": "ring-fence"}
"""The way in which a proposed post is filled, by the fate of the present post that leads to it."""
LEADS_ON, LEADS_NOWHERE = (*FILLS,), ("open", "deleted", "unresolved")
