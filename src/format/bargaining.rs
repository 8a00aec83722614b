//! The block that gives a bargaining set directly: `[bargaining]`.

use crate::diagnostic::{Code, Diagnostic};
use crate::format::grammar;
use crate::format::reader::{Fields, Reader};
use crate::model::given_set::{GivenRow, GivenSet, GivenShape};

/// Keys that say what can be agreed, one of which a block has.
const SHAPES: [&str; 3] = ["points", "vertices", "rows"];

impl Reader {
    /// `[bargaining]`.
    pub(crate) fn bargaining(&mut self, case: &Fields<'_>) -> Option<GivenSet> {
        let node = case.get("bargaining")?;
        let at = case.key_span("bargaining").unwrap_or(node.span);
        let before = self.findings.errors();
        let fields = self.fields(node, &grammar::BARGAINING, "[bargaining]".to_owned(), at);
        if let Some(span) = fields.key_span("curve") {
            let message = "`curve` of [bargaining] is read by a later version";
            let finding = Diagnostic::error(Code::NotYet, message).at(span);
            self.findings.push(finding.hint("give corners of the set with `vertices`"));
        }
        let given: Vec<&str> = SHAPES.into_iter().filter(|key| fields.get(key).is_some()).collect();
        if let [one, two, ..] = given.as_slice() {
            let message = format!("[bargaining] has both `{one}` and `{two}`, expected one of them");
            let span = fields.key_span(two).unwrap_or(at);
            self.findings.push(Diagnostic::error(Code::Contradiction, message).at(span));
        }
        let shape = match given.first() {
            Some(&"vertices") => GivenShape::Vertices(self.utilities(&fields, "vertices")),
            Some(&"rows") => GivenShape::Rows(self.rows(&fields)),
            Some(_) => GivenShape::Points(self.utilities(&fields, "points")),
            None => {
                if self.findings.errors() == before {
                    let finding = Diagnostic::error(
                        Code::MissingKey,
                        "[bargaining] has none of `points`, `vertices` and `rows`",
                    );
                    self.findings.push(finding.at(at).hint(
                        "add `points` for single outcomes, or `vertices` or `rows` for a convex set of them",
                    ));
                }
                GivenShape::Points(Vec::new())
            }
        };
        let disagreement = match fields.get("disagreement") {
            Some(node) => self.quantities(node, "`disagreement` of [bargaining]").unwrap_or_default(),
            None => Vec::new(),
        };
        let source = self.name(&fields, "source");
        if self.findings.errors() > before {
            self.gaps.mark_all("bargaining");
        }
        Some(GivenSet { shape, disagreement, source })
    }

    /// For each outcome the utility of each signatory.
    fn utilities(&mut self, fields: &Fields<'_>, key: &str) -> Vec<Vec<crate::model::Quantity>> {
        let Some(node) = fields.get(key) else { return Vec::new() };
        let what = fields.what(key);
        let items = self.items(node, &what, "a list of points").unwrap_or_default();
        let one = if key == "points" { "point" } else { "vertex" };
        let mut rows = Vec::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            rows.extend(self.quantities(item, &format!("{one} {} of {what}", place + 1)));
        }
        rows
    }

    fn rows(&mut self, fields: &Fields<'_>) -> Vec<GivenRow> {
        let Some(node) = fields.get("rows") else { return Vec::new() };
        let items = self.items(node, &fields.what("rows"), "a list of tables").unwrap_or_default();
        let mut rows = Vec::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            let block = format!("row {} of [bargaining]", place + 1);
            let row = self.fields(item, &grammar::BARGAINING_ROW, block.clone(), item.span);
            let coefficients =
                row.get("coefficients").and_then(|node| self.quantities(node, &row.what("coefficients")));
            let at_most = row.get("at_most").and_then(|node| self.quantity(node, &row.what("at_most")));
            rows.push(GivenRow {
                coefficients: coefficients.unwrap_or_default(),
                at_most: at_most.unwrap_or_default(),
            });
        }
        rows
    }
}
