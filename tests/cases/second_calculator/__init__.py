"""A second calculator: docs/method/ and the rate files again, as plain loops over people and months.

It reads nothing of the engine. Where the two differ, one of them, or the method, is wrong.
"""
