//! One thing changed for one run, as a what-if flag says it.

use std::fmt;

use crate::error::Error;
use crate::numeric::{Rational, typed};

/// One thing changed for one run.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Another number at a path.
    Set {
        /// The path, such as `parties.GOV.walk_away`.
        path: String,
        /// The number.
        value: Rational,
    },
    /// A hard condition lifted; limits stay.
    Without(Lifted),
    /// The highest level of an issue, instead of the limit that the file sets on it.
    Cap {
        /// The issue.
        issue: String,
        /// A label, an index, or `#` and an index.
        level: String,
    },
    /// An issue fixed at one level.
    Fix {
        /// The issue.
        issue: String,
        /// A label, an index, or `#` and an index.
        level: String,
    },
    /// A shock that happens.
    Shock {
        /// Its name.
        name: String,
        /// The share of its assumed strength.
        factor: Rational,
    },
}

/// Which conditions are lifted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lifted {
    /// The one with this name.
    Named(String),
    /// All of them.
    All,
}

impl Change {
    /// Reads `PATH=NUMBER`.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] with the form that was expected.
    pub fn set(text: &str) -> Result<Self, Error> {
        let (path, number) = halves(text, "--set", "PATH=NUMBER")?;
        let value = number.parse().map_err(|error| {
            Error::request(format!("`--set {text}`: `{number}` is {error}"), "write a decimal or a fraction")
        })?;
        Ok(Self::Set { path, value })
    }

    /// Reads `NAME` or `all`.
    #[must_use]
    pub fn without(text: &str) -> Self {
        Self::Without(if text == "all" { Lifted::All } else { Lifted::Named(text.to_owned()) })
    }

    /// Reads `ISSUE=LEVEL` for a cap.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] with the form that was expected.
    pub fn cap(text: &str) -> Result<Self, Error> {
        halves(text, "--cap", "ISSUE=LEVEL").map(|(issue, level)| Self::Cap { issue, level })
    }

    /// Reads `ISSUE=LEVEL` for a fix.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] with the form that was expected.
    pub fn fix(text: &str) -> Result<Self, Error> {
        halves(text, "--fix", "ISSUE=LEVEL").map(|(issue, level)| Self::Fix { issue, level })
    }

    /// Reads `NAME` or `NAME*FACTOR`.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] if the factor is no number.
    pub fn shock(text: &str) -> Result<Self, Error> {
        let (name, factor) = text.split_once('*').unwrap_or((text, "1"));
        let factor = factor.parse().map_err(|error| {
            let message = format!("`--shock {text}`: the factor `{factor}` is {error}");
            Error::request(message, "write NAME or NAME*FACTOR, such as mlf_attacks*0.5")
        })?;
        Ok(Self::Shock { name: name.to_owned(), factor })
    }

    /// Reads a change as the command line has it, `--cap` and `development=#3` apart.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] if the flag is unknown or its value has the wrong form.
    pub fn from_flag(flag: &str, value: &str) -> Result<Self, Error> {
        match flag {
            "--set" => Self::set(value),
            "--without" => Ok(Self::without(value)),
            "--cap" => Self::cap(value),
            "--fix" => Self::fix(value),
            "--shock" => Self::shock(value),
            _ => Err(Error::request(
                format!("unknown what-if `{flag}`"),
                "use --set, --without, --cap, --fix or --shock",
            )),
        }
    }

    /// What is changed: no two what-ifs of a run may change the same thing in the same way.
    pub(in crate::study) fn target(&self) -> (u8, &str) {
        let name = match self {
            Self::Set { path, .. } => path,
            Self::Without(Lifted::All) => "all",
            Self::Without(Lifted::Named(name)) | Self::Shock { name, .. } => name,
            Self::Cap { issue, .. } | Self::Fix { issue, .. } => issue,
        };
        (self.order(), name)
    }

    /// The place of its kind in the order in which changes are applied.
    pub(in crate::study) fn order(&self) -> u8 {
        match self {
            Self::Set { .. } => 0,
            Self::Without(_) => 1,
            Self::Cap { .. } => 2,
            Self::Fix { .. } => 3,
            Self::Shock { .. } => 4,
        }
    }
}

impl fmt::Display for Change {
    /// The change as the command line takes it: `--cap development=#3`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set { path, value } => write!(formatter, "--set {path}={}", typed(value)),
            Self::Without(Lifted::All) => formatter.write_str("--without all"),
            Self::Without(Lifted::Named(name)) => write!(formatter, "--without {name}"),
            Self::Cap { issue, level } => write!(formatter, "--cap {issue}={level}"),
            Self::Fix { issue, level } => write!(formatter, "--fix {issue}={level}"),
            Self::Shock { name, factor } if *factor == Rational::ONE => write!(formatter, "--shock {name}"),
            Self::Shock { name, factor } => write!(formatter, "--shock {name}*{}", typed(factor)),
        }
    }
}

fn halves(text: &str, flag: &str, form: &str) -> Result<(String, String), Error> {
    let halves = text.split_once('=').filter(|(left, right)| !left.is_empty() && !right.is_empty());
    let (left, right) = halves.ok_or_else(|| {
        Error::request(format!("`{flag} {text}` is not of the form {form}"), format!("write {flag} {form}"))
    })?;
    Ok((left.trim().to_owned(), right.trim().to_owned()))
}
