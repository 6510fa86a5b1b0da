"""The command `sourcebook`: where disk, network, clock and terminal are.

A command asks the writer, reads and writes files, and calls services. What is right or
wrong about a source is decided in the modules above, which see nothing of this.
"""
