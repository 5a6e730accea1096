//! Templates, words and static files of the theme. The only user of the template engine.
//!
//! A theme is a stack of layers (`Sources::theme`): the site's own folder first, the one inside the program last. For each
//! file the first layer that has it wins, so a site changes one template by adding one file.

mod comments;
mod finding;
mod functions;
mod mentions;
mod statics;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Tera};

pub use statics::StaticFile;
pub use words::Words;

use crate::diagnostic::{Diagnostic, Kind, Parsed};
use crate::lang::Languages;
use crate::say;
use crate::source::{Source, SourceId, Sources, Span, ThemeLayer};
use crate::yaml::{self, Fields};

pub static KINDS: &[&Kind] = &[
    &finding::TEMPLATE_SYNTAX,
    &finding::TEMPLATE_ERROR,
    &finding::I18N_KEYS,
    &finding::I18N_MISSING,
    &finding::THEME_NAME,
    &statics::STATIC_REFERENCE,
];

/// A value that templates see; made once where many pages share it.
pub type View = tera::Value;

/// A theme ready to render.
pub struct Theme {
    tera: Tera,
    /// Which file each template came from, for findings.
    origins: BTreeMap<String, SourceId>,
    pub words: Arc<Words>,
    pub statics: Arc<Vec<StaticFile>>,
    /// Whether the built-in templates stand in for the site's, which could not be read.
    pub is_standing_in: bool,
    /// The text of `skeletons/page.md`, for `futago new`.
    pub skeleton: String,
}

/// Loads the theme for the languages of a site that stands under `base_path`.
///
/// With a template that cannot be read, the built-in theme stands in, so that a preview can still show the error.
pub fn load(sources: &Sources, languages: &Languages, base_path: &str) -> Parsed<Theme> {
    let mut diagnostics = Vec::new();
    check_settings(sources, &mut diagnostics);
    let words = words::load(sources, languages);
    diagnostics.extend(words.diagnostics);
    let words = Arc::new(words.value);
    let statics = statics::load(sources);
    diagnostics.extend(statics.diagnostics);
    let statics = Arc::new(statics.value);
    let supplies = functions::Supplies {
        words: Arc::clone(&words),
        languages: languages.clone(),
        addresses: statics::addresses(&statics, base_path),
        phrased: Arc::default(),
    };
    let loaded = templates(sources, 0, &supplies);
    let is_standing_in = loaded.is_err();
    let (tera, origins) = match loaded {
        Ok(loaded) => loaded,
        Err(findings) => {
            diagnostics.extend(findings);
            let last = sources.theme.len() - 1;
            templates(sources, last, &supplies).unwrap_or_else(|findings| {
                unreachable!("the built-in templates load, as a test shows: {:?}", findings.first().map(|f| f.message.to_string()))
            })
        }
    };
    let skeleton = find(sources, "skeletons/page.md").map(|id| sources.text(id).to_owned()).unwrap_or_default();
    Parsed { value: Theme { tera, origins, words, statics, is_standing_in, skeleton }, diagnostics }
}

/// The strongest layer's file of that path.
fn find(sources: &Sources, path: &str) -> Option<SourceId> {
    sources.theme.iter().find_map(|layer| layer.files.iter().find(|file| file.path == path)?.source)
}

/// Loads the templates of the layers from `first` on; a later layer is what an earlier one falls back to.
fn templates(
    sources: &Sources,
    first: usize,
    supplies: &functions::Supplies,
) -> Result<(Tera, BTreeMap<String, SourceId>), Vec<Diagnostic>> {
    let layers = &sources.theme[first..];
    let origins = origins(layers, sources);
    let mut tera = Tera::new();
    functions::register(&mut tera, supplies);
    let prefixes: Vec<String> = layers.iter().map(|layer| format!("{}/", layer.name)).collect();
    let texts = origins.iter().map(|(name, id)| (name.clone(), sources.text(*id).to_owned()));
    let loaded = tera.set_fallback_prefixes(prefixes).and_then(|()| tera.add_raw_templates(texts));
    match loaded {
        Ok(()) => Ok((tera, origins)),
        Err(error) => Err(finding::of_loading(&error, &origins, sources)),
    }
}

