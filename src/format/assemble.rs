//! Domain and profiles of another tool, put together to a case.
//!
//! The readers of `genius` and `geniusweb` fill a [`Domain`] and one [`Profile`] for each party; [`case`] gives
//! them names that a case file may have and writes down where the numbers come from.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Findings, short};
use crate::model::check::{MAX_ISSUES, MAX_PARTIES};
use crate::model::{
    Case, Choice, Continuum, Effect, Interaction, Issue, Knot, Name, Party, Quantity, Role, Source,
    SourceKind, WalkAway,
};

/// What is negotiated.
#[derive(Debug, Default)]
pub(crate) struct Domain {
    /// What its author called it; may be empty.
    pub(crate) title: String,
    /// The issues, in the order of the file.
    pub(crate) issues: Vec<DomainIssue>,
}

/// An issue of a domain.
#[derive(Debug)]
pub(crate) struct DomainIssue {
    /// Its name in the file.
    pub(crate) name: Name,
    /// Its levels, all different; none if it has a range.
    pub(crate) levels: Vec<Name>,
    /// The ends of its range, if any number between them may be agreed on.
    pub(crate) range: Option<[Quantity; 2]>,
    /// Whether they go from less to more.
    pub(crate) ordered: bool,
}

/// Places of issues, each with places of its levels.
pub(crate) type Sides = Vec<(usize, Vec<usize>)>;

/// What one party thinks of it.
#[derive(Debug)]
pub(crate) struct Profile {
    /// The name of its file, which is all that says who the party is.
    pub(crate) file: String,
    /// For each issue its weight and the value of each level.
    pub(crate) payoffs: Vec<(Quantity, Vec<Quantity>)>,
    /// For each issue with a range, by its place, the value at some amounts.
    pub(crate) curves: Vec<(usize, Vec<Knot>)>,
    /// What is added where levels of two or more issues come together: places of issues and of levels.
    pub(crate) bonuses: Vec<(Sides, Quantity)>,
    /// What it has without an agreement.
    pub(crate) walk_away: Quantity,
    /// What else there is to know.
    pub(crate) note: Option<String>,
}

/// The words of a format.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    /// The tool.
    pub(crate) tool: &'static str,
    /// How it makes utilities of its numbers.
    pub(crate) convention: &'static str,
}

/// Is the case beyond what is solved? Asked before anything is made as large as a file says it is.
pub(crate) fn too_large(levels: &[usize], profiles: usize, findings: &mut Findings) -> bool {
    let before = findings.errors();
    for (count, limit, what) in [(levels.len(), MAX_ISSUES, "issues"), (profiles, MAX_PARTIES, "parties")] {
        if count > limit {
            let message = format!("the case has {count} {what}, at most {limit} are solved");
            findings.push(Diagnostic::error(Code::TooLarge, message));
        }
    }
    findings.errors() > before
}

