//! The small case that `zopa init` writes.

/// A commented case of about 40 lines that solves, for a modeller to edit.
pub const STARTER: &str = include_str!("../../models/starter.toml");
