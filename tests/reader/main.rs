//! The case reader, from the outside: what it says about bad files, and what it makes of good ones.

mod case;
mod documents;
mod messages;
mod messages_of_check;
mod robust;
mod syntaxes;
