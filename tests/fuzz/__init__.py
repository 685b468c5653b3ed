"""Everything that parses, with what nobody expects: `python -m tests.fuzz --minutes 3 [target …]`.

A target is a value: what is tried (a strategy of Hypothesis), and what has to hold. The tests try a little of each
every time; the command goes on for as long as one likes, with other values each time.
"""
