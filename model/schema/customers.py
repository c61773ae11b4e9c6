"""Who buys the service."""

from pydantic import Field

from model.schema.section import Count, Number, Section, Text


class Customers(Section):
    """The schools that buy, as a count, until a list is held."""

    count: Count = Field(ge=1)
    """How many buy."""
    are: Text = "schools"
    """What they are, in the plural: schools."""
    source: Text
    """Where the count comes from."""
    price_step: Number = Field(default=1.0, ge=0.01, le=1000)
    """The step in £ that a price is rounded up to."""
