//! Wrong answers are refused.
