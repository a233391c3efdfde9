"""What a reader needs to quote and to cite: texts with attribution, citations, metadata for machines.

Pure functions over the frozen library. `citations.Citations` is where to begin: it knows a page, a message or a
figure as a citation item, as text to paste, as a formatted citation, as BibTeX and as RIS.
"""
