//! What schema and rows are read with, beside what all content is read with.

use crate::diagnostic::Diagnostic;
use crate::facts::kinds::{DATA_NAME, FACT_TYPE};
pub use crate::reading::{File, list, open_map, suggestion, unlisted};
use crate::reading::{is_segment, is_slug, not_everywhere};
use crate::say;
use crate::source::Span;
use crate::yaml::Yaml;

/// A finding: the value is not of the type that the schema names.
pub fn breach(yaml: &Yaml, wanted: &'static str) -> Diagnostic {
    let message = say!("this is {found}, but {wanted} must stand here", found = yaml.type_name(), wanted = wanted);
    Diagnostic::new(&FACT_TYPE, yaml.span, message).help(say!("write {wanted}", wanted = wanted))
}

/// A finding if `name` cannot be part of an address and of a reference. `what` is "a row" or "a collection".
pub fn check_slug(name: &str, what: &'static str, place: Span, diagnostics: &mut Vec<Diagnostic>) {
    if !is_segment(name) {
        let help = say!("use small letters a to z, digits, and single hyphens between them, as in `town-hall`");
        let help = not_everywhere(name).filter(|_| is_slug(name)).unwrap_or(help);
        let message = say!("`{name}` cannot be the key of {what}", name = name, what = what);
        diagnostics.push(Diagnostic::new(&DATA_NAME, place, message).help(help));
    }
}
