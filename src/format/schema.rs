//! The JSON schema of a case file, made from the grammar.
//!
//! The schema describes the JSON form; the TOML form is the same tree. It says what a table may hold and what
//! must be there; what depends on several values together (lengths, declared names, sums) is for `check`.

use serde_json::{Map, Value, json};

use crate::format::grammar::{CASE, Kind, Need, QUANTITY, Table};

/// The JSON schema (draft 2020-12) of a case file.
#[must_use]
pub fn case_schema() -> Value {
    let mut schema = object(&CASE);
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    whole.insert("title".to_owned(), json!("zopa case file"));
    if let Some(case) = schema.as_object_mut() {
        whole.append(case);
    }
    // A group of candidates and a game have people of their own.
    let alone = ["parties", "contact_group", "game"].map(|key| json!({ "required": [key] }));
    whole.insert("anyOf".to_owned(), json!(alone));
    whole.insert(
        "$defs".to_owned(),
        json!({
            "number": {
                "description": "an exact number: a number, or a decimal or fraction as a text",
                "oneOf": [
                    { "type": "number" },
                    { "type": "string", "pattern": r"^\s*[+-]?[0-9_.]+([eE][+-]?[0-9]+)?(\s*/\s*[+-]?[0-9_.]+([eE][+-]?[0-9]+)?)?\s*$" },
                ],
            },
            "quantity": {
                "description": "a number, [low, mode, high], or a table with a source of its own",
                "oneOf": [
                    { "$ref": "#/$defs/number" },
                    { "type": "array", "items": { "$ref": "#/$defs/number" }, "minItems": 3, "maxItems": 3 },
                    object(&QUANTITY),
                ],
            },
            "nested": {
                "description": "lists in lists, one nesting for each issue, the last issue innermost",
                "anyOf": [
                    { "$ref": "#/$defs/quantity" },
                    { "type": "array", "items": { "$ref": "#/$defs/nested" } },
                ],
            },
        }),
    );
    Value::Object(whole)
}

fn object(table: &Table) -> Value {
    let mut properties = Map::new();
    for key in table.keys {
        let mut schema = kind(&key.kind);
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".to_owned(), json!(key.doc));
        }
        properties.insert(key.name.to_owned(), schema);
    }
    let required: Vec<_> =
        table.keys.iter().filter(|key| key.need == Need::Required).map(|key| key.name).collect();
    let mut schema = json!({
        "type": "object",
        "description": table.doc,
        "properties": properties,
        "additionalProperties": false,
    });
    if let Some(schema) = schema.as_object_mut().filter(|_| !required.is_empty()) {
        schema.insert("required".to_owned(), json!(required));
    }
    schema
}

fn kind(kind: &Kind) -> Value {
    match kind {
        Kind::Text | Kind::Source | Kind::Package => json!({ "type": "string" }),
        Kind::Id => json!({ "type": "string", "pattern": "^[A-Za-z0-9._-]+$" }),
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Word(words) => json!({ "enum": words }),
        Kind::Number => json!({ "$ref": "#/$defs/number" }),
        Kind::Quantity => json!({ "$ref": "#/$defs/quantity" }),
        Kind::Label => json!({ "type": ["string", "number"] }),
        Kind::List(item) => json!({ "type": "array", "items": self::kind(item) }),
        Kind::Nested => json!({ "$ref": "#/$defs/nested" }),
        Kind::Table(table) => object(table),
        Kind::Named(table) => json!({ "type": "object", "additionalProperties": object(table) }),
        Kind::Each(table) => json!({ "type": "array", "items": object(table) }),
        Kind::PerName(value) => json!({ "type": "object", "additionalProperties": self::kind(value) }),
        Kind::OneOf(kinds) => json!({ "anyOf": kinds.iter().map(self::kind).collect::<Vec<_>>() }),
        Kind::Null => json!({ "type": "null" }),
        // A file that uses it is refused with the words that a later version reads it.
    }
}
