"""运行: the command line, the embedded database server, the worker and the health of a site."""
