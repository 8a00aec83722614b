//! `[contact_group]`: what the reader says of it word for word.

use crate::case::said;

const BASE: &str = r#"[model]
id = "g"
[sources]
s = { kind = "paper", cite = "c" }
[contact_group]
unit = "USD m a year"
must = ["MR"]
goal = 100
implies = [["DZ", "MA"]]
source = "s"
[contact_group.candidates]
US = { fund = 60, tags = ["western"] }
DZ = { fund = 15 }
MA = { fund = 10 }
MR = { fund = 2 }
[contact_group.extra]
DE = { fund = 25, tags = ["western"] }
[contact_group.share_limits.western]
at_most = { low = 0.25, mode = "1/3", high = 0.5 }
[contact_group.groups.north]
members = "DZ+MA"
"#;

#[track_caller]
fn replaced(part: &str, by: &str, expected: &[&str]) {
    assert!(BASE.contains(part), "no {part}");
    assert_eq!(said(&BASE.replacen(part, by, 1)), expected, "{by}");
}

#[test]
fn a_group_needs_neither_parties_nor_issues() {
    assert_eq!(said(BASE), [""; 0]);
}

#[test]
fn z033_rules_name_candidates() {
    replaced(
        "must = [\"MR\"]",
        "must = [\"RM\"]",
        &["7: error[Z033]: unknown candidate `RM` in `must` of [contact_group] ^ did you mean `MR`? \
         -> the candidates are US, DZ, MA, MR, DE"],
    );
    replaced(
        "must = [\"MR\"]",
        "must = [\"MR\", \"DE\", \"MR\"]",
        &[
            "7: error[Z033]: `DE` must be in the group, but stands in `extra`: it is not asked now \
         -> move it to `candidates`, or take it out of `must`",
            "7: error[Z010]: candidate `MR` is given twice in `must` of [contact_group]",
        ],
    );
    replaced(
        "[[\"DZ\", \"MA\"]]",
        "[[\"DZ\", \"TD\"], [\"DZ\"]]",
        &[
            "9: error[Z033]: unknown candidate `TD` in pair 1 of `implies` of [contact_group] \
         -> the candidates are US, DZ, MA, MR, DE",
            "9: error[Z011]: pair 2 of `implies` of [contact_group] has 1 name, expected 2: the first needs the second",
        ],
    );
    replaced(
        "members = \"DZ+MA\"",
        "members = \"DZ+MAR\"",
        &["21: error[Z033]: unknown candidate `MAR` in `members` of group `north` ^ did you mean `MA`? \
         -> the candidates are US, DZ, MA, MR, DE"],
    );
}

#[test]
fn z010_a_candidate_is_asked_now_or_extra() {
    replaced(
        "DE = { fund",
        "US = { fund",
        &["17: error[Z010]: candidate `US` is given twice -> keep it in `candidates`, or in `extra`"],
    );
}

#[test]
fn z026_and_z034_share_limits_are_shares_of_somebody() {
    replaced(
        "at_most = { low = 0.25, mode = \"1/3\", high = 0.5 }",
        "at_most = 33",
        &["19: error[Z026]: `at_most` of share limit `western` is 33, expected 0 to 1 \
         -> a share is a part of the whole: write \"1/3\", or 0.4 for 40 percent"],
    );
    replaced(
        "high = 0.5",
        "high = \"3/2\"",
        &["19: error[Z026]: `at_most` of share limit `western` is 3/2, expected 0 to 1 \
         -> a share is a part of the whole: write \"1/3\", or 0.4 for 40 percent"],
    );
    replaced(
        "share_limits.western",
        "share_limits.westen",
        &[
            "18: warning[Z034]: share limit `westen` bounds nobody: no candidate has this tag ^ did you mean `western`? \
         -> the tags are western",
        ],
    );
    replaced(
        "DZ = { fund = 15 }",
        "DZ = { fund = -15 }",
        &["13: error[Z026]: `fund` of candidate `DZ` is -15, expected 0 or more"],
    );
}

#[test]
fn what_is_missing_is_named_once() {
    replaced(
        "DZ = { fund = 15 }",
        "DZ = {}",
        &["13: error[Z005]: candidate `DZ` has no `fund` -> add `fund`: what it brings"],
    );
    replaced(
        "[contact_group.candidates]",
        "[contact_group.candidate]",
        &["11: error[Z003]: unknown key `candidate` in [contact_group] ^ did you mean `candidates`? \
         -> the keys of [contact_group] are label, unit, candidates, extra, must, implies, share_limits, goal, groups, source, note"],
    );
    replaced(
        "source = \"s\"\n",
        "",
        &["11: warning[Z020]: 7 numbers of [contact_group] have no source \
         -> add source = \"NAME\" to [contact_group], with a NAME from [sources]"],
    );
}
