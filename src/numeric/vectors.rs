//! Many vectors of whole numbers in little memory.
//!
//! Units are `i128`, but most fit two or four bytes. [`Vectors`] keeps rows of one length behind one another,
//! in the narrowest of 16, 32, 64 and 128 bits that hold all of them, and hands them out as `i128`. It starts
//! with the narrowest and moves over when a number does not fit. [`Counts`] does the same for numbers of
//! packages, of which nearly all are 1.

use std::cmp::Ordering;

/// Vectors of whole numbers, all of one length.
///
/// ```
/// use zopa::numeric::Vectors;
///
/// let mut points = Vectors::new(2);
/// points.push(&[3, -4]);
/// points.push(&[1 << 80, 0]);
/// assert_eq!(points.len(), 2);
/// assert_eq!(points.row(0), [3, -4]);
/// assert_eq!(points.iter().last(), Some(vec![1 << 80, 0]));
/// ```
#[derive(Debug, Clone)]
pub struct Vectors {
    width: usize,
    values: Values,
}

/// Rows behind one another, in one of four widths.
#[derive(Debug, Clone)]
enum Values {
    Bits16(Vec<i16>),
    Bits32(Vec<i32>),
    Bits64(Vec<i64>),
    Bits128(Vec<i128>),
}

/// Does the same with the list inside, whatever its width.
macro_rules! each_width {
    ($values:expr, $list:ident => $body:expr) => {
        match $values {
            Values::Bits16($list) => $body,
            Values::Bits32($list) => $body,
            Values::Bits64($list) => $body,
            Values::Bits128($list) => $body,
        }
    };
}

impl Vectors {
    /// No vectors yet, of length `width`, at least 1.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self::with_capacity(width, 0)
    }

    /// As [`Vectors::new`], with room for `count` vectors of narrow numbers.
    #[must_use]
    pub fn with_capacity(width: usize, count: usize) -> Self {
        Self { width, values: Values::Bits16(Vec::with_capacity(count * width)) }
    }

    /// Length of each vector.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Number of vectors.
    #[must_use]
    pub fn len(&self) -> usize {
        each_width!(&self.values, list => list.len() / self.width.max(1))
    }

    /// Are there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a vector at the end.
    ///
    /// # Panics
    ///
    /// If `row` does not have the length of the others.
    pub fn push(&mut self, row: &[i128]) {
        assert_eq!(row.len(), self.width, "a vector of another length");
        while !each_width!(&mut self.values, list => extend(list, row)) {
            self.values.widen();
        }
    }

    /// Writes vector number `place` into `row`.
    ///
    /// # Panics
    ///
    /// If there is no such vector.
    #[inline]
    pub fn read(&self, place: usize, row: &mut [i128]) {
        let start = place * self.width;
        each_width!(&self.values, list => write(&list[start..start + self.width], row));
    }

    /// Vector number `place`.
    ///
    /// # Panics
    ///
    /// If there is no such vector.
    #[must_use]
    pub fn row(&self, place: usize) -> Vec<i128> {
        let mut row = vec![0; self.width];
        self.read(place, &mut row);
        row
    }

    /// All vectors, in order. Where there are many, [`Vectors::read`] takes no memory for each.
    pub fn iter(&self) -> impl Iterator<Item = Vec<i128>> {
        (0..self.len()).map(|place| self.row(place))
    }

    /// How vector number `place` compares with `row`, number by number.
    #[must_use]
    pub fn compare(&self, place: usize, row: &[i128]) -> Ordering {
        let start = place * self.width;
        each_width!(&self.values, list => in_order(&list[start..start + self.width], row))
    }
}

/// Writes `values` into `row`.
#[inline]
fn write<T: Copy + Into<i128>>(values: &[T], row: &mut [i128]) {
    row.iter_mut().zip(values).for_each(|(to, &from)| *to = from.into());
}

/// How `values` compare with `row`, number by number.
fn in_order<T: Copy + Into<i128>>(values: &[T], row: &[i128]) -> Ordering {
    values.iter().map(|&value| value.into()).cmp(row.iter().copied())
}

/// Adds `row` to `list` if every number fits; says whether it did.
fn extend<T: TryFrom<i128>>(list: &mut Vec<T>, row: &[i128]) -> bool {
    let before = list.len();
    for &value in row {
        let Ok(value) = T::try_from(value) else {
            list.truncate(before);
            return false;
        };
        list.push(value);
    }
    true
}

impl Values {
    /// The same numbers in the next width, with as much room as before.
    fn widen(&mut self) {
        *self = match self {
            Self::Bits16(list) => Self::Bits32(widened(list)),
            Self::Bits32(list) => Self::Bits64(widened(list)),
            Self::Bits64(list) => Self::Bits128(widened(list)),
            Self::Bits128(list) => Self::Bits128(std::mem::take(list)),
        };
    }
}

fn widened<T: Copy + Into<U>, U>(list: &Vec<T>) -> Vec<U> {
    let mut wider = Vec::with_capacity(list.capacity());
    wider.extend(list.iter().map(|&value| value.into()));
    wider
}

