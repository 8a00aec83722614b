//! How a large zone is found: which ways are tried, in which order.

use std::cell::RefCell;
use std::sync::Arc;

use dashu_int::{IBig, UBig};

use crate::bargaining::finite::lane::{Lane, Width};
use crate::bargaining::finite::sheet::{is_limit, width};
use crate::bargaining::finite::{Frontier, Survey};
use crate::bargaining::large::Large;
use crate::bargaining::large::blocks::Blocks;
use crate::bargaining::large::corners::{Cornered, outline};
use crate::bargaining::large::count::count_at_least;
use crate::bargaining::large::listing::Packages;
use crate::bargaining::large::many::Many;
use crate::bargaining::large::merged::Merged;
use crate::bargaining::large::prices;
use crate::bargaining::large::search::levels::{Levels, levels};
use crate::bargaining::large::search::principle::{Acceptable, acceptable, by_limit, reached};
use crate::bargaining::zone::{Zone, zone_facts};
use crate::budget::Budget;
use crate::certify::bargaining::{Efficient, LargeFacts, Referee};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::bargaining::{BargainingGame, Rule};
use crate::numeric::{Counts, Vectors};

/// How much is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// Whether packages are counted and levels looked for.
    pub(super) counts: bool,
    /// Whether efficient points are merged as long as they are few.
    pub(super) merges: bool,
}

/// Finds what is asked about the zone of `game`.
pub(super) fn find<'g>(game: &'g BargainingGame, extent: Extent, budget: &Budget<'_>) -> Zone<'g> {
    match width(game) {
        Width::Narrow => find_in::<i32>(game, extent, budget),
        Width::Middle => find_in::<i64>(game, extent, budget),
        Width::Wide => find_in::<i128>(game, extent, budget),
    }
}

/// What is known so far.
struct Finding {
    facts: LargeFacts,
    frontier: Frontier,
    packages: Option<Box<dyn Packages>>,
    /// Whether it is known that there is an acceptable package, or none.
    is_decided: bool,
}

fn find_in<'g, L: Lane>(game: &'g BargainingGame, extent: Extent, budget: &Budget<'_>) -> Zone<'g> {
    let blocks = Blocks::<L>::of(game);
    let mut found = Finding {
        facts: LargeFacts::default(),
        frontier: Frontier::empty(game.parties(), false),
        packages: None,
        is_decided: false,
    };
    let admissible_levels = blocks.as_ref().and_then(|blocks| admissible_levels(blocks, game.levels()));
    if let Some(blocks) = blocks.as_ref().filter(|_| extent.counts) {
        found.count(blocks, budget);
    }
    if let Some(blocks) = blocks {
        if game.parties() != 2 {
            found.agree(game, &blocks, budget);
        }
        // For two parties efficient points are few and show everything; for others a search is faster, and proved.
        if game.parties() == 2 && extent.merges {
            found.merge(game, blocks, extent, budget);
        } else if found.facts.ruled_out.is_none() {
            found.search(game, budget);
            if extent.merges && (extent.counts || found.facts.reached.is_none()) {
                found.merge(game, blocks, extent, budget);
            }
        }
    }
    if game.parties() == 2 && !found.is_settled() {
        found.search(game, budget);
    }
    if extent.counts && found.is_decided && found.facts.levels.is_none() {
        found.find_levels(game, budget);
    }
    let Finding { facts, frontier, packages, is_decided } = found;
    // An open zone is only claimed with a package that shows it.
    let is_decided = is_decided && facts.is_open == facts.agreement.is_some();
    let referee = Referee::new(game);
    let survey = survey(game, &facts, admissible_levels.as_deref());
    let counted = zone_facts(&survey, &frontier, facts.agreement.clone());
    let stop = if budget.is_exhausted() { Stop::OutOfBudget } else { Stop::Finished };
    let verdict = if is_decided {
        match referee.judge_large(facts) {
            Ok(facts) if facts.is_open => Verdict::Found(facts),
            Ok(facts) => Verdict::NoneExists(facts),
            Err(refused) => Verdict::Refused(refused),
        }
    } else {
        Verdict::Undecided { best: Some(facts) }
    };
    let answer = Answer { stop, verdict, completeness: Completeness::Unknown };
    let large = Large { answer, packages, admissible_levels };
    let verdict = Verdict::Undecided { best: Some(counted) };
    let answer = Answer { stop, verdict, completeness: Completeness::Unknown };
    Zone { game, referee, survey, frontier, answer, listed: RefCell::default(), large: Some(large) }
}

impl Finding {
    /// Is it known whether there is an acceptable package, and what is best for each party?
    fn is_settled(&self) -> bool {
        self.facts.ruled_out.is_some() || self.packages.is_some() || self.facts.reached.is_some()
    }

