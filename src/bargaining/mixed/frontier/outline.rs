//! The upper right border of gains of two parties: where one can gain no more without the other gaining less.

use crate::games::mixed::MixedPackage;
use crate::numeric::Rational;

/// Gains of both, with a package that gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Corner {
    pub(super) gains: [Rational; 2],
    pub(super) package: MixedPackage,
}

/// A falling line between two packages of one combination, or one package alone.
#[derive(Debug, Clone)]
pub(super) struct Edge {
    pub(super) from: Corner,
    pub(super) to: Corner,
}

/// Weighted gains are at most a value.
pub(super) struct Line {
    pub(super) weights: [Rational; 2],
    pub(super) value: Rational,
}

/// Edges with ascending gains of the first party, none of which another improves on.
///
/// What lies below is what an edge improves on or equals: where the first gains `x`, the second has at most the *height* there.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) edges: Vec<Edge>,
}

/// Part of an edge of one of two outlines.
struct Part {
    outline: usize,
    edge: usize,
    from: Rational,
    to: Rational,
}

/// Heights of an outline over an interval: an edge, or the level of the start of the next one.
struct Span {
    edge: usize,
    is_level: bool,
    heights: [Rational; 2],
}

impl Edge {
    /// What the second party gains on the edge where the first gains `first`.
    fn height(&self, first: &Rational) -> Rational {
        let ([from, high], [to, low]) = (&self.from.gains, &self.to.gains);
        let share = (first - from).checked_div(&(to - from)).unwrap_or_default();
        high + &(&share * &(low - high))
    }

    /// The package of the edge at which the first party gains `first`: amounts in between give both at least the gains in
    /// between, and no more, since nothing improves on the edge.
    fn corner(&self, first: &Rational) -> Corner {
        let [from, to] = [&self.from, &self.to].map(|end| &end.gains[0]);
        if first == from {
            return self.from.clone();
        }
        if first == to {
            return self.to.clone();
        }
        let share = (first - from).checked_div(&(to - from)).unwrap_or_default();
        let amounts = self.from.package.amounts.iter().zip(&self.to.package.amounts);
        let amounts = amounts.map(|(from, to)| from + &(&share * &(to - from))).collect();
        let package = MixedPackage { levels: self.from.package.levels.clone(), amounts };
        Corner { gains: [first.clone(), self.height(first)], package }
    }
}

impl Outline {
    /// The first edge that ends at `first` or after, only after if `is_beyond`.
    fn edge(&self, first: &Rational, is_beyond: bool) -> usize {
        self.edges.partition_point(|edge| match is_beyond {
            true => edge.to.gains[0] <= *first,
            false => edge.to.gains[0] < *first,
        })
    }

    /// The height where the first party gains `first`, or right after it; `None` beyond the last edge.
    fn height(&self, first: &Rational, is_beyond: bool) -> Option<Rational> {
        let edge = self.edges.get(self.edge(first, is_beyond))?;
        Some(if edge.from.gains[0] <= *first { edge.height(first) } else { edge.from.gains[1].clone() })
    }

    /// Heights from `from` to `to`, between which no edge begins or ends.
    fn span(&self, [from, to]: [&Rational; 2]) -> Option<Span> {
        let place = self.edge(from, true);
        let edge = self.edges.get(place)?;
        let is_level = edge.from.gains[0] > *from;
        let heights = match is_level {
            true => [edge.from.gains[1].clone(), edge.from.gains[1].clone()],
            false => [edge.height(from), edge.height(to)],
        };
        Some(Span { edge: place, is_level, heights })
    }

    /// Gains of the first party at which an edge begins or ends.
    fn ends(&self) -> impl Iterator<Item = &Rational> {
        self.edges.iter().flat_map(|edge| [&edge.from.gains[0], &edge.to.gains[0]])
    }

