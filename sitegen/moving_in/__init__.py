"""Moving in: from the folder of another system's site to a site of ours. Never: changes the old folder."""
