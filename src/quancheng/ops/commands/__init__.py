"""One module per noun of the command line: `HELP`, `add_arguments` and `run`."""
