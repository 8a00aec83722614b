//! Writes accounts from the text of a case, and judges accounts that somebody else shows.

use std::collections::BTreeMap;

use crate::certify::answer::{Certified, Refused};
use crate::certify::arithmetic::account::{
    Account, Assumed, Explanation, Line, Number, Operation, Role, Term,
};
use crate::certify::arithmetic::census::Census;
use crate::certify::arithmetic::definition::Definitions;
use crate::certify::arithmetic::demands::{Test, demands};
use crate::certify::arithmetic::outline::{Wanted, outline, whole};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::model::{Case, path};
use crate::numeric::Rational;

/// Writes and judges accounts; it knows the case, and what holds beside it, alone.
///
/// ```
/// use zopa::catalogue::entry;
/// use zopa::certify::arithmetic::{Assumed, Bookkeeper, Explanation, Number};
///
/// let case = entry("aceh-2005").and_then(|entry| entry.read().case).expect("a built-in case");
/// let nothing = Assumed::default();
/// let bookkeeper = Bookkeeper::new(&case, &nothing);
/// // The deal signed in Helsinki, for the first signatory: 57.75.
/// let number = Number::Utility { party: 0, package: vec![2, 2, 1, 1, 1, 1] };
/// let accounts = bookkeeper.write(&[number.clone()], &[]).expect("a package of the case");
/// let claim = |answered| Explanation { number: number.clone(), accounts: accounts.clone(), answered };
/// assert!(bookkeeper.judge(claim("57.75".parse()?)).is_ok());
/// assert!(bookkeeper.judge(claim("58".parse()?)).is_err());
/// # Ok::<(), zopa::numeric::ParseRationalError>(())
/// ```
#[derive(Debug)]
pub struct Bookkeeper<'a> {
    definitions: Definitions<'a>,
    /// Every number of the case by its path.
    inputs: BTreeMap<String, &'a Rational>,
}

impl<'a> Bookkeeper<'a> {
    /// A bookkeeper of `case`, with what-ifs that change numbers already made, and of what holds beside it.
    #[must_use]
    pub fn new(case: &'a Case, assumed: &'a Assumed) -> Self {
        let inputs = path::numbers(case).into_iter().map(|entry| (entry.path, &entry.quantity.value));
        Self { definitions: Definitions::new(case, assumed), inputs: inputs.collect() }
    }

    /// Writes an account for each number, in an order in which each uses only those before it.
    ///
    /// - `taken`: for each line of a count, in order, how many packages it takes away; empty without a count.
    ///
    /// `None` if the case has no such number, an account is missing, or `taken` has the wrong length.
    ///
    /// Cost: linear in the lines.
    #[must_use]
    pub fn write(&self, numbers: &[Number], taken: &[u128]) -> Option<Vec<Account>> {
        let mut taken = taken.iter();
        let mut accounts: Vec<Account> = Vec::with_capacity(numbers.len());
        for number in numbers {
            let mut lines: Vec<Line> = Vec::new();
            for sketch in outline(&self.definitions, number)? {
                let mut terms = Vec::with_capacity(sketch.terms.len());
                for wanted in sketch.terms {
                    terms.push(match wanted {
                        Wanted::Input(path) => {
                            let value = (*self.inputs.get(&path)?).clone();
                            Term::Input { path, value }
                        }
                        Wanted::Constant(number) => Term::Constant(number),
                        Wanted::Claimed => Term::Constant(whole(*taken.next()?)),
                        Wanted::Line(line) => Term::Line(line),
                        Wanted::Account(of) => {
                            Term::Account(accounts.iter().position(|account| account.number == of)?)
                        }
                    });
                }
                let values: Vec<Rational> =
                    terms.iter().map(|term| value(term, &lines, &accounts)).collect::<Option<_>>()?;
                let value = worked_out(sketch.operation, &values)?;
                lines.push(Line { role: sketch.role, operation: sketch.operation, terms, value });
            }
            accounts.push(Account { number: number.clone(), lines });
        }
        taken.next().is_none().then_some(accounts)
    }

    /// Judges the claim that a number follows, line by line, from the case.
    ///
    /// For a sum, a gain, a product or a share the checks imply the claim (`Proof`). A greatest number, a shortfall and
    /// a count are held against every package (`Recount`), beyond
    /// [`crate::certify::bargaining::RECOUNT_LIMIT`] packages only against what is necessary (`Necessary`).
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge(&self, explanation: Explanation) -> Result<Certified<Explanation>, Refused<Explanation>> {
        let certificate = self.check(&explanation);
        Certified::judge(explanation, certificate)
    }

