"""The pure rules of the catalogue: words, cleaning, composing, publication, forms, differences."""