    /// Counts packages.
    fn count<L: Lane>(&mut self, blocks: &Blocks<L>, budget: &Budget<'_>) {
        let facts = &mut self.facts;
        facts.admissible = count_admissible(blocks, budget);
        facts.acceptable = count_at_least(blocks, &blocks.floors, budget);
        if let Some(acceptable) = &facts.acceptable {
            self.is_decided = true;
            facts.is_open = *acceptable != UBig::ZERO;
            let strict = strict(blocks);
            facts.on_boundary = count_at_least(blocks, &strict, budget).map(|inside| acceptable - inside);
        }
    }

    /// Looks for an acceptable package, or weights that rule one out.
    fn agree<L: Lane>(&mut self, game: &BargainingGame, blocks: &Blocks<L>, budget: &Budget<'_>) {
        match prices::agreement(blocks, budget) {
            Some(prices::Found::Agreement(package)) => self.open(package),
            Some(prices::Found::None(weights)) => self.rule_out(by_rule(game, &blocks.floors, &weights)),
            None => {}
        }
    }

    fn open(&mut self, package: Vec<usize>) {
        (self.is_decided, self.facts.is_open) = (true, true);
        self.facts.agreement = Some(package);
    }

    fn rule_out(&mut self, weights: Vec<IBig>) {
        (self.is_decided, self.facts.is_open) = (true, false);
        self.facts.ruled_out = Some(weights);
        self.frontier.is_complete = true;
    }

    /// Merges blocks, if efficient points are few enough.
    fn merge<L: Lane>(
        &mut self,
        game: &BargainingGame,
        blocks: Blocks<L>,
        extent: Extent,
        budget: &Budget<'_>,
    ) {
        let facts = &mut self.facts;
        if blocks.parties != 2 {
            let Ok(many) = Many::of(blocks, budget) else { return };
            self.is_decided = true;
            self.frontier = many.frontier();
            facts.is_open = !self.frontier.points.is_empty();
            if facts.is_open {
                facts.agreement = many.list_at_least(&self.frontier.points.row(0), 1).packages.pop();
                facts.best = Some(greatest(&self.frontier));
            }
            self.packages = Some(Box::new(many));
            return;
        }
        let has_limit = blocks.width > 2;
        if has_limit && self.corner(game, &blocks, budget) {
            return;
        }
        let Ok(merged) = Merged::of(blocks, budget) else { return };
        let (frontier, shown) = merged.frontier();
        if extent.counts {
            self.facts.levels = merged.levels(game.levels(), &shown, budget);
        }
        let counts = (!has_limit).then(|| frontier.packages.iter().collect());
        self.show(frontier, shown, counts, Vec::new());
        self.packages = Some(Box::new(merged));
    }

    /// Looks for an acceptable package with each level, where that is not known.
    fn find_levels(&mut self, game: &BargainingGame, budget: &Budget<'_>) {
        let facts = &mut self.facts;
        if !facts.is_open {
            facts.levels = Some(game.levels().iter().map(|&count| vec![None; count]).collect());
            return;
        }
        let efficient = facts.efficient.iter().flat_map(|efficient| efficient.packages.iter());
        let reached = facts.reached.iter().flatten().map(|reached| &reached.package);
        let known: Vec<&[usize]> =
            facts.agreement.iter().chain(reached).chain(efficient).map(Vec::as_slice).collect();
        if let Some(Levels { shown, excluded }) = levels(game, &known, budget) {
            (facts.levels, facts.excluded) = (Some(shown), excluded);
        }
    }

    /// Finds the efficient points under limits corner by corner; says whether it did.
    fn corner<L: Lane>(&mut self, game: &BargainingGame, blocks: &Blocks<L>, budget: &Budget<'_>) -> bool {
        let floors = blocks.floors_with(game.walk_away());
        let Some(narrow) = floors.and_then(|floors| blocks.for_weights(&floors)) else { return false };
        let Ok(outline) = outline(&narrow, budget) else { return false };
        let mut points = Vectors::with_capacity(2, outline.points.len());
        let mut counts = Counts::default();
        for point in &outline.points {
            points.push(&point.map(i128::from));
            counts.push(0);
        }
        let frontier = Frontier { points: Arc::new(points), packages: counts, is_complete: true };
        let whole = |weights: &Vec<i64>| weights.iter().map(|&weight| weight.into()).collect::<Vec<IBig>>();
        let weights = outline.weights.iter().map(|own| by_limit(game, &whole(own))).collect();
        self.show(frontier, outline.packages, None, weights);
        self.packages = Some(Box::new(Cornered::new(narrow, outline.weights)));
        true
    }

    /// Keeps the efficient points, each with a package.
    fn show(
        &mut self,
        frontier: Frontier,
        packages: Vec<Vec<usize>>,
        counts: Option<Vec<u128>>,
        weights: Vec<Vec<IBig>>,
    ) {
        self.is_decided = true;
        let facts = &mut self.facts;
        facts.is_open = !packages.is_empty();
        facts.agreement = packages.first().cloned();
        let points = Arc::clone(&frontier.points);
        facts.best = facts.is_open.then(|| vec![points.row(0)[0], points.row(points.len() - 1)[1]]);
        facts.efficient = Some(Efficient { points, packages: Arc::new(packages), counts, weights });
        self.frontier = frontier;
    }