/// The templates to load, by layer and name. One that a stronger layer replaces is left out, unless another calls it by its
/// layer (`{% extends "builtin/page.html" %}`): nobody would see it, and it need not fit what stands in its place.
fn origins(layers: &[ThemeLayer], sources: &Sources) -> BTreeMap<String, SourceId> {
    let all = layers.iter().flat_map(|layer| {
        let templates = layer.files.iter().filter_map(|file| Some((file.path.strip_prefix("templates/")?, file.source?)));
        templates.map(|(name, source)| (layer.name.as_str(), name, source))
    });
    let all: Vec<(&str, &str, SourceId)> = all.collect();
    let mut strongest: BTreeSet<&str> = BTreeSet::new();
    let is_called = |full: &str| all.iter().any(|(_, _, source)| sources.text(*source).contains(full));
    let seen = all.iter().filter_map(|(layer, name, source)| {
        let full = format!("{layer}/{name}");
        (strongest.insert(name) || is_called(&full)).then_some((full, *source))
    });
    seen.collect()
}

impl Theme {
    pub fn has_template(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// The names that a page's `template` can have, for "did you mean".
    pub fn page_templates(&self) -> impl Iterator<Item = &str> {
        let names = self.tera.get_template_names().filter_map(|name| name.split_once('/')?.1.strip_suffix(".html"));
        names.filter(|name| !name.contains('/'))
    }

    pub fn has_tool(&self, name: &str) -> bool {
        self.tools().any(|tool| tool == name)
    }

    /// The names that a page may embed as `tool:NAME`.
    pub fn tools(&self) -> impl Iterator<Item = &str> {
        self.tera.get_template_names().filter_map(|name| name.split_once("/tools/")?.1.strip_suffix(".html"))
    }

    /// Renders a template with the values it sees.
    ///
    /// # Errors
    /// A finding in the template: it asks for a value that is not there, or for a word that no language has.
    pub fn render(&self, template: &str, view: &Context, sources: &Sources) -> Result<String, Box<Diagnostic>> {
        self.tera.render(template, view).map_err(|error| Box::new(finding::of_rendering(&error, template, &self.origins, sources)))
    }
}

/// The theme that a `theme.yaml` extends, which the reader needs before anything is judged.
pub fn extends(settings: &Source) -> Option<String> {
    let parsed = yaml::parse(settings.id, &settings.text, 0);
    let yaml = parsed.value?;
    yaml.get("extends")?.as_text(&settings.text).map(str::to_owned)
}

/// A view of a value that is written once and shown on many pages.
pub fn view<T: Serialize + ?Sized>(value: &T) -> View {
    View::from_serializable(value)
}

/// Judges each layer's `theme.yaml`.
fn check_settings(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    for layer in &sources.theme {
        let Some(id) = layer.files.iter().find(|file| file.path == "theme.yaml").and_then(|file| file.source) else { continue };
        let source = sources.get(id);
        let parsed = yaml::parse(id, &source.text, 0);
        diagnostics.extend(parsed.diagnostics);
        let Some(yaml) = parsed.value else { continue };
        let Some(mut fields) = Fields::of(source, &yaml, "a theme", diagnostics) else { continue };
        let name = fields.required_text("name");
        fields.text("extends");
        fields.finish();
        if let Some((name, span)) = name
            && layer.name != "builtin"
            && name != layer.name
        {
            let message = say!("this theme calls itself `{name}` but lies in `themes/{folder}`", name = name, folder = layer.name);
            diagnostics
                .push(Diagnostic::new(&finding::THEME_NAME, span, message).help(say!("write `name: {folder}`", folder = layer.name)));
        }
    }
}

/// The place of a file that a finding is about as a whole.
fn whole(id: SourceId) -> Span {
    Span::at(id, 0)
}
