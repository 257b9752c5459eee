"""What every stage's pages and records stand on: versions of a record, form fields, form pages, pictures, tags."""
