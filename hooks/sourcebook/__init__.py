"""What the knowledge base knows: posts, topics, sources, page views.

Values in, values out. Nothing here imports the site generator, reads the disk, asks the
clock or writes markup: the flat files beside this package translate, and the templates
in `overrides/` draw. Of this there are two exceptions: `commands/`, the command line, sees disk,
clock, network and environment, and Markdown extensions make elements in the tree of a text.
"""
