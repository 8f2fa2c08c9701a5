"""What the lines of a text say: fields, headings, sentences, and what is none of the story's."""
