//! For each information set some of its actions.

use std::collections::BTreeMap;

use dashu_int::UBig;

use crate::games::extensive::{ExtensiveGame, Mover};

/// For each information set some of its actions, in order.
///
/// ```
/// use zopa::certify::extensive::ActionSets;
/// use zopa::games::extensive::{ExtensiveGame, InformationSet, Mover, Node};
///
/// let node = |set| Node { label: String::new(), set, outcome: None };
/// let set = InformationSet {
///     label: String::new(),
///     number: 1,
///     mover: Mover::Player(0),
///     actions: vec!["left".into(), "right".into()],
///     probabilities: vec![],
/// };
/// let nodes = vec![node(Some(0)), node(None), node(None)];
/// let game = ExtensiveGame::new("", vec!["A".into()], nodes, vec![set], vec![], &[vec![]])?;
/// let mut chosen = ActionSets::none(&game);
/// chosen.insert(0, 1);
/// assert_eq!(chosen.of(0).collect::<Vec<_>>(), [1]);
/// # Ok::<(), zopa::games::extensive::InvalidTree>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionSets {
    /// The actions of set `s` stand from `starts[s]` on, behind those of the sets before.
    starts: Vec<usize>,
    holds: Vec<bool>,
}

impl ActionSets {
    /// No action of any set.
    #[must_use]
    pub fn none(game: &ExtensiveGame) -> Self {
        let mut starts = Vec::with_capacity(game.sets().len() + 1);
        let mut next = 0;
        starts.push(next);
        for set in game.sets() {
            next += set.actions.len();
            starts.push(next);
        }
        Self { starts, holds: vec![false; next] }
    }

    /// One action of each set that has one in `actions`; what is out of range is left out.
    #[must_use]
    pub fn single(game: &ExtensiveGame, actions: &[Option<u32>]) -> Self {
        let mut sets = Self::none(game);
        for (set, action) in actions.iter().enumerate() {
            if let Some(action) = action {
                sets.insert(set, *action as usize);
            }
        }
        sets
    }

    /// Every action of every player's set that has a node.
    #[must_use]
    pub fn every(game: &ExtensiveGame) -> Self {
        let mut sets = Self::none(game);
        for (place, set) in game.sets().iter().enumerate() {
            if set.mover != Mover::Chance && !game.members(place).is_empty() {
                sets.holds[sets.starts[place]..sets.starts[place + 1]].fill(true);
            }
        }
        sets
    }

    /// Adds an action; does nothing if there is no such set or action.
    pub fn insert(&mut self, set: usize, action: usize) {
        if let Some(place) = self.place(set, action) {
            self.holds[place] = true;
        }
    }

    /// Takes an action out.
    pub fn remove(&mut self, set: usize, action: usize) {
        if let Some(place) = self.place(set, action) {
            self.holds[place] = false;
        }
    }

    /// Is the action among them?
    #[must_use]
    pub fn contains(&self, set: usize, action: usize) -> bool {
        self.place(set, action).is_some_and(|place| self.holds[place])
    }

    /// The chosen actions of a set, in order; none if there is no such set.
    pub fn of(&self, set: usize) -> impl Iterator<Item = usize> + '_ {
        let start = self.starts.get(set).copied().unwrap_or_default();
        let end = self.starts.get(set + 1).copied().unwrap_or(start);
        self.holds[start..end].iter().enumerate().filter(|(_, holds)| **holds).map(|(action, _)| action)
    }

    /// Number of information sets.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Is there no information set?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// In how many ways one of the chosen actions can be taken at each set that has any.
    #[must_use]
    pub fn choices(&self) -> UBig {
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        for bounds in self.starts.windows(2) {
            let size = self.holds[bounds[0]..bounds[1]].iter().filter(|holds| **holds).count();
            if size > 1 {
                *sizes.entry(size).or_default() += 1;
            }
        }
        // One power for each size: multiplying set by set would take the square of the digits.
        sizes.into_iter().map(|(size, times)| UBig::from(size).pow(times)).product()
    }

    fn place(&self, set: usize, action: usize) -> Option<usize> {
        let (start, end) = (*self.starts.get(set)?, *self.starts.get(set + 1)?);
        (action < end - start).then_some(start + action)
    }
}