/// Two are equal if they hold the same vectors, in whatever width.
impl PartialEq for Vectors {
    fn eq(&self, other: &Self) -> bool {
        self.width == other.width && self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Vectors {}

/// Numbers of packages, one for each of many points; nearly all of them small.
///
/// ```
/// use zopa::numeric::Counts;
///
/// let mut counts = Counts::default();
/// counts.push(1);
/// counts.push(2);
/// counts.add(0, u128::MAX);
/// assert_eq!(counts.iter().collect::<Vec<_>>(), [u128::MAX, 2]);
/// ```
#[derive(Debug, Clone)]
pub struct Counts(Widths);

#[derive(Debug, Clone)]
enum Widths {
    Bits8(Vec<u8>),
    Bits32(Vec<u32>),
    Bits128(Vec<u128>),
}

impl Default for Counts {
    fn default() -> Self {
        Self(Widths::Bits8(Vec::new()))
    }
}

impl Counts {
    /// How many numbers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Widths::Bits8(list) => list.len(),
            Widths::Bits32(list) => list.len(),
            Widths::Bits128(list) => list.len(),
        }
    }

    /// Is there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number `place`.
    ///
    /// # Panics
    ///
    /// If there is no such number.
    #[must_use]
    #[inline]
    pub fn get(&self, place: usize) -> u128 {
        match &self.0 {
            Widths::Bits8(list) => list[place].into(),
            Widths::Bits32(list) => list[place].into(),
            Widths::Bits128(list) => list[place],
        }
    }

    /// All numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = u128> {
        (0..self.len()).map(|place| self.get(place))
    }

    /// Adds a number at the end.
    #[inline]
    pub fn push(&mut self, count: u128) {
        self.fit(count);
        match &mut self.0 {
            Widths::Bits8(list) => list.push(count as u8),
            Widths::Bits32(list) => list.push(count as u32),
            Widths::Bits128(list) => list.push(count),
        }
    }

    /// Puts `count` in place of number `place`.
    ///
    /// # Panics
    ///
    /// If there is no such number.
    pub fn set(&mut self, place: usize, count: u128) {
        self.fit(count);
        match &mut self.0 {
            Widths::Bits8(list) => list[place] = count as u8,
            Widths::Bits32(list) => list[place] = count as u32,
            Widths::Bits128(list) => list[place] = count,
        }
    }

    /// Adds `more` to number `place`; saturates at `u128::MAX`.
    ///
    /// # Panics
    ///
    /// If there is no such number.
    pub fn add(&mut self, place: usize, more: u128) {
        self.set(place, self.get(place).saturating_add(more));
    }

    /// Keeps the first `len` numbers.
    pub fn truncate(&mut self, len: usize) {
        match &mut self.0 {
            Widths::Bits8(list) => list.truncate(len),
            Widths::Bits32(list) => list.truncate(len),
            Widths::Bits128(list) => list.truncate(len),
        }
    }

    /// Makes every number wide enough for `count`.
    #[inline]
    fn fit(&mut self, count: u128) {
        match &self.0 {
            Widths::Bits8(list) if count > u8::MAX.into() => {
                self.0 = Widths::Bits32(widened(list));
                self.fit(count);
            }
            Widths::Bits32(list) if count > u32::MAX.into() => self.0 = Widths::Bits128(widened(list)),
            _ => {}
        }
    }
}

/// Two are equal if they hold the same numbers, in whatever width.
impl PartialEq for Counts {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Counts {}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{Counts, Vectors};

    /// The ends of every width, and what lies just beyond them.
    fn ends() -> Vec<i128> {
        let ends = [i16::MAX.into(), i32::MAX.into(), i64::MAX.into(), i128::MAX - 1];
        ends.iter().flat_map(|&end: &i128| [end, end + 1, -end - 1, -end - 2]).collect()
    }

    #[test]
    fn vectors_come_back_as_they_went_in_whatever_their_width() {
        let rows: Vec<Vec<i128>> = ends().chunks(2).map(<[i128]>::to_vec).collect();
        let mut vectors = Vectors::new(2);
        for (place, row) in rows.iter().enumerate() {
            vectors.push(row);
            assert_eq!(vectors.iter().collect::<Vec<_>>(), rows[..=place]);
        }
        for (left, row) in rows.iter().enumerate() {
            assert_eq!(vectors.row(left), *row);
            for other in &rows {
                assert_eq!(vectors.compare(left, other), row.cmp(other));
            }
        }
        assert_eq!(vectors.compare(0, &rows[0]), Ordering::Equal);
    }

    #[test]
    fn width_does_not_tell_vectors_apart_but_numbers_and_lengths_do() {
        let of = |width: usize, rows: &[&[i128]]| {
            let mut vectors = Vectors::new(width);
            rows.iter().for_each(|row| vectors.push(row));
            vectors
        };
        let [mut narrow, mut wide] = [of(1, &[]), of(1, &[&[1 << 100]])];
        assert!(narrow != wide && narrow.is_empty());
        narrow.push(&[5]);
        narrow.push(&[1 << 100]);
        wide.push(&[5]);
        assert_ne!(narrow, wide);
        assert_eq!(of(1, &[&[1 << 100], &[5]]), wide);
        assert_ne!(of(1, &[&[5], &[6]]), of(2, &[&[5, 6]]));
        assert_ne!(Vectors::new(1), Vectors::new(2));
    }

    #[test]
    fn counts_add_up_beyond_every_width_and_end_at_the_greatest() {
        let mut counts = Counts::default();
        let mut plain: Vec<u128> = vec![0; 3];
        plain.iter().for_each(|&count| counts.push(count));
        for more in [255, 1, u128::from(u32::MAX), 7, u128::MAX - 9, 100] {
            for (place, count) in plain.iter_mut().enumerate().take(2) {
                *count = count.saturating_add(more);
                counts.add(place, more);
            }
            assert_eq!(counts.iter().collect::<Vec<_>>(), plain);
        }
        assert_eq!((counts.get(0), counts.get(2)), (u128::MAX, 0));
        counts.truncate(2);
        assert_eq!((counts.len(), counts.is_empty()), (2, false));
    }
}
