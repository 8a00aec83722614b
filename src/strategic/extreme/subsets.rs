//! Maximal Nash subsets and components, from the pairs that are equilibria.
//!
//! - [`subsets`]: all of both.
//!
//! Two sets of strategies, each of one of which is in equilibrium with each of the other, span a convex set of equilibria.
//! Maximal ones are the maximal complete bipartite subgraphs of the graph of pairs; connected parts of the graph are the
//! connected components of the set of equilibria.
//!
//! Method: in each component the sets of one side that are closed (they are all that is paired with everything they are all
//! paired with) are listed in the order of Kuznetsov's Close-by-One, each once.
//!
//! References: Winkels 1979, in Game Theory and Related Topics; Kuznetsov 1993, Automatic Documentation and Mathematical
//! Linguistics 27; Avis, Rosenberg, Savani and von Stengel 2010, Economic Theory 42.

use crate::budget::Budget;
use crate::certify::strategic::NashSubset;

/// The maximal Nash subsets of pairs of strategies, by component, and how many components there are; the list is cut
/// short and the flag false if the budget runs out.
///
/// - `counts`: how many strategies of each player there are; each is in some pair.
pub(in crate::strategic) fn subsets(
    counts: [usize; 2],
    pairs: &[[usize; 2]],
    budget: &Budget<'_>,
) -> (Vec<NashSubset>, usize, bool) {
    let mut partners = vec![Vec::new(); counts[0]];
    pairs.iter().for_each(|&[first, second]| partners[first].push(second));
    let mut reverse = vec![Vec::new(); counts[1]];
    pairs.iter().for_each(|&[first, second]| reverse[second].push(first));

    let mut component = vec![usize::MAX; counts[0]];
    let mut components = 0;
    let mut found = Vec::new();
    let mut is_whole = true;
    for start in 0..counts[0] {
        if component[start] != usize::MAX {
            continue;
        }
        component[start] = components;
        let mut rows = vec![start];
        let mut at = 0;
        while let Some(&row) = rows.get(at) {
            for &column in &partners[row] {
                for &next in &reverse[column] {
                    if component[next] == usize::MAX {
                        component[next] = components;
                        rows.push(next);
                    }
                }
            }
            at += 1;
        }
        rows.sort_unstable();
        let mut columns: Vec<usize> = rows.iter().flat_map(|&row| partners[row].iter().copied()).collect();
        columns.sort_unstable();
        columns.dedup();
        let mut graph = Graph { rows, columns, with: Vec::new(), component: components, found: &mut found };
        graph.with = graph.rows.iter().map(|&row| graph.bits(&partners[row])).collect();
        is_whole &= graph.list(budget);
        components += 1;
    }
    found.sort_unstable_by(|one, two| {
        one.component.cmp(&two.component).then(one.strategies.cmp(&two.strategies))
    });
    (found, components, is_whole)
}

/// One component of the graph of pairs.
struct Graph<'f> {
    rows: Vec<usize>,
    columns: Vec<usize>,
    /// The columns paired with each row, one bit each.
    with: Vec<Vec<u64>>,
    component: usize,
    found: &'f mut Vec<NashSubset>,
}

impl Graph<'_> {
    fn bits(&self, columns: &[usize]) -> Vec<u64> {
        let mut bits = vec![0; self.columns.len().div_ceil(64)];
        for column in columns {
            if let Ok(place) = self.columns.binary_search(column) {
                bits[place / 64] |= 1 << (place % 64);
            }
        }
        bits
    }

    /// Every closed set of rows with at least one row and one column; false if the budget ran out.
    fn list(&mut self, budget: &Budget<'_>) -> bool {
        // A closed set comes from a smaller one by its first new row: what it adds must not come before that row.
        let every = self.bits(&self.columns.clone());
        let none = (self.closure(&every), every, 0);
        let mut open = vec![none];
        while let Some((rows, columns, from)) = open.pop() {
            if !budget.spend(1) {
                return false;
            }
            if !rows.is_empty() {
                self.keep(&rows, &columns);
            }
            for row in from..self.rows.len() {
                if rows.binary_search(&row).is_ok() {
                    continue;
                }
                let common: Vec<u64> =
                    columns.iter().zip(&self.with[row]).map(|(one, two)| one & two).collect();
                if common.iter().all(|&word| word == 0) {
                    continue;
                }
                let closed = self.closure(&common);
                let is_new = |added: &usize| *added < row && rows.binary_search(added).is_err();
                if !closed.iter().any(is_new) {
                    open.push((closed, common, row + 1));
                }
            }
        }
        true
    }

    /// The rows paired with all of these columns.
    fn closure(&self, columns: &[u64]) -> Vec<usize> {
        let has_all = |row: &usize| self.with[*row].iter().zip(columns).all(|(one, two)| two & !one == 0);
        (0..self.rows.len()).filter(has_all).collect()
    }

    fn keep(&mut self, rows: &[usize], columns: &[u64]) {
        let is_in = |place: &usize| columns[place / 64] >> (place % 64) & 1 == 1;
        let first = rows.iter().map(|&row| self.rows[row]).collect();
        let second = (0..self.columns.len()).filter(is_in).map(|place| self.columns[place]).collect();
        self.found.push(NashSubset { strategies: [first, second], component: self.component });
    }
}
