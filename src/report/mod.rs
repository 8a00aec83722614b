//! From answers to what a person or a script reads.
//!
//! A section builds plain data with names in it; a renderer turns the data into text, JSON or CSV. Text and
//! JSON come from the same data, so they cannot disagree. No section is written for one case: the sentences
//! follow from levels, ranges and shocks.
//!
//! - [`sections`]: one file for each command's answer.
//! - [`render`]: text, JSON and CSV.
//! - [`wording`]: how levels and lists are said in plain words.

pub mod number;
pub mod render;
pub mod sections;
pub mod wording;
