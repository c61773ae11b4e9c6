"""Who buys the service."""

from pydantic import Field

from model.schema.section import Section, Text


class Customers(Section):
    """The schools that buy, as a count, until a list is held."""

    count: int = Field(ge=1, le=100_000)
    """How many buy."""
    are: Text = "schools"
    """What they are, in the plural: schools."""
    source: Text
    """Where the count comes from."""
    price_step: float = Field(default=1.0, gt=0, le=1000)
    """The step in £ that a price is rounded up to."""
