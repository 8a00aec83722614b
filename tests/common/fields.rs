//! The fields of a JSON schema as tables of a document.
//!
//! A page holds a marker `<!-- fields: TYPE -->` for each type, and the table of its fields in the lines below.

use serde_json::Value;

/// The kind of a value, in words, with links to the types of the page.
fn kind(schema: &Value) -> String {
    let text = |key: &str| schema[key].as_str().unwrap_or_default();
    if let Some(choices) = schema["anyOf"].as_array() {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    if let Some(name) = text("$ref").rsplit('/').next().filter(|name| !name.is_empty()) {
        return match name {
            "Num" => "number".to_owned(),
            "Total" => "count".to_owned(),
            _ => format!("[{name}](#{})", name.to_lowercase()),
        };
    }
    let named = |name: &str| match name {
        "string" => "text".to_owned(),
        "boolean" => "true or false".to_owned(),
        "integer" => "count".to_owned(),
        "array" => format!("list of {}", kind(&schema["items"])),
        "object" => format!("table of {}", kind(&schema["additionalProperties"])),
        other => other.to_owned(),
    };
    match &schema["type"] {
        Value::Array(names) => {
            names.iter().filter_map(Value::as_str).map(named).collect::<Vec<_>>().join(" or ")
        }
        Value::String(name) => named(name),
        _ => "anything".to_owned(),
    }
}

/// The table of one type, without a line break at its end.
fn table(schema: &Value) -> Vec<String> {
    let mut lines = vec!["| field | kind | what it says |".to_owned(), "|---|---|---|".to_owned()];
    let required =
        |name: &str| schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name));
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let mut kind = kind(field);
        if !required(name) && !kind.contains("null") {
            kind.push_str(", may be absent");
        }
        let description = field["description"].as_str().unwrap_or_default().replace('\n', " ");
        lines.push(format!("| `{name}` | {kind} | {description} |"));
    }
    lines
}

/// The page with every table as the schema has it, and the types that the page has no marker for.
pub(crate) fn refreshed(page: &str, schema: &Value) -> (String, Vec<String>) {
    let definitions = schema["$defs"].as_object().cloned().unwrap_or_default();
    let mut missing: Vec<String> = definitions
        .iter()
        .filter(|(_, one)| one["properties"].is_object())
        .map(|(name, _)| name.clone())
        .collect();
    let mut lines = Vec::new();
    let mut in_table = false;
    for line in page.lines() {
        in_table &= line.starts_with('|');
        if in_table {
            continue;
        }
        lines.push(line.to_owned());
        let Some(name) = line.strip_prefix("<!-- fields: ").and_then(|rest| rest.strip_suffix(" -->")) else {
            continue;
        };
        if let Some(definition) = definitions.get(name) {
            lines.extend(table(definition));
            missing.retain(|one| one != name);
            in_table = true;
        } else {
            missing.push(format!("{name}, which is no type"));
        }
    }
    (lines.join("\n") + "\n", missing)
}
