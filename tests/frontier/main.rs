//! Principles over the frontier of two parties: curves and polygons.

mod known;
