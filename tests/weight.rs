//! How heavy the guide's pages are on the wire: a phone on a bad line sees a page after one round trip, which carries 13 KiB.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use support::html::Html;
use support::structure::{Kind, Output};

/// HTML and the style sheets it waits for.
const FIRST_FLIGHT: usize = 13 * 1024;
const STYLES: usize = 5 * 1024;
/// What is loaded with the page; not what a script fetches when it is used.
const SCRIPTS: usize = 4 * 1024;

fn compressed(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let how = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &how).expect("memory does not fail");
    out.len()
}

/// The files of a site and how heavy each is, found once.
struct Scales {
    output: Output,
    assets: BTreeMap<String, usize>,
}

impl Scales {
    fn of_our_site() -> Scales {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        support::futago_at(&support::repository(""), "build", &["--out", out.to_str().unwrap()]).code(0);
        let output = Output::new(support::tree(&out), "https://futago.example/");
        let assets = output.tree.iter().filter(|(path, _)| path.starts_with("assets/") && (path.ends_with("css") || path.ends_with("js")));
        let assets = assets.map(|(path, bytes)| (path.clone(), compressed(bytes))).collect();
        Scales { output, assets }
    }

    fn weight<'a>(&self, files: impl IntoIterator<Item = &'a String>) -> usize {
        files.into_iter().map(|path| self.assets[path]).sum()
    }

    fn styles(&self, html: &Html) -> Vec<String> {
        html.all("link").filter(|link| link.is("rel", "stylesheet")).filter_map(|link| self.asset(&link.attributes["href"])).collect()
    }

    /// Those that the page names, and what they import before they run.
    fn scripts(&self, html: &Html) -> BTreeSet<String> {
        let named = html.all("script").filter_map(|script| self.asset(script.attributes.get("src")?));
        let mut open: Vec<String> = named.collect();
        let mut all = BTreeSet::new();
        while let Some(path) = open.pop() {
            let text = self.output.text(&path).expect("every script of a page is there");
            let folder = Path::new(&path).parent().expect("a file lies in a folder").to_owned();
            let imports = text.match_indices("from \"./").map(|(at, lead)| &text[at + lead.len() - 2..]);
            open.extend(imports.filter_map(|rest| Some(joined(&folder, rest.split('"').next()?))));
            all.insert(path);
        }
        all
    }

    fn asset(&self, address: &str) -> Option<String> {
        self.output.file(address).map(|(path, _)| path).filter(|path| self.assets.contains_key(path))
    }
}

fn joined(folder: &Path, relative: &str) -> String {
    let path = folder.join(relative).components().filter(|part| *part != Component::CurDir).collect::<PathBuf>();
    path.to_str().expect("published names are text").replace('\\', "/")
}

#[test]
fn every_page_for_readers_comes_with_the_first_flight() {
    let scales = Scales::of_our_site();
    let mut pages: Vec<(usize, &str)> = Vec::new();
    for (path, html) in scales.output.of_kind(Kind::Page) {
        let (styles, scripts) = (scales.weight(&scales.styles(html)), scales.weight(&scales.scripts(html)));
        assert!(styles > 0 && scripts > 0, "{path} has neither looks nor scripts: this is not our theme");
        assert!(styles <= STYLES, "{path}: {styles} bytes of style sheets");
        assert!(scripts <= SCRIPTS, "{path}: {scripts} bytes of scripts");
        let text = &scales.output.tree[path];
        // The sheet of a tree with every text is for reviewers, and is not listed.
        let is_for_readers = html.meta("robots") != Some("noindex");
        // What is so short cannot be too heavy, and weighing takes time.
        if is_for_readers && text.len() > 3 * FIRST_FLIGHT {
            pages.push((compressed(text) + styles, path));
        }
    }
    pages.sort_unstable();
    let heaviest: Vec<String> = pages.iter().rev().take(5).map(|(bytes, path)| format!("{bytes} {path}")).collect();
    println!("{}", heaviest.join("\n"));
    assert!(
        pages.last().is_some_and(|(bytes, _)| *bytes <= FIRST_FLIGHT),
        "the heaviest pages, HTML and style sheets:\n{}",
        heaviest.join("\n")
    );
}
