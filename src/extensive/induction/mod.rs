//! The engine of backward induction: walks through a tree from its last node to its first.
//!
//! In prefix order a node stands before everything below it, so that on the way back all that is known about its
//! children lies on top of a stack, the first child uppermost. [`one`] keeps one payoff vector for each open
//! subtree and finds one equilibrium; [`all`] keeps every payoff vector that an equilibrium of the subtree can
//! have, and how many equilibria have it. Both work on any [`amount::Amount`]: 64-bit units where nothing but whole
//! units comes about, fractions where chance divides them.

pub(crate) mod all;
pub(crate) mod amount;
pub(crate) mod one;
