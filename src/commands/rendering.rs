//! Rendering every address of a site: what `build` writes, and what `check` looks through for mistakes in templates.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::address::SitePath;
use crate::diagnostic::{Diagnostic, Failure};
use crate::render::{Rendered, Renderer};

/// Renders every address on all cores and hands each over at once. One mistake in a template concerns many pages, but is told
/// once.
///
/// # Errors
/// What `each` fails with.
pub fn all(renderer: &Renderer, each: impl Fn(&SitePath, Rendered) -> Result<(), Failure> + Sync) -> Result<Vec<Diagnostic>, Failure> {
    let findings: Mutex<Vec<Diagnostic>> = Mutex::default();
    renderer.routes().par_iter().try_for_each(|(path, target)| match renderer.render(*target) {
        Ok(rendered) => each(path, rendered),
        Err(finding) => {
            findings.lock().unwrap_or_else(PoisonError::into_inner).push(*finding);
            Ok(())
        }
    })?;
    let mut findings = findings.into_inner().unwrap_or_else(PoisonError::into_inner);
    findings.sort_by_key(|finding| (finding.span, finding.message.to_string()));
    findings.dedup_by_key(|finding| (finding.span, finding.message.to_string()));
    Ok(findings)
}
