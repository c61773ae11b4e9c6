"""How prices are to be raised so that they recover the cost: the caps and steps that the council chooses."""

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from model.schema.sections.section import Number, Reason, Section, Share


class NewPrices(Section):
    """What binds the price list that is worked out: left out, only the list's own step does."""

    cap_share: Annotated[Share, Field(gt=0, le=10)] | None = None
    """The most that one customer's charge may rise, as in 10%."""
    cap_amount: Annotated[Number, Field(gt=0)] | None = None
    """The most in £ a year that it may rise; with cap_share, the lower of both binds."""
    rate_step: Annotated[Number, Field(ge=0.01, le=1000)] = 0.01
    """The step in £ of a price a pupil; other prices have the step of their list."""
    minimums_too: bool = False
    """Whether minimum charges rise as well."""
    lower_while_overdrawn: Reason | None = None
    """Why prices may be lowered although the trading account is overdrawn; left out, that blocks."""
    source: Reason
    """Where the cap comes from, or why it is assumed."""

    @model_validator(mode="after")
    def _whole_pence(self) -> "NewPrices":
        if round(self.rate_step * 100, 6) % 1:
            raise PydanticCustomError("rate_step", "a step in whole pence")
        return self
