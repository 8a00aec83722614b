//! Every problem of a case that can be seen without solving it.
//!
//! [`check`] works on a case read from a file and on one built in code. It lists all problems at once: names
//! that are not declared (`names`), numbers and lists that do not fit (`payoffs`, `rules`), numbers with
//! no source (`sources`), and sizes beyond what is solved (here). What needs a solve, such as a level that
//! no admissible package has, is found elsewhere.
//!
//! A reader of files uses `check_around`, which knows the gaps where the file could not be read.

mod blocs;
mod coalitions;
mod contact_group;
mod continuum;
mod deals;
mod given_set;
mod names;
mod payoffs;
mod rules;
mod sequence;
mod sources;
mod voters;

use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::{Code, Diagnostic, Findings, short};
use crate::model::coalitions::{Coalitions, Worths};
use crate::model::{Case, Effect, Issue, Name, Role};

/// Most parties.
pub const MAX_PARTIES: usize = 64;
/// Most issues.
pub const MAX_ISSUES: usize = 200;
/// Most levels of one issue.
pub const MAX_LEVELS: usize = 2000;
/// Most packages that are looked at one by one: the product of the numbers of levels. Beyond, a zone, its solutions
/// and what stands in its way are found by other means, and other questions are not answered.
pub const MAX_PACKAGES: u128 = 1_000_000_000;
/// Most numbers in the table of one interaction.
pub const MAX_CELLS: usize = 1_000_000;
/// Most blocks of any other kind, and most entries of a table of names.
pub const MAX_BLOCKS: usize = 1000;

/// Most concessions that are mixed.
pub const MAX_CONCESSIONS: usize = 40;

/// Most players of a game that is a table of coalitions, or becomes one.
pub const MAX_TABLE_PLAYERS: usize = 25;
/// Most coalitions that a table names one by one.
pub const MAX_NAMED_WORTHS: usize = 1 << 16;
/// Most players of a table of partitions.
pub const MAX_PARTITION_PLAYERS: usize = 10;
/// Most players of any other game of coalitions but a vote.
pub const MAX_PLAYERS: usize = crate::coalition::MAX_PLAYERS;
/// Most candidates of a contact group, those who are not asked now among them.
pub const MAX_CANDIDATES: usize = crate::coalition::MAX_PLAYERS;
/// Most share limits of a contact group.
pub const MAX_SHARE_LIMITS: usize = 8;

/// Most variants of a sequence.
pub const MAX_VARIANTS: usize = 100;

/// The table under which [`Gaps`] hold the issues whose levels could not be read.
pub(crate) const LEVELS: &str = "levels of issues";

/// Marks in [`Gaps`] that the range or the curves of an issue could not be read in full.
pub(crate) const CURVES: &str = "curves of issues";

/// The blocks of a file that could not be read in full.
///
/// A finding that only follows from a gap is left out: one slip, one finding.
#[derive(Debug, Default)]
pub(crate) struct Gaps {
    blocks: BTreeSet<(&'static str, String)>,
    whole: BTreeSet<&'static str>,
}

impl Gaps {
    /// Marks one block of a table, such as `issues` `autonomy`.
    pub(crate) fn mark(&mut self, table: &'static str, id: &str) {
        self.blocks.insert((table, id.to_owned()));
    }

    /// Marks a whole table.
    pub(crate) fn mark_all(&mut self, table: &'static str) {
        self.whole.insert(table);
    }

    /// Is the whole table in doubt?
    pub(crate) fn all(&self, table: &'static str) -> bool {
        self.whole.contains(table)
    }

    /// Is this block in doubt?
    pub(crate) fn one(&self, table: &'static str, id: &str) -> bool {
        self.all(table) || self.blocks.contains(&(table, id.to_owned()))
    }

