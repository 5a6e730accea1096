//! A small site on the disk, and the many ways in which editors change it.

use std::fs;
use std::path::{Path, PathBuf};

use futago::project::Options;
use futago::render::Indexing;
use futago::site::Drafts;
use tempfile::TempDir;

/// Removed when it is dropped.
pub struct Site {
    folder: TempDir,
}

const SCHEMA: &str = "title: { ja: 窓口, en: Desks }\n\
    row:\n  name: { type: words, required: true }\n\
    groups:\n  contact: { ja: 連絡, en: Contact }\n\
    policy:\n  default: { stale_after_days: 180, expires_after_days: 540 }\n\
    confidence: [high, low]\n\
    source_kinds:\n  official: { ja: 公式, en: official }\n\
    facts:\n  contact.hours: { type: words, label: { ja: 受付時間, en: Hours } }\n";

impl Site {
    /// `settings`: the rest of site.yaml.
    pub fn with(settings: &str) -> Site {
        let site = Site { folder: tempfile::tempdir().unwrap() };
        let settings = format!("title: {{ ja: 双子, en: Twins }}\nlanguages: [ja, en]\n{settings}");
        site.write("content/site.yaml", &settings);
        for (lang, text) in [("ja", "日本語の**本文**です。"), ("en", "Text with a `word` and *more*.")] {
            site.write(&format!("content/{lang}/index.md"), &page("Home", text));
            site.write(&format!("content/{lang}/guide/index.md"), &page("Guide", text));
            site.write(&format!("content/{lang}/guide/first.md"), &page("First", text));
            site.write(&format!("content/{lang}/guide/手順.md"), &page("Steps", text));
        }
        site.write("content/en/about.md", "---\ntitle: About\naliases: [/old/about/]\ntwin: { none: a test }\n---\nWho.\n");
        site.write("content/en/secret.md", "---\ntitle: Secret\ndraft: true\n---\nNot yet.\n");
        site.write_bytes("content/ja/guide/picture.png", b"\x89PNG not really");
        site.write("content/ja/guide/notes.txt", "0123456789");
        site.write("content/data/desks.schema.yaml", SCHEMA);
        site.write("content/data/desks.yaml", &rows("9:00"));
        site
    }

    pub fn new() -> Site {
        Site::with("base_url: https://example.org/\n")
    }

    /// A site of `pages` pages in one language, in sections of 50.
    pub fn of_pages(pages: usize) -> Site {
        let site = Site { folder: tempfile::tempdir().unwrap() };
        site.write("content/site.yaml", "title: Many\nlanguages: [en]\nbase_url: https://example.org/\n");
        site.write("content/en/index.md", &page("Home", "Home."));
        for at in 0..pages {
            if at % 50 == 0 {
                site.write(&format!("content/en/s{}/index.md", at / 50), &page("Section", "Section."));
            }
            site.write(&format!("content/en/s{}/p{at}.md", at / 50), &page(&format!("Page {at}"), "Text."));
        }
        site
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn options(&self) -> Options {
        Options {
            root: self.root().to_owned(),
            today: "2026-11-22".parse().unwrap(),
            drafts: Drafts::Hidden,
            base_url: None,
            indexing: Indexing::Allowed,
        }
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn read(&self, path: &str) -> String {
        String::from_utf8_lossy(&fs::read(self.path(path)).unwrap()).into_owned()
    }

    /// As most editors save: the file is emptied and written.
    pub fn write(&self, path: &str, text: &str) {
        self.write_bytes(path, text.as_bytes());
    }

    pub fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// As careful editors save: a new file beside it takes its place.
    pub fn write_over(&self, path: &str, text: &str) {
        let path = self.path(path);
        let aside = path.with_file_name(format!(".{}.new", path.file_name().unwrap().to_str().unwrap()));
        fs::write(&aside, text).unwrap();
        fs::rename(aside, path).unwrap();
    }

    /// As vim saves: the old file goes aside, a new one is written, the old one is deleted.
    pub fn write_as_vim(&self, path: &str, text: &str) {
        let backup = self.path(&format!("{path}~"));
        fs::rename(self.path(path), &backup).unwrap();
        fs::write(self.path(path), text).unwrap();
        fs::remove_file(backup).unwrap();
    }

    pub fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    pub fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }

    /// New dates, same bytes, as `touch` does it.
    pub fn touch(&self, path: &str) {
        let now = std::time::SystemTime::now();
        let file = fs::File::options().append(true).open(self.path(path)).unwrap();
        file.set_times(fs::FileTimes::new().set_accessed(now).set_modified(now)).unwrap();
    }
}

pub fn page(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\n---\n{body}\n")
}

/// The data of the fixture, with one fact to change.
pub fn rows(hours: &str) -> String {
    format!(
        "rows:\n  police:\n    name: {{ ja: 警察, en: Police }}\n    facts:\n      contact.hours:\n        value: {{ ja: '{hours}', en: '{hours}' }}\n        \
         read: 2026-11-22\n        confidence: high\n        sources:\n          - url: https://example.org/hours\n            kind: official\n            \
         dated: null\n            says: Gives the hours\n"
    )
}
