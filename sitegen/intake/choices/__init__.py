"""What a draft says, chosen among all that was found, with the place where it has it from."""
