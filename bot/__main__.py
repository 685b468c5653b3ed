"""The program's beginning: `handschlag`, or `python -m bot` without an installed script."""

import gc

# Imports make what stays: to search it for garbage again and again takes a tenth of the time until the first answer.
gc.disable()

from bot.cli import main  # noqa: E402

gc.enable()

if __name__ == "__main__":
    main()
