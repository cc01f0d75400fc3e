"""PDF files: comes in: the bytes of a PDF, goes out: its printed lines, read in a process of their own."""
