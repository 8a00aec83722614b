//! The block that gives a bargaining set directly: `[bargaining]`.

use crate::diagnostic::{Code, Diagnostic};
use crate::format::grammar;
use crate::format::reader::{Fields, Reader};
use crate::model::Quantity;
use crate::model::given_set::{GivenCurve, GivenRow, GivenSet, GivenShape};

/// Keys that say what can be agreed, one of which a block has.
const SHAPES: [&str; 4] = ["points", "vertices", "rows", "curve"];

impl Reader {
    /// `[bargaining]`.
    pub(crate) fn bargaining(&mut self, case: &Fields<'_>) -> Option<GivenSet> {
        let node = case.get("bargaining")?;
        let at = case.key_span("bargaining").unwrap_or(node.span);
        let before = self.findings.errors();
        let mut is_whole = true;
        let fields = self.fields(node, &grammar::BARGAINING, "[bargaining]".to_owned(), at);
        let given: Vec<&str> = SHAPES.into_iter().filter(|key| fields.get(key).is_some()).collect();
        if let [one, two, ..] = given.as_slice() {
            let message = format!("[bargaining] has both `{one}` and `{two}`, expected one of them");
            let span = fields.key_span(two).unwrap_or(at);
            self.findings.push(Diagnostic::error(Code::Contradiction, message).at(span));
        }
        let shape = match given.first() {
            Some(&"vertices") => GivenShape::Vertices(self.utilities(&fields, "vertices", &mut is_whole)),
            Some(&"rows") => GivenShape::Rows(self.rows(&fields, &mut is_whole)),
            Some(&"curve") => GivenShape::Curve(Box::new(self.curve(&fields, &mut is_whole))),
            Some(_) => GivenShape::Points(self.utilities(&fields, "points", &mut is_whole)),
            None => {
                is_whole = false;
                if self.findings.errors() == before {
                    let finding = Diagnostic::error(
                        Code::MissingKey,
                        "[bargaining] has none of `points`, `vertices`, `rows` and `curve`",
                    );
                    self.findings.push(finding.at(at).hint(
                        "add `points` for single outcomes, or `vertices`, `rows` or `curve` for a convex set",
                    ));
                }
                GivenShape::Points(Vec::new())
            }
        };
        let disagreement = match fields.get("disagreement") {
            Some(node) => self.quantities(node, "`disagreement` of [bargaining]").unwrap_or_else(|| {
                is_whole = false;
                Vec::new()
            }),
            None => Vec::new(),
        };
        let source = self.name(&fields, "source");
        // A number that cannot be read still stands in its list, so lengths are known; a missing list only leads to more.
        if !is_whole {
            self.gaps.mark_all("bargaining");
        }
        Some(GivenSet { shape, disagreement, source })
    }

    /// For each outcome the utility of each signatory; `is_whole` becomes false if a list cannot be read.
    fn utilities(&mut self, fields: &Fields<'_>, key: &str, is_whole: &mut bool) -> Vec<Vec<Quantity>> {
        let Some(node) = fields.get(key) else { return Vec::new() };
        let what = fields.what(key);
        let items = self.items(node, &what, "a list of points");
        *is_whole &= items.is_some();
        let items = items.unwrap_or_default();
        let one = if key == "points" { "point" } else { "vertex" };
        let mut rows = Vec::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            rows.extend(self.quantities(item, &format!("{one} {} of {what}", place + 1)));
        }
        *is_whole &= rows.len() == items.len();
        rows
    }

    fn rows(&mut self, fields: &Fields<'_>, is_whole: &mut bool) -> Vec<GivenRow> {
        let Some(node) = fields.get("rows") else { return Vec::new() };
        let items = self.items(node, &fields.what("rows"), "a list of tables");
        *is_whole &= items.is_some();
        let items = items.unwrap_or_default();
        let mut rows = Vec::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            let block = format!("row {} of [bargaining]", place + 1);
            let row = self.fields(item, &grammar::BARGAINING_ROW, block.clone(), item.span);
            let coefficients =
                row.get("coefficients").and_then(|node| self.quantities(node, &row.what("coefficients")));
            let at_most = row.get("at_most").and_then(|node| self.quantity(node, &row.what("at_most")));
            *is_whole &= coefficients.is_some();
            rows.push(GivenRow {
                coefficients: coefficients.unwrap_or_default(),
                at_most: at_most.unwrap_or_default(),
            });
        }
        rows
    }

    fn curve(&mut self, fields: &Fields<'_>, is_whole: &mut bool) -> GivenCurve {
        let Some(node) = fields.get("curve") else { return GivenCurve::default() };
        let before = self.findings.errors();
        let block = grammar::BARGAINING_CURVE.name.to_owned();
        let curve = self.fields(node, &grammar::BARGAINING_CURVE, block, node.span);
        let mut given = GivenCurve::default();
        if let Some(list) = curve.get("utilities") {
            let what = curve.what("utilities");
            let items = self.items(list, &what, "a list of two expressions").unwrap_or_default();
            for (place, item) in items.iter().enumerate() {
                let what = format!("utility {} of the curve of [bargaining]", place + 1);
                given.utilities.extend(self.expression(item, &what));
            }
        }
        let mut end = |key: &str| {
            curve.get(key).and_then(|node| self.quantity(node, &curve.what(key))).unwrap_or_default()
        };
        (given.from, given.to) = (end("from"), end("to"));
        // What the expressions give is looked at only if all of them could be read.
        *is_whole &= self.findings.errors() == before;
        given
    }
}