    /// Is everything at or below the outline that meets all `lines` and at which nobody loses?
    pub(super) fn covers(&self, lines: &[Line]) -> bool {
        if lines.iter().any(|line| line.value.is_negative()) {
            return true;
        }
        let most = lines.iter().filter_map(|line| line.value.checked_div(&line.weights[0])).min();
        let (Some(most), true) = (most, lines.iter().any(|line| line.weights[1].is_positive())) else {
            return false;
        };
        let reach = |first: &Rational| -> Option<Rational> {
            let left = |line: &Line| &line.value - &(&line.weights[0] * first);
            lines.iter().filter_map(|line| left(line).checked_div(&line.weights[1])).min()
        };
        let mut places = vec![Rational::ZERO, most.clone()];
        for (place, one) in lines.iter().enumerate() {
            for other in &lines[place + 1..] {
                let [[a, b], [c, d]] = [&one.weights, &other.weights];
                let crossing = (&(d * &one.value) - &(b * &other.value)).checked_div(&(&(a * d) - &(b * c)));
                places.extend(crossing);
            }
        }
        places.extend(self.ends().cloned());
        places.into_iter().filter(|first| !first.is_negative() && *first <= most).all(|first| {
            let reach = reach(&first);
            self.height(&first, false) >= reach && (first == most || self.height(&first, true) >= reach)
        })
    }

    /// What neither improves on, of the edges of both.
    pub(super) fn joined(&self, other: &Self) -> Self {
        let both = [self, other];
        let mut ends: Vec<&Rational> = both.iter().flat_map(|outline| outline.ends()).collect();
        ends.sort_unstable();
        ends.dedup();
        let mut parts: Vec<Part> = Vec::new();
        for (place, &first) in ends.iter().enumerate() {
            parts.extend(alone(both, first, parts.last()));
            if let Some(&next) = ends.get(place + 1) {
                between(both, [first, next], &mut parts);
            }
        }
        let edges = parts.into_iter().map(|part| {
            let edge = &both[part.outline].edges[part.edge];
            Edge { from: edge.corner(&part.from), to: edge.corner(&part.to) }
        });
        Self { edges: edges.collect() }
    }
}

/// The end of an edge right after which both fall, unless it is the end of the last part.
fn alone(both: [&Outline; 2], first: &Rational, last: Option<&Part>) -> Option<Part> {
    let height = both.iter().map(|outline| outline.height(first, false)).max().flatten()?;
    let beyond = both.iter().map(|outline| outline.height(first, true)).max().flatten();
    if beyond.is_some_and(|beyond| beyond >= height) {
        return None;
    }
    let is_seen = |last: &Part| {
        last.to == *first && both[last.outline].edges[last.edge].corner(first).gains[1] == height
    };
    if last.is_some_and(is_seen) {
        return None;
    }
    let ends = |outline: &Outline| {
        let edge = outline.edge(first, false);
        outline.edges.get(edge).filter(|own| own.to.gains == [first.clone(), height.clone()]).map(|_| edge)
    };
    let (outline, edge) =
        both.iter().enumerate().find_map(|(place, outline)| Some((place, ends(outline)?)))?;
    Some(Part { outline, edge, from: first.clone(), to: first.clone() })
}

/// The edges on top between two gains of the first party.
fn between(both: [&Outline; 2], [from, to]: [&Rational; 2], parts: &mut Vec<Part>) {
    let spans = both.map(|outline| outline.span([from, to]));
    let mut show = |outline: usize, [from, to]: [&Rational; 2]| {
        let Some(span) = spans[outline].as_ref().filter(|span| !span.is_level) else { return };
        match parts.last_mut() {
            Some(last) if last.outline == outline && last.edge == span.edge && last.to == *from => {
                last.to = to.clone();
            }
            _ => parts.push(Part { outline, edge: span.edge, from: from.clone(), to: to.clone() }),
        }
    };
    let [Some(one), Some(other)] = &spans else {
        let only = usize::from(spans[0].is_none());
        return show(only, [from, to]);
    };
    let [start, end] = [0, 1].map(|side| &one.heights[side] - &other.heights[side]);
    match (start.is_negative(), end.is_negative()) {
        (false, false) => show(0, [from, to]),
        (true, true) => show(1, [from, to]),
        _ if start.is_zero() => show(1, [from, to]),
        _ if end.is_zero() => show(1, [from, to]),
        (is_below, _) => {
            let share = start.checked_div(&(&start - &end)).unwrap_or_default();
            let crossing = from + &(&share * &(to - from));
            show(usize::from(is_below), [from, &crossing]);
            show(usize::from(!is_below), [&crossing, to]);
        }
    }
}