    /// Is any block of this table in doubt?
    pub(crate) fn any(&self, table: &'static str) -> bool {
        self.all(table) || self.blocks.iter().any(|(one, _)| *one == table)
    }
}

/// Every problem that can be seen without solving the case.
#[must_use]
pub fn check(case: &Case) -> Vec<Diagnostic> {
    let mut findings = Findings::default();
    check_around(case, &Gaps::default(), &mut findings);
    findings.into_sorted()
}

/// As [`check`], without what only follows from `gaps`.
pub(crate) fn check_around(case: &Case, gaps: &Gaps, findings: &mut Findings) {
    let before = findings.errors();
    sizes(case, findings);
    if findings.errors() > before {
        // The searches below are quadratic in places; a case beyond the limits is not searched further.
        return;
    }
    let mut checker = Checker { case, gaps, findings, names: Names::of(case) };
    names::check(&mut checker);
    payoffs::check(&mut checker);
    rules::check(&mut checker);
    coalitions::check(&mut checker);
    deals::check(&mut checker);
    contact_group::check(&mut checker);
    sequence::check(&mut checker);
    sources::check(&mut checker);
    if checker.findings.errors() == 0 {
        case.issues.iter().for_each(|issue| payoffs::dominated(&mut checker, issue));
    }
}

/// What the parts of the check share.
struct Checker<'a> {
    case: &'a Case,
    gaps: &'a Gaps,
    findings: &'a mut Findings,
    names: Names<'a>,
}

/// The names that are declared.
struct Names<'a> {
    parties: HashSet<&'a str>,
    issues: HashSet<&'a str>,
    sources: HashSet<&'a str>,
    packages: HashSet<&'a str>,
}

impl<'a> Names<'a> {
    fn of(case: &'a Case) -> Self {
        Self {
            parties: case.parties.iter().map(|one| one.id.as_str()).collect(),
            issues: case.issues.iter().map(|one| one.id.as_str()).collect(),
            sources: case.sources.iter().map(|one| one.id.as_str()).collect(),
            packages: case.packages.iter().map(|one| one.id.as_str()).collect(),
        }
    }
}

impl<'a> Checker<'a> {
    fn push(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Reports `party` if it is not declared; `true` if it is.
    fn known_party(&mut self, party: &Name, place: &str) -> bool {
        let known = self.names.parties.contains(party.as_str());
        if !known && !self.gaps.all("parties") && !self.case.parties.is_empty() {
            let names = self.case.parties.iter().map(|one| one.id.as_str());
            self.unknown(Code::UnknownParty, "party", party, place, names, "parties");
        }
        known
    }

    /// The issue of this name, which is reported if it is not declared.
    fn known_issue(&mut self, issue: &Name, place: &str) -> Option<&'a Issue> {
        let found =
            self.names.issues.contains(issue.as_str()).then(|| self.case.issue(&issue.text)).flatten();
        if found.is_none() && !self.gaps.all("issues") {
            let names = self.case.issues.iter().map(|one| one.id.as_str());
            self.unknown(Code::UnknownIssue, "issue", issue, place, names, "issues");
        }
        found
    }

    /// The place of a level of a known issue; the level is reported if the issue does not have it.
    fn known_level(&mut self, issue: &Issue, level: &Name, place: &str) -> Option<usize> {
        let found = issue.level(&level.text);
        if let Some(continuum) = &issue.continuum {
            continuum::amount(self, issue, continuum, level, place);
            return found;
        }
        // An issue whose levels could not be read has none to compare with.
        if found.is_none() && !issue.levels.is_empty() && !self.gaps.one(LEVELS, &issue.id.text) {
            let labels = || issue.levels.iter().map(Name::as_str);
            let label = self.findings.suggest(&level.text, labels());
            let issue = short(&issue.id.text);
            let level_text = short(&level.text);
            let message = format!("issue `{issue}` has no level `{level_text}`, named in {place}");
            let finding = Diagnostic::error(Code::UnknownLevel, message).at(level.span).label(label);
            self.push(finding.hint(format!("its levels are {}", listed(labels()))));
        }
        found
    }

