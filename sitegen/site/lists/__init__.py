"""Lists that are cut into blocks: where, which blocks were ever published, and where those lead that are no more."""
