//! Every kind of finding there is; what `check --explain` can explain. A test holds that each has its folder of examples.

use crate::diagnostic::Kind;
use crate::{
    check, config, external, facts, glossary, markdown, messages, page, phrases, project, schema, site, source, theme, tree, yaml,
};

/// All kinds, in order of their codes.
pub fn all() -> Vec<&'static Kind> {
    let source = [&source::NOT_UTF8, &source::CONTROL_CHARACTER, &source::ACTIVE_FILE, &source::LINK_NOT_FOLLOWED, &source::FILE_NAME];
    let yaml = [&yaml::SYNTAX, &yaml::DUPLICATE_KEY, &yaml::UNKNOWN_KEY, &yaml::MISSING_KEY, &yaml::WRONG_TYPE];
    let rooms = [
        config::KINDS,
        page::KINDS,
        markdown::KINDS,
        facts::KINDS,
        phrases::KINDS,
        messages::KINDS,
        glossary::KINDS,
        tree::KINDS,
        site::KINDS,
        theme::KINDS,
        project::KINDS,
        external::KINDS,
        schema::KINDS_OF_FINDINGS,
    ];
    let mut kinds: Vec<&'static Kind> =
        source.into_iter().chain(yaml).chain(rooms.into_iter().flatten().copied()).chain(check::kinds()).collect();
    kinds.sort_by_key(|kind| kind.code);
    kinds.dedup_by_key(|kind| kind.code);
    kinds
}

pub fn find(code: &str) -> Option<&'static Kind> {
    all().into_iter().find(|kind| kind.code == code)
}