    fn check(&self, explanation: &Explanation) -> Certificate {
        let accounts = &explanation.accounts;
        let (mut lines, mut strays, mut sums, mut undefined) = (0_u128, 0_u128, 0_u128, 0_u128);
        for (place, account) in accounts.iter().enumerate() {
            let before = &accounts[..place];
            let sketches = outline(&self.definitions, &account.number).unwrap_or_default();
            lines += account.lines.len() as u128;
            strays += sketches.len().abs_diff(account.lines.len()) as u128;
            for (number, (line, sketch)) in account.lines.iter().zip(&sketches).enumerate() {
                let same = line.role == sketch.role
                    && line.operation == sketch.operation
                    && line.terms.len() == sketch.terms.len()
                    && line
                        .terms
                        .iter()
                        .zip(&sketch.terms)
                        .all(|(term, wanted)| self.is_wanted(term, wanted, before));
                strays += u128::from(!same);
                let above = &account.lines[..number];
                let values: Option<Vec<Rational>> =
                    line.terms.iter().map(|term| value(term, above, before)).collect();
                let again = values.and_then(|values| worked_out(line.operation, &values));
                sums += u128::from(again.as_ref() != Some(&line.value));
            }
            let last = account.lines.last().map(|line| &line.value);
            let defined = self.defined(&account.number);
            // A count has no formula: its lines are counted again below.
            let is_count = matches!(account.number, Number::Count(_));
            undefined += u128::from(last.is_none() || (!is_count && defined.as_ref() != last));
        }
        let compared = || Witness::Compared(lines);
        // An account of another number, such as one of those on the way, may happen to end in the same value.
        let asked = accounts.last().filter(|account| account.number == explanation.number);
        let last = asked.and_then(|account| Some(&account.lines.last()?.value));
        let off = last.map(|last| distance(last, &explanation.answered));
        let mut checks = vec![
            Check::count(
                "lines are those of the definition, with the numbers of the case",
                strays,
                compared(),
            ),
            Check::count("lines worked out again", sums, compared()),
            Check::count("each account ends in its number, by another formula", undefined, compared()),
            Check::exact(
                "the last account is of the number asked for, and ends in what the command answers",
                off.unwrap_or(Rational::ONE),
                Witness::Nothing,
            ),
        ];
        let mut strength = Strength::Proof;
        // A claim that is wrong already is not worth a walk through all packages.
        if strays + sums + undefined == 0 {
            self.look_at_packages(accounts, &mut checks, &mut strength);
        }
        Certificate { strength, checks }
    }

    /// Holds greatest numbers and counts against every package, as far as there are not too many.
    fn look_at_packages(&self, accounts: &[Account], checks: &mut Vec<Check>, strength: &mut Strength) {
        let mut census: Option<Option<Census>> = None;
        for account in accounts {
            let last = account.lines.last().map(|line| line.value.clone()).unwrap_or_default();
            // Is the claim good as far as one look at its own package tells?
            let is_sound = match &account.number {
                Number::Best { package, .. } | Number::Ideal { package, .. } => {
                    let parties = 0..self.definitions.parties.len();
                    let accepts =
                        |party| self.definitions.gain(party, package).is_some_and(|gain| !gain.is_negative());
                    self.is_admissible(package) && parties.into_iter().all(accepts)
                }
                Number::Shortfall(package) => self.is_admissible(package),
                Number::Count(_) => account.lines.iter().all(|line| !line.value.is_negative()),
                _ => continue,
            };
            let census = census.get_or_insert_with(|| Census::of(&self.definitions)).as_ref();
            let wrong = census.and_then(|census| match &account.number {
                Number::Best { party, package } | Number::Ideal { party, package } => {
                    let gain = self.definitions.gain(*party, package).unwrap_or_default();
                    Some(census.better(*party, &gain))
                }
                Number::Shortfall(_) => Some(census.closer(&last)),
                Number::Count(of) => Some(miscounted(&account.lines, &census.taken(*of)?)),
                _ => None,
            });
            *strength =
                (*strength).min(if wrong.is_some() { Strength::Recount } else { Strength::Necessary });
            let name = match (&account.number, wrong.is_some()) {
                (Number::Count(_), true) => "lines of a count, counted again over every package",
                (Number::Count(_), false) => "counts below 0",
                (Number::Shortfall(_), true) => "admissible packages that come closer",
                (Number::Shortfall(_), false) => "the closest package is admissible",
                (_, true) => "acceptable packages that are worth more to the party",
                (_, false) => "the best package is acceptable",
            };
            let compared = census.map_or(Witness::Nothing, |census| Witness::Compared(census.packages()));
            checks.push(Check::count(name, wrong.unwrap_or(0) + u128::from(!is_sound), compared));
        }
    }

