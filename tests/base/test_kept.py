"""What is kept from one round to the next: made anew where its arguments have changed, and only there."""

from model.base.kept import Kept, each_made, made


class Counted:
    """A function that knows how often it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, *given):
        self.asked.append(given)
        return sum(given)


def test_one_result_is_made_again_where_an_argument_differs():
    kept, add = Kept(), Counted()
    assert [made(kept, "sum", add, 1, 2), made(kept, "sum", add, 1, 2), made(kept, "sum", add, 1, 3)] == [3, 3, 4]
    assert add.asked == [(1, 2), (1, 3)]


def test_of_many_only_those_that_differ_are_made_again():
    kept, add = Kept(), Counted()
    assert each_made(kept, "sums", add, {"a": (1, 1), "b": (2, 2), "c": (3, 3)}) == {"a": 2, "b": 4, "c": 6}
    kept.turn()
    add.asked.clear()
    assert each_made(kept, "sums", add, {"a": (1, 1), "b": (2, 5), "d": (4, 4)}) == {"a": 2, "b": 7, "d": 8}
    assert add.asked == [(2, 5), (4, 4)]


def test_many_are_in_the_order_in_which_they_are_asked_for():
    kept, add = Kept(), Counted()
    first = {"a": (1,), "b": (2,)}
    each_made(kept, "sums", add, first)
    assert [*each_made(kept, "sums", add, dict(reversed(first.items())))] == ["b", "a"]
    assert [*each_made(kept, "sums", add, first)] == ["a", "b"]
    assert add.asked == [(1,), (2,)]


def test_what_was_not_asked_for_in_the_round_before_is_forgotten():
    kept, add = Kept(), Counted()
    made(kept, "sum", add, 1)
    kept.turn()
    made(kept, "sum", add, 1)
    kept.turn()
    kept.turn()
    made(kept, "sum", add, 1)
    assert add.asked == [(1,), (1,)]


def test_two_functions_may_share_a_key():
    kept = Kept()
    assert (made(kept, "of them", min, 1, 2), made(kept, "of them", max, 1, 2)) == (1, 2)
    given = {"a": (1, 2)}
    assert (each_made(kept, "of each", min, given), each_made(kept, "of each", max, given)) == ({"a": 1}, {"a": 2})
