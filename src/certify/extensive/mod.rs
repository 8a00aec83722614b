//! Judges claims about extensive games from the tree alone.
