"""Rules of single numbers that python-stdnum does not have, or has narrower than people write them.

Each module looks like one of python-stdnum's: `validate` gives the number as it is stored, or raises one of
`stdnum.exceptions`; `format` makes it readable again. Nothing here talks to anybody:
`domain.organisations.registers` and `domain.vat.reading` turn the exceptions into words.
"""
