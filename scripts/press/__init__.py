"""Press kits: a topic, or a whole letter, as files for a desk: PDF, DOCX, ODT, EPUB and plain text.

One manuscript in HTML is made of the pages (`manuscript`); pandoc writes every format of it (`pandoc`),
the PDF by way of Typst (`pdf`). `kit` says which files there are and writes them.
"""
