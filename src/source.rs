//! The only reader: every file of a site, as text with a place for each byte, or as a named asset.
//!
//! Nothing here knows YAML or Markdown. What could be read but is wrong (not UTF-8, a link out of the site) becomes a
//! finding; what could not be read is a [`Failure`].

mod disk;
mod embedded;
mod place;
mod theme;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

pub use disk::{is_hidden_name, read, read_bytes, read_head, read_text};
use place::Lines;
pub use place::Place;
pub use theme::is_folder_name;

use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::say;

pub static NOT_UTF8: Kind = Kind {
    code: "not-utf8",
    severity: Severity::Error,
    explain: "What: the file is not UTF-8 text from this byte on. Why: Japanese written in Shift_JIS or EUC-JP would be shown as \
              other characters. Do: save the file as UTF-8 (in VS Code: \"Save with Encoding\").",
};
pub static LINK_NOT_FOLLOWED: Kind = Kind {
    code: "link-not-followed",
    severity: Severity::Warning,
    explain: "What: a symbolic link, a device or a pipe stands among the content. Why: links could lead out of the site, and a pipe \
              would never end, so none is read. Do: put the file itself in its place.",
};
pub static CONTROL_CHARACTER: Kind = Kind {
    code: "control-character",
    severity: Severity::Error,
    explain: "What: the file holds a control character (NUL, ESC, …) or a code that Unicode keeps free. Why: browsers show it as a hole, and \
              a feed with it cannot be read at all. Do: delete the character; it often comes from a copy out of a PDF.",
};
pub static ACTIVE_FILE: Kind = Kind {
    code: "active-file",
    severity: Severity::Warning,
    explain: "What: a file among the content is published as it is and can run scripts: HTML, JavaScript, or an SVG with a script in it. \
              Why: what contributors add is not read by everybody, and on hosts without headers nothing stops such a script. Do: write it \
              as a page, or take the script out of the picture.",
};
pub static FILE_NAME: Kind = Kind {
    code: "file-name",
    severity: Severity::Error,
    explain: "What: a file name cannot become an address: it is not UTF-8, holds a control character, a backslash or one of \
              `? # % : * \" < > |`, ends in a dot or a space, is longer than 255 bytes, or is a device on Windows (`con`, `nul`). Why: such \
              an address breaks in browsers, on hosts or on Windows. Do: rename the file.",
};

/// A text file of this run. Stays the same when the file is read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A run of bytes in one file: half-open, offsets in bytes of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub source: SourceId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(source: SourceId, range: Range<usize>) -> Span {
        // A text beyond 4 GiB is refused when it is read.
        Span { source, start: range.start as u32, end: range.end as u32 }
    }

    pub fn at(source: SourceId, offset: usize) -> Span {
        Span::new(source, offset..offset)
    }
}

/// One text file.
#[derive(Debug)]
pub struct Source {
    pub id: SourceId,
    /// From the root of the site, with `/`, in Unicode's composed form (NFC): `content/ja/index.md`.
    pub path: String,
    pub text: Arc<str>,
    /// Made when a first place is asked for.
    lines: OnceLock<Lines>,
}

impl Source {
    fn new(id: SourceId, path: String, text: Arc<str>) -> Arc<Source> {
        Arc::new(Source { id, path, text, lines: OnceLock::new() })
    }
}

/// A file that is named, not read: an image or a download beside a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetFile {
    /// From the root of the site, with `/`, in NFC.
    pub path: String,
    /// Where it lies on the disk, as the disk spells it.
    pub disk: PathBuf,
    /// Width and height in pixels, of a picture in a format whose head could be read.
    pub pixels: Option<(u32, u32)>,
}

/// One file of the theme, with the layer it comes from.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Inside the theme: `templates/page.html`.
    pub path: String,
    /// The text, for templates, words, settings, scripts and style sheets.
    pub source: Option<SourceId>,
    pub bytes: Arc<[u8]>,
}

/// One theme folder; an earlier layer wins over a later one.
#[derive(Clone, Debug)]
pub struct ThemeLayer {
    /// `futago` for a folder of the site, `builtin` for the theme inside the program.
    pub name: String,
    pub files: Vec<ThemeFile>,
}

/// How the reader learns which theme's folders to read: from files whose form it does not know.
pub struct Naming {
    /// The theme that a site asks for.
    pub theme: fn(&Sources) -> String,
    /// The theme that a `theme.yaml` extends.
    pub extends: fn(&Source) -> Option<String>,
}