    /// Searches for an acceptable package, if none is known, and for each party's best.
    fn search(&mut self, game: &BargainingGame, budget: &Budget<'_>) {
        if self.facts.agreement.is_none() {
            match acceptable(game, budget) {
                Some(Acceptable::Package(package)) => self.open(package),
                Some(Acceptable::None(weights)) => return self.rule_out(weights),
                None => return,
            }
        }
        if let Some(reached) = reached(game, budget) {
            let best = reached.iter().enumerate().map(|(party, own)| game.utility(&own.package, party));
            self.facts.best = Some(best.collect());
            self.facts.reached = Some(reached);
        }
    }
}

/// Weights for each party and each limit of the game, from weights for the coordinates of its blocks.
///
/// A floor that the blocks raised, because everything reaches it, needs no weight: what is above it only adds.
pub(super) fn by_rule<L: Lane>(game: &BargainingGame, floors: &[L], weights: &[IBig]) -> Vec<IBig> {
    let mut coordinates = floors.iter().zip(weights);
    let mut weight = |floor: i128| match coordinates.next() {
        Some((raised, weight)) if raised.widen() <= floor => weight.clone(),
        _ => IBig::ZERO,
    };
    let mut all: Vec<IBig> = game.walk_away().iter().map(|&floor| weight(floor)).collect();
    for rule in game.rules() {
        if let Rule::Sum { amounts, at_most } = rule {
            all.push(if is_limit(amounts, *at_most) { weight(-at_most) } else { IBig::ZERO });
        }
    }
    all
}

/// The greatest utility of each party at efficient points.
fn greatest(frontier: &Frontier) -> Vec<i128> {
    let mut greatest = vec![i128::MIN; frontier.points.width()];
    let mut row = greatest.clone();
    for place in 0..frontier.points.len() {
        frontier.points.read(place, &mut row);
        greatest.iter_mut().zip(&row).for_each(|(greatest, &value)| *greatest = value.max(*greatest));
    }
    greatest
}

/// Counts the packages that meet every rule.
pub(super) fn count_admissible<L: Lane>(blocks: &Blocks<L>, budget: &Budget<'_>) -> Option<UBig> {
    let floors = blocks.floors_with(&vec![i128::MIN; blocks.parties]);
    floors.map_or(Some(UBig::ZERO), |floors| count_at_least(blocks, &floors, budget))
}

/// Floors just above the walk-away values.
fn strict<L: Lane>(blocks: &Blocks<L>) -> Vec<L> {
    let parties = blocks.floors[..blocks.parties].iter().map(|&floor| floor + L::narrow(1));
    parties.chain(blocks.floors[blocks.parties..].iter().copied()).collect()
}

/// The levels that some admissible package has; `None` where several limits could exclude more than each alone.
fn admissible_levels<L: Lane>(blocks: &Blocks<L>, levels: &[usize]) -> Option<Vec<Vec<bool>>> {
    let mut seen: Vec<Vec<bool>> = levels.iter().map(|&count| vec![false; count]).collect();
    if blocks.width > blocks.parties + 1 {
        return None;
    }
    let Some([most, _]) = blocks.sums(L::max) else { return Some(seen) };
    let all = &most[blocks.blocks.len()];
    let mut package = vec![0; levels.len()];
    for block in &blocks.blocks {
        let Some(own) = block.bound(blocks.width, L::max) else { continue };
        for row in 0..block.len() {
            let values = block.row(row, blocks.width);
            let fits = (blocks.parties..blocks.width)
                .all(|limit| all[limit] - own[limit] + values[limit] >= blocks.floors[limit]);
            if fits {
                block.write(row, &mut package);
                block.issues.iter().for_each(|&issue| seen[issue][package[issue]] = true);
            }
        }
    }
    Some(seen)
}

/// The same facts in the shape of a zone that is counted package by package; counts stop at `u128::MAX`, and what was not
/// found out is 0 or empty.
fn survey(game: &BargainingGame, facts: &LargeFacts, admissible_levels: Option<&[Vec<bool>]>) -> Survey {
    let count = |count: &Option<UBig>| {
        count.as_ref().map_or(0, |count| u128::try_from(count.clone()).unwrap_or(u128::MAX))
    };
    let every = || game.levels().iter().map(|&count| vec![true; count]).collect();
    let seen = |levels: &Vec<Vec<Option<Vec<usize>>>>| {
        levels.iter().map(|own| own.iter().map(Option::is_some).collect()).collect()
    };
    Survey {
        admissible: count(&facts.admissible),
        acceptable: count(&facts.acceptable).max(u128::from(facts.is_open)),
        on_boundary: count(&facts.on_boundary),
        best: facts.best.clone(),
        levels: facts.levels.as_ref().map_or_else(every, seen),
        admissible_levels: admissible_levels.map_or_else(every, <[_]>::to_vec),
        is_complete: facts.acceptable.is_some(),
    }
}