    fn unknown<'n>(
        &mut self,
        code: Code,
        kind: &str,
        name: &Name,
        place: &str,
        names: impl Iterator<Item = &'n str> + Clone,
        table: &str,
    ) {
        if names.clone().next().is_some() {
            return self.unknown_of(code, kind, name, place, names, &format!("[{table}] has"));
        }
        let message = format!("unknown {kind} `{}` in {place}", short(&name.text));
        let hint = format!("declare it in [{table}], which has none");
        self.push(Diagnostic::error(code, message).at(name.span).hint(hint));
    }

    /// Reports a name that is none of `names`, which `known` introduces in the hint.
    fn unknown_of<'n>(
        &mut self,
        code: Code,
        kind: &str,
        name: &Name,
        place: &str,
        names: impl Iterator<Item = &'n str> + Clone,
        known: &str,
    ) {
        let label = self.findings.suggest(&name.text, names.clone());
        let message = format!("unknown {kind} `{}` in {place}", short(&name.text));
        let hint = match names.clone().next() {
            Some(_) => format!("{known} {}", listed(names)),
            None => String::new(),
        };
        self.push(Diagnostic::error(code, message).at(name.span).label(label).hint(hint));
    }
}

/// Names for a hint: all of a few, or the first of many.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    const SHOWN: usize = 12;
    let mut names = names.map(|name| short(name).into_owned());
    let mut text = names.by_ref().take(SHOWN).collect::<Vec<_>>().join(", ");
    let more = names.count();
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    text
}

/// The word for a role in a sentence: "a mediator".
fn with_article(role: Role) -> &'static str {
    match role {
        Role::Signatory => "a signatory",
        Role::Mediator => "a mediator",
        Role::Outsider => "an outsider",
    }
}

/// `1 number` or `12 numbers`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Games of coalitions beyond what is solved.
fn coalition_sizes(block: &Coalitions, at_most: &mut impl FnMut(usize, usize, &str)) {
    let players = block.players.len();
    at_most(players, MAX_BLOCKS, "players");
    match &block.worths {
        Worths::Missing => {}
        Worths::Table(worths) => {
            at_most(players, MAX_TABLE_PLAYERS, "players in a table of coalitions");
            at_most(worths.len(), MAX_NAMED_WORTHS, "coalitions named one by one");
        }
        Worths::Partitions(_) => at_most(players, MAX_PARTITION_PLAYERS, "players in a table of partitions"),
        Worths::ByBlocCount(_) | Worths::ByAgreementSize { .. } => at_most(players, MAX_PLAYERS, "players"),
        Worths::Voting { rules, vetoes } => {
            at_most(rules.len(), MAX_BLOCKS, "voting rules");
            at_most(vetoes.len(), MAX_BLOCKS, "veto players");
            let longest = rules.iter().map(|rule| rule.weights.len()).max();
            at_most(longest.unwrap_or(0), MAX_BLOCKS, "weights in a voting rule");
        }
        Worths::Dense(_) | Worths::Bankruptcy { .. } | Worths::Airport { .. } | Worths::Glove { .. } => {
            at_most(players, MAX_TABLE_PLAYERS, "players in a table of coalitions");
        }
    }
    at_most(block.deals.len(), MAX_BLOCKS, "deals");
    at_most(
        block.deals.iter().map(|deal| deal.members.len().max(deal.outside.len())).max().unwrap_or(0),
        MAX_BLOCKS,
        "members in a deal",
    );
    at_most(block.reactions.len(), MAX_BLOCKS, "reactions");
    at_most(block.breakaways.len(), MAX_BLOCKS, "breakaways");
}

