//! Choosing the members of a group under rules of composition.
