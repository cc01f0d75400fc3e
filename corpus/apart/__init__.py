"""Reading apart: comes in: the bytes of a foreign file, goes out: its parts, read in a process of its own."""
