//! The case reader, from the outside: what it says about bad files, and what it makes of good ones.

mod case;
mod coalitions;
mod contact_group;
mod documents;
mod messages;
mod messages_of_check;
mod plain;
mod robust;
mod sequence;
mod syntaxes;
