//! The texts of the site's YAML, for the wording to be judged: whatever stands under the code of a language.

use crate::lang::{Lang, Languages};
use crate::reading::{Line, lines};
use crate::source::Source;
use crate::yaml::{self, Yaml};

/// A line of a text.
#[derive(Clone, Debug)]
pub struct Written {
    pub lang: Lang,
    pub line: Line,
}

/// What stands below these keys, others wrote or say.
const OTHERS: [&str; 2] = ["sources", "replies"];

/// Every line of every text of these files, in their order. A file that is no YAML has a finding elsewhere, and none here.
pub fn written(sources: &[&Source], languages: &Languages) -> Vec<Written> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| source.path.ends_with(".yaml")) {
        if let Some(yaml) = yaml::parse(source.id, &source.text, 0).value {
            gather(source, languages, &yaml, &mut found);
        }
    }
    found
}

fn gather(source: &Source, languages: &Languages, yaml: &Yaml, found: &mut Vec<Written>) {
    for entry in yaml.as_map().into_iter().flatten().filter(|entry| !OTHERS.contains(&entry.key.as_str())) {
        match (languages.by_code(&entry.key), entry.value.as_text(&source.text)) {
            (Some(lang), Some(text)) => found.extend(lines(source, text, entry.value.span).into_iter().map(|line| Written { lang, line })),
            _ => gather(source, languages, &entry.value, found),
        }
    }
    for item in yaml.as_seq().into_iter().flatten() {
        gather(source, languages, item, found);
    }
}
