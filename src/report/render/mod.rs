//! Data into text, JSON and CSV.

pub mod csv;
pub mod json;
pub mod text;
