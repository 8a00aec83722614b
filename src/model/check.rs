//! Findings from the text alone.