/// The case of a domain and its profiles.
///
/// - `file`: the name of the domain's file.
pub(crate) fn case(file: &str, domain: Domain, profiles: Vec<Profile>, words: Words) -> Case {
    let mut taken = BTreeSet::new();
    let parties: Vec<String> = profiles.iter().map(|one| id(stem(&one.file), "party", &mut taken)).collect();
    let mut taken = BTreeSet::new();
    let ids: Vec<String> = domain.issues.iter().map(|one| id(&one.name.text, "issue", &mut taken)).collect();
    let files = profiles.iter().map(|profile| base(&profile.file)).collect::<Vec<_>>().join(", ");
    let source = |id: &str, cite: String| Source { id: id.into(), kind: SourceKind::Assumption, cite };
    let sources = vec![
        source("domain", format!("{} domain {}", words.tool, base(file))),
        source("profiles", format!("{} profiles {files}; {}", words.tool, words.convention)),
    ];
    let from_profiles = || Some(Name::from("profiles"));
    let mut case = Case {
        id: id(stem(file), "domain", &mut BTreeSet::new()),
        title: if domain.title.is_empty() { stem(file).to_owned() } else { domain.title.clone() },
        scale: Some(format!("0 to 1 for each party, as {} works it out", words.tool)),
        sources,
        ..Case::default()
    };
    for (place, issue) in domain.issues.into_iter().enumerate() {
        // A finding about a party's weights points at its file.
        let at = |party: usize, span| Name { text: parties[party].clone(), span };
        let of = |profile: &Profile| profile.payoffs.get(place).cloned().unwrap_or_default();
        let payoffs: Vec<_> = profiles.iter().map(of).enumerate().collect();
        let curves = profiles.iter().enumerate().filter_map(|(party, profile)| {
            let (_, knots) = profile.curves.iter().find(|(own, _)| *own == place)?;
            Some((at(party, None), knots.clone()))
        });
        let curves: Vec<_> = curves.collect();
        let is_continuous = issue.range.is_some();
        let continuum = issue.range.map(|[from, to]| Continuum { from, to, curves });
        case.issues.push(Issue {
            continuum,
            id: Name { text: ids[place].clone(), span: issue.name.span },
            label: issue.name.text,
            unit: None,
            ordered: issue.ordered,
            levels: issue.levels,
            weight: payoffs
                .iter()
                .map(|(party, (weight, _))| (at(*party, weight.span), weight.clone()))
                .collect(),
            values: payoffs
                .into_iter()
                .filter(|_| !is_continuous)
                .map(|(party, (_, values))| (at(party, None), values))
                .collect(),
            source: Some("domain".into()),
            payoff_source: from_profiles(),
            note: None,
        });
    }
    for (party, profile) in profiles.into_iter().enumerate() {
        for (when, bonus) in profile.bonuses {
            let choice = |(issue, levels): (usize, Vec<usize>)| Choice {
                within: None,
                issue: ids[issue].as_str().into(),
                levels: levels
                    .iter()
                    .map(|&level| case.issues[issue].levels[level].text.as_str().into())
                    .collect(),
            };
            let when = when.into_iter().map(choice).collect();
            let effect = Effect::Bonus { when, bonus: vec![(parties[party].as_str().into(), bonus)] };
            case.interactions.push(Interaction { effect, source: from_profiles(), note: None });
        }
        case.parties.push(Party {
            id: parties[party].as_str().into(),
            name: stem(&profile.file).to_owned(),
            role: Role::Signatory,
            walk_away: Some(WalkAway::Given(profile.walk_away)),
            influence: None,
            source: from_profiles(),
            note: profile.note,
        });
    }
    case
}

/// The name of a file without its folders.
pub(crate) fn base(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

/// The name of a file without its folders and its extension.
pub(crate) fn stem(file: &str) -> &str {
    let base = base(file);
    base.rsplit_once('.').map_or(base, |(stem, _)| stem)
}

/// A name that a case file may have, made of any text, and not among those that are `taken`.
///
/// Letters and digits stay; whatever stands between them becomes one `_`.
pub(crate) fn id(text: &str, otherwise: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name = String::new();
    for letter in short(text).trim_end_matches("...").chars() {
        match letter {
            _ if letter.is_alphanumeric() || letter == '-' => name.push(letter),
            _ if !name.is_empty() && !name.ends_with('_') => name.push('_'),
            _ => {}
        }
    }
    let name = name.trim_end_matches('_');
    let name = if name.is_empty() { otherwise } else { name };
    let numbered = (2..).map(|number| format!("{name}_{number}"));
    let free = std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken.contains(name));
    let name = free.unwrap_or_default();
    taken.insert(name.clone());
    name
}

#[cfg(test)]
mod tests {
    use super::id;
    use std::collections::BTreeSet;

    #[test]
    fn any_text_becomes_a_name_and_none_twice() {
        let mut taken = BTreeSet::new();
        let mut of = |text| id(text, "issue", &mut taken);
        assert_eq!(of("work from home (days)"), "work_from_home_days");
        assert_eq!(of("work-from home"), "work-from_home");
        assert_eq!(of("work from  home (days)"), "work_from_home_days_2");
        assert_eq!(of("%"), "issue");
        assert_eq!(of(""), "issue_2");
    }
}
