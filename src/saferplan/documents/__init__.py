"""A document as blocks, its writers (HTML, tagged PDF, Word, plain text), its pictures, and the form of a release."""