/// Cases beyond what is solved.
fn sizes(case: &Case, findings: &mut Findings) {
    let mut at_most = |count: usize, limit: usize, what: &str| {
        if count > limit {
            let message = format!("the case has {count} {what}, at most {limit} are solved");
            let hint = "leave some out, or join those that always go together";
            findings.push(Diagnostic::error(Code::TooLarge, message).hint(hint));
        }
    };
    // Only those who bargain are limited by it: a vote has hundreds of players.
    at_most(case.parties.len(), if case.bargains() { MAX_PARTIES } else { MAX_BLOCKS }, "parties");
    at_most(case.issues.len(), MAX_ISSUES, "issues");
    at_most(case.sources.len(), MAX_BLOCKS, "sources");
    at_most(case.interactions.len(), MAX_BLOCKS, "interactions");
    at_most(case.packages.len(), MAX_BLOCKS, "named packages");
    at_most(case.conditions.len(), MAX_BLOCKS, "conditions");
    at_most(case.limits.len(), MAX_BLOCKS, "limits");
    at_most(case.forbidden.len(), MAX_BLOCKS, "forbidden combinations");
    at_most(case.shocks.len(), MAX_BLOCKS, "shocks");
    at_most(case.concessions.len(), MAX_CONCESSIONS, "concessions");
    at_most(case.shocks.iter().map(|shock| shock.set.len()).sum(), MAX_BLOCKS, "numbers set by shocks");
    if let Some(block) = &case.coalitions {
        coalition_sizes(block, &mut at_most);
    }
    if let Some(block) = &case.sequence {
        at_most(block.parameters.len() + block.values.len(), MAX_BLOCKS, "numbers of a sequence");
        at_most(block.all_nodes().count(), MAX_BLOCKS, "nodes of a sequence");
        at_most(block.variants.len(), MAX_VARIANTS, "variants of a sequence");
        let widest = block.all_nodes().map(|node| node.steps().len()).max();
        at_most(widest.unwrap_or(0), MAX_BLOCKS, "moves at one node");
    }
    if let Some(block) = &case.contact_group {
        at_most(block.everyone().count(), MAX_CANDIDATES, "candidates");
        at_most(block.must.len(), MAX_BLOCKS, "must-have candidates");
        at_most(block.implies.len(), MAX_BLOCKS, "implications");
        at_most(block.share_limits.len(), MAX_SHARE_LIMITS, "share limits");
        at_most(block.groups.len(), MAX_BLOCKS, "groups");
        let longest = block.groups.iter().map(|group| group.members.len()).max();
        at_most(longest.unwrap_or(0), MAX_BLOCKS, "members in a group");
        let tags = block.everyone().map(|one| one.tags.len()).max();
        at_most(tags.unwrap_or(0), MAX_BLOCKS, "tags of one candidate");
    }
    for issue in &case.issues {
        let count = issue.levels.len();
        if count > MAX_LEVELS {
            let id = short(&issue.id.text);
            let message = format!("issue `{id}` has {count} levels, at most {MAX_LEVELS} are solved");
            findings.push(Diagnostic::error(Code::TooLarge, message).at(issue.id.span));
        }
    }
    for (place, interaction) in case.interactions.iter().enumerate() {
        if let Effect::Table { over, .. } = &interaction.effect {
            let cells = rules::cells(case, over);
            if cells.is_some_and(|cells| cells > MAX_CELLS as u128) {
                let message = format!(
                    "the table of interaction {} has more than {MAX_CELLS} numbers for each party",
                    place + 1
                );
                let span = over.first().and_then(|name| name.span);
                findings.push(Diagnostic::error(Code::TooLarge, message).at(span));
            }
        }
    }
}

/// The finding for issues with so many levels that the packages are more than are looked at one by one.
pub(crate) fn too_many_packages(levels: &[usize]) -> Option<Diagnostic> {
    let packages = levels.iter().try_fold(1u128, |product, &count| {
        product.checked_mul(count.max(1) as u128).filter(|&product| product <= MAX_PACKAGES)
    });
    if packages.is_some() || levels.len() > MAX_ISSUES {
        return None;
    }
    let factors: Vec<_> = levels.iter().map(ToString::to_string).collect();
    let message = format!(
        "the case has more packages than the {MAX_PACKAGES} that are looked at one by one: {}",
        factors.join(" x ")
    );
    let finding = Diagnostic::error(Code::TooLarge, message);
    Some(
        finding.hint(
            "ask for its zone, solve it over packages, ask why-not or threshold, which need no list; or merge levels",
        ),
    )
}
