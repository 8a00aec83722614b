//! Questions that a case cannot be asked, with what to ask instead.

use crate::error::Error;
use crate::model::Case;

/// The error for a case that speaks of coalitions or of a group alone.
pub(in crate::lower) fn nothing_to_bargain(case: &Case) -> Error {
    let hint = match (&case.coalitions, &case.contact_group) {
        (Some(_), None) => format!("try zopa coalitions {}", case.id),
        (None, Some(_)) => format!("try zopa compose {}", case.id),
        (Some(_), Some(_)) => format!("try zopa coalitions {0}, or zopa compose {0}", case.id),
        (None, None) => "add at least one issue: [issues.NAME] with levels, weight and values".to_owned(),
    };
    Error::request("this case has no issues and no points, so there is nothing to bargain over", hint)
}

/// The error for a case with continuous issues, where a question about single packages is asked.
pub(in crate::lower) fn has_a_range(case: &Case) -> Error {
    let continuous = case.issues.iter().find(|issue| issue.continuum.is_some());
    let id = continuous.map_or("", |issue| issue.id.as_str());
    Error::request(
        format!("issue `{id}` has a range, so this case has more packages than can be listed one by one"),
        format!("ask zopa zone, solve or why-not {}; or give the issue levels", case.id),
    )
}

/// The error for a case that gives a convex set, where a question about packages is asked.
pub(in crate::lower) fn no_packages(case: &Case) -> Error {
    Error::request(
        "this case gives a convex set of agreements, which has no packages to count",
        format!("try zopa solve {}", case.id),
    )
}
