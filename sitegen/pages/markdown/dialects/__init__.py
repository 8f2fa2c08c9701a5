"""What other generators write into Markdown, as Markdown: shortcodes, Liquid, JSX, containers, notes."""
