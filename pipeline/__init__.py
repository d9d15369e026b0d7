"""From Chinese reports about international sister cities to one dataset, each value citable to its characters."""