    /// Does a package meet every demand that is not a party's?
    fn is_admissible(&self, package: &[usize]) -> bool {
        let meets = |demand| Test::of(&self.definitions, demand).is_some_and(|test| test.is_met(package));
        self.definitions.is_package(package) && demands(&self.definitions).into_iter().all(meets)
    }

    /// Is a term the one that the definition asks for, with the number of the case?
    fn is_wanted(&self, term: &Term, wanted: &Wanted, before: &[Account]) -> bool {
        match (term, wanted) {
            (Term::Input { path, value }, Wanted::Input(wanted)) => {
                path == wanted && self.inputs.get(path).is_some_and(|known| *known == value)
            }
            (Term::Constant(number), Wanted::Constant(wanted)) => number == wanted,
            (Term::Constant(number), Wanted::Claimed) => number.is_integer() && !number.is_negative(),
            (Term::Line(line), Wanted::Line(wanted)) => line == wanted,
            (Term::Account(account), Wanted::Account(wanted)) => {
                before.get(*account).is_some_and(|account| account.number == *wanted)
            }
            _ => false,
        }
    }

    /// The number by its definition, each worked out anew from the case; `None` for a count.
    fn defined(&self, number: &Number) -> Option<Rational> {
        let definitions = &self.definitions;
        match number {
            Number::Input(path) => self.inputs.get(path).map(|value| (*value).clone()),
            Number::WalkAway(party) => definitions.walk_away(*party),
            Number::Utility { party, package } | Number::Best { party, package } => {
                definitions.utility(*party, package)
            }
            Number::Gain { party, package } | Number::Ideal { party, package } => {
                definitions.gain(*party, package)
            }
            Number::Share { party, package, ideal } => {
                definitions.gain(*party, package)?.checked_div(&definitions.gain(*party, ideal)?)
            }
            Number::Product(package) => definitions.product(package),
            Number::Lead { package, rival } => {
                let ratio = definitions.product(package)?.checked_div(&definitions.product(rival)?)?;
                Some(&ratio - &Rational::ONE)
            }
            Number::Shortfall(package) => {
                let gains = (0..definitions.parties.len()).map(|party| definitions.gain(party, package));
                Some(-&gains.collect::<Option<Vec<_>>>()?.into_iter().min()?)
            }
            Number::Count(_) => None,
        }
    }
}

/// How many lines of a count do not take away what was counted again.
fn miscounted(lines: &[Line], again: &[(Role, u128)]) -> u128 {
    let wrong = again.iter().filter(|(role, taken)| {
        let line = lines.iter().find(|line| line.role == *role);
        let claimed = line.and_then(|line| line.terms.get(1));
        claimed != Some(&Term::Constant(whole(*taken)))
    });
    wrong.count() as u128
}

/// The value of a term; `None` if it is no earlier line or account.
fn value(term: &Term, above: &[Line], before: &[Account]) -> Option<Rational> {
    match term {
        Term::Input { value, .. } | Term::Constant(value) => Some(value.clone()),
        Term::Line(line) => above.get(*line).map(|line| line.value.clone()),
        Term::Account(account) => Some(before.get(*account)?.lines.last()?.value.clone()),
    }
}

/// The value of a line; without terms it is 0.
fn worked_out(operation: Operation, values: &[Rational]) -> Option<Rational> {
    if values.is_empty() {
        return Some(Rational::ZERO);
    }
    match (operation, values) {
        (Operation::Sum, values) => Some(values.iter().sum()),
        (Operation::Product, values) => {
            Some(values.iter().fold(Rational::ONE, |product, value| &product * value))
        }
        (Operation::Difference, [first, second]) => Some(first - second),
        (Operation::Quotient, [above, below]) => above.checked_div(below),
        (Operation::Share, [weight, value, sum]) => (weight * value).checked_div(sum),
        (Operation::Greatest, values) => values.iter().max().cloned(),
        _ => None,
    }
}

fn distance(left: &Rational, right: &Rational) -> Rational {
    let off = left - right;
    if off.is_negative() { -&off } else { off }
}
