//! What tells an editor which file goes by which schema: `yaml.schemas` in the settings of VS Code.

use serde_json::{Map, Value, json};

use super::{FOLDER, Schema};

/// Where the settings stand, from the root of the site.
pub const SETTINGS: &str = ".vscode/settings.json";
const KEY: &str = "yaml.schemas";

fn path(schema: &Schema) -> String {
    format!("./{}", schema.path())
}

/// Settings with the mapping and nothing else.
pub fn new_settings(schemas: &[Schema]) -> String {
    let mapping: Map<String, Value> = schemas.iter().map(|schema| (path(schema), json!(schema.files))).collect();
    format!("{:#}\n", json!({ KEY: mapping }))
}

/// The lines of the mapping that settings lack or have otherwise, and those of ours that lead to no schema any more. `None`: the
/// settings cannot be read (they may hold comments, which JSON has not).
pub fn lacking(settings: &str, schemas: &[Schema]) -> Option<(Vec<String>, Vec<String>)> {
    let settings: Value = serde_json::from_str(settings).ok()?;
    let empty = Map::new();
    let mapping = settings.get(KEY).and_then(Value::as_object).unwrap_or(&empty);
    let wanted = schemas.iter().filter(|schema| mapping.get(&path(schema)) != Some(&json!(schema.files)));
    let wanted = wanted.map(|schema| format!("{}: {}", json!(path(schema)), json!(schema.files)));
    let ours = |key: &&String| key.trim_start_matches("./").starts_with(FOLDER);
    let left_over = mapping.keys().filter(ours).filter(|key| schemas.iter().all(|schema| path(schema) != **key));
    Some((wanted.collect(), left_over.cloned().collect()))
}
