"""Brings something in from outside: a page, a mail, a paste or an item of a feed becomes a draft; a person decides."""