/// Everything that was read. Cheap to clone: a snapshot of the preview shares all unchanged files with the one before.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Arc<Source>>,
    index: Arc<BTreeMap<String, SourceId>>,
    /// Assets under `content/`, in order of their paths.
    pub assets: Arc<Vec<AssetFile>>,
    /// The theme's layers, the strongest first.
    pub theme: Vec<ThemeLayer>,
    /// What was wrong with the files as files.
    pub diagnostics: Vec<Diagnostic>,
}

impl Sources {
    pub fn all(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.files.iter()
    }

    /// The text files whose path begins with `folder` (which ends in `/`), in order of their paths.
    pub fn under(&self, folder: &str) -> impl Iterator<Item = &Arc<Source>> {
        let end = format!("{}0", folder.trim_end_matches('/')); // `0` follows `/`
        self.index.range(folder.to_owned()..end).map(|(_, id)| self.get(*id))
    }

    pub fn find(&self, path: &str) -> Option<&Arc<Source>> {
        self.index.get(path).map(|id| self.get(*id))
    }

    pub fn get(&self, id: SourceId) -> &Arc<Source> {
        &self.files[id.0 as usize]
    }

    pub fn path(&self, id: SourceId) -> &str {
        &self.get(id).path
    }

    pub fn text(&self, id: SourceId) -> &str {
        &self.get(id).text
    }

    /// The same sources with one text replaced.
    pub fn with_text(&self, id: SourceId, text: String) -> Sources {
        let mut sources = self.clone();
        let path = self.path(id).to_owned();
        sources.files[id.0 as usize] = Source::new(id, path, text.into());
        sources
    }

    /// Adds a text; for the reader, and for tests that need no disk.
    /// Adds a file as it was read; what is wrong with it as a text becomes a finding.
    fn add_bytes(&mut self, path: &str, bytes: Vec<u8>) -> SourceId {
        let (text, invalid) = disk::decode(bytes);
        let (text, control) = without_control_characters(text);
        let id = self.add(path, text);
        self.diagnostics.extend(text_findings(id, invalid, control));
        id
    }

    pub fn add(&mut self, path: &str, text: impl Into<Arc<str>>) -> SourceId {
        let id = SourceId(self.files.len() as u32);
        self.files.push(Source::new(id, path.to_owned(), text.into()));
        Arc::make_mut(&mut self.index).insert(path.to_owned(), id);
        id
    }

    /// Line and column of a span: what editors and people count.
    pub fn place(&self, span: Span) -> Place {
        let source = self.get(span.source);
        source.lines.get_or_init(|| Lines::of(&source.text)).place(&source.text, self.clamp(span))
    }

    /// The span as a range that is safe to cut the text with.
    pub fn clamp(&self, span: Span) -> Range<usize> {
        place::clamp(self.text(span.source), span.start as usize..span.end as usize)
    }
}

/// What is wrong with a file as a text: where it stops being UTF-8, and where a control character stood.
pub fn text_findings(id: SourceId, invalid: Option<usize>, control: Option<usize>) -> Vec<Diagnostic> {
    let invalid =
        invalid.map(|at| Diagnostic::new(&NOT_UTF8, Span::at(id, at), say!("this is not UTF-8 text")).help(say!("save the file as UTF-8")));
    let control = control
        .map(|at| Diagnostic::new(&CONTROL_CHARACTER, Span::at(id, at), say!("a control character stands here")).help(say!("delete it")));
    invalid.into_iter().chain(control).collect()
}

/// Puts U+FFFD in the place of characters that neither HTML nor XML can hold; the offset of the first.
pub fn without_control_characters(text: String) -> (String, Option<usize>) {
    match text.find(is_unprintable) {
        None => (text, None),
        Some(first) => (text.replace(is_unprintable, "\u{FFFD}"), Some(first)),
    }
}

/// What HTML and XML cannot hold: control characters but tab and line ends (those above ASCII steer terminals as well), and the
/// two codes at the end of each plane. Those from U+FDD0 on are `markdown`'s to refuse.
pub fn is_unprintable(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || (c as u32) & 0xFFFE == 0xFFFE
}

/// Where the site's files lie on the disk.
pub fn content_folder(root: &Path) -> PathBuf {
    root.join("content")
}
