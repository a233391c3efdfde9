"""The commands: thin modules with ``add_arguments(parser)`` and ``run(options) -> exit code``."""
