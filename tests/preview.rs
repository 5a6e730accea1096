//! The preview: what is served is what is built; a save shows at once and costs the same on any site; and the acceptance list of
//! its HTTP, item by item (in `http`). Real folders, a real server; waiting is polling with a deadline.

#[path = "preview/client.rs"]
mod client;
#[path = "preview/http.rs"]
mod http;
#[path = "preview/running.rs"]
mod running;
#[path = "preview/site.rs"]
mod site;

use std::fs;
use std::io::BufReader;
use std::path::Path;
use std::thread;
use std::time::Duration;

use clap::Parser;
use client::Events;
use futago::cli::Cli;
use futago::preview::{Means, Preview, Settings};
use futago::project::Work;
use futago::site::Drafts;
use running::{Running, settings, until};
use site::{Site, page, rows};

const BODY: Work = Work { parses: 1, relinks: 0 };
const TITLE: Work = Work { parses: 1, relinks: 1 };

// ---- preview = build

#[test]
fn every_address_serves_what_the_build_writes() {
    for (settings, base) in [("base_url: https://example.org/\n", "/"), ("base_url: https://example.org/repo/\npolicy: meta\n", "/repo/")] {
        let site = Site::with(settings);
        let built = build(&site);
        assert!(built.len() > 20, "the fixture has pages, an alias, assets, feeds, and files for hosts");
        let running = Running::of(&site);
        for (file, bytes) in built {
            let address = file.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or(&file);
            let reply = running.get(&format!("{base}{}", encoded(address)));
            assert_eq!(reply.status, 200, "{file}");
            assert_eq!(without_additions(reply.body, base), bytes, "{file}");
        }
    }
}

/// All files of the output, but futago's own mark.
fn build(site: &Site) -> Vec<(String, Vec<u8>)> {
    let root = site.root().to_str().unwrap();
    let cli = Cli::try_parse_from(["futago", "build", "--root", root, "--today", "2026-11-22", "--keep-going"]).unwrap();
    futago::commands::run(cli, "2026-11-22".parse().unwrap()).unwrap_or_else(|failure| panic!("{}", failure.0));
    let mut files = Vec::new();
    gather(&site.path("public"), "", &mut files);
    files.retain(|(name, _)| name != futago::write::MARKER);
    files
}

/// A template in the place of the theme's own for pages.
fn own_page(text: &str) -> String {
    format!("{{% extends \"builtin/page.html\" %}}{{% block main %}}<p>{text}</p>{{% endblock main %}}")
}

fn gather(folder: &Path, name: &str, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{name}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            gather(&entry.path(), &format!("{name}/"), files)
        } else {
            files.push((name, fs::read(entry.path()).unwrap()))
        }
    }
}

fn encoded(path: &str) -> String {
    path.bytes().map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// The page without the script and the findings, which stand together before its end.
fn without_additions(body: Vec<u8>, base: &str) -> Vec<u8> {
    let Ok(text) = String::from_utf8(body.clone()) else { return body };
    let Some(start) = text.find(&format!("<script type=\"module\" src=\"{base}_/reload.js?")) else {
        assert!(!text.starts_with("<!DOCTYPE html>"), "every page has the script");
        return body;
    };
    let end = text.rfind("</body>").unwrap();
    format!("{}{}", &text[..start], &text[end..]).into_bytes()
}

#[test]
fn after_random_edits_it_is_as_a_fresh_reading() {
    let site = Site::new();
    let running = Running::of(&site);
    let mut chance = Chance(20261122);
    for round in 0..60 {
        let mut done = format!("round {round}: ");
        for _ in 0..=chance.below(3) {
            done.push_str(&random_edit(&site, &mut chance));
            done.push_str("; ");
        }
        running.until_fresh(&site, &done);
        let status = running.get("/ja/").status;
        // The page may be gone or a draft, or its template broken; but there is an answer.
        assert!([200, 404, 500].contains(&status), "{status}");
    }
}

/// Numbers that are the same in each run (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}

/// One edit, in words. Each can be made at any time: what is not there is made first.
fn random_edit(site: &Site, chance: &mut Chance) -> String {
    let pages = ["ja/index", "ja/guide/first", "ja/guide/new", "en/guide/first", "en/guide/new", "en/about", "en/other/deep/page"];
    let path = format!("content/{}.md", pages[chance.below(pages.len())]);
    let number = chance.below(1000);
    if !site.path(&path).exists() {
        site.write(&path, &page("New", "Just made."));
        return format!("made {path}");
    }
    let old = site.read(&path);
    match chance.below(19) {
        17 => site.write(&path, &format!("{old}\n[Links](page:guide/first#part) and [more](page:other/deep/page).\n")),
        18 => site.write(&path, &old.replacen("\n---\n", "\n---\nA line above the headings.\n\n", 1)),
        0..=2 => site.write(&path, &format!("{old}\nNumber {number}.\n")),
        3 => site.write_over(&path, &format!("{old}\nOver {number}.\n")),
        4 => site.write_as_vim(&path, &format!("{old}\nAs vim {number}.\n")),
        5 => site.write(&path, &page(&format!("Title {number}"), "Text.\n\n## Part {#part}")),
        6 => site.write(&path, &format!("---\n# A remark that moves the title\ntitle: Moved\nweight: {number}\n---\n## Part {{#part}}\n")),
        7 => site.write(&path, "---\ntitle: [broken\n---\nText.\n"),
        8 => site.write(&path, &format!("---\ntitle: Draft\ndraft: {}\n---\nText.\n", number.is_multiple_of(2))),
        9 => site.write(&path, &format!("---\ntitle: Alias\naliases: [/old/{}/]\ntemplate: nowhere\n---\nText.\n", number % 3)),
        10 => site.write_bytes(&path, b"---\ntitle: Shift_JIS \x83\x65\n---\nText.\n"),
        11 => site.remove(&path),
        12 => site.write("content/data/desks.yaml", &rows(&format!("{number}:00"))),
        13 => site.write(
            "content/site.yaml",
            &format!(
                "title: Site {number}\nlanguages: [{}]\nbase_url: https://example.org/\n",
                if number.is_multiple_of(4) { "en, ja" } else { "ja, en" }
            ),
        ),
        14 => site.write(
            "themes/futago/templates/page.html",
            &format!(
                "{{% extends \"builtin/page.html\" %}}{{# {number} #}}{}",
                if number.is_multiple_of(4) { "{{ nothing }}" } else { "" }
            ),
        ),
        15 => site.write_bytes(&format!("content/ja/{}.png", number % 3), number.to_string().as_bytes()),
        _ => match (site.path("content/en/other").exists(), site.path("content/en/moved").exists()) {
            (true, false) => site.rename("content/en/other", "content/en/moved"),
            (_, true) => site.remove("content/en/moved"),
            _ => site.write("content/en/other/index.md", &page("Other", "Text.")),
        },
    }
    format!("edited {path} or the like")
}

// ---- what a save costs

#[test]
fn a_save_costs_the_same_at_10_and_at_1000_pages() {
    for pages in [10, 1000] {
        let site = Site::of_pages(pages);
        let running = Running::of(&site);
        // Each save in one step: one that is seen half done would count twice.
        site.write_over("content/en/s0/p3.md", &page("Page 3", "Another text."));
        let told = running.told();
        assert_eq!((told.work, told.paths), (BODY, vec!["content/en/s0/p3.md".to_owned()]), "body, {pages} pages");
        site.write_over("content/en/s0/p3.md", &page("Another title", "Another text."));
        assert_eq!(running.told().work, TITLE, "title, {pages} pages");
        assert!(running.get("/en/s0/p4/").text().contains("Another title"), "its neighbours show the new title");
        site.write_over("content/site.yaml", "title: Much\nlanguages: [en]\nbase_url: https://example.org/\n");
        assert_eq!(running.told().work, Work { parses: 0, relinks: 1 }, "settings, {pages} pages: no page is parsed again");
    }
}

#[test]
fn a_save_is_seen_within_a_moment() {
    let site = Site::of_pages(100);
    let running = Running::of(&site);
    // Not a benchmark: only that the window is not a second, as elsewhere.
    let started = std::time::Instant::now();
    for round in 0..10 {
        site.write("content/en/s0/p3.md", &page("Page 3", &format!("Round {round}.")));
        running.until_shown("/en/s0/p3/", &format!("Round {round}."));
    }
    assert!(started.elapsed() < Duration::from_secs(5), "ten saves took {:?}", started.elapsed());
}

// ---- findings

#[test]
fn a_broken_page_shows_its_findings_until_it_is_mended() {
    let site = Site::new();
    let running = Running::of(&site);
    assert!(!running.get("/en/guide/first/").text().contains("futago-findings"));

    site.write("content/en/guide/first.md", "---\ntitle: First\nwieght: <2>\n---\nThe text is still shown.\n");
    running.until_shown("/en/guide/first/", "id=\"futago-findings\"");
    let broken = running.get("/en/guide/first/").text();
    for part in [
        "role=\"alert\"",
        "<strong>error</strong>",
        "content/en/guide/first.md:3:1",
        "help: ",
        "The text is still shown.",
        "href=\"/_/preview.css\"",
    ] {
        assert!(broken.contains(part), "{part} in\n{broken}");
    }
    assert!(broken.contains("`wieght`") && !broken.contains("<2>"), "texts are escaped");
    assert!(!running.get("/en/guide/").text().contains("futago-findings"), "on that page only");

    site.write("content/en/guide/first.md", &page("First", "Mended."));
    running.until_hidden("/en/guide/first/", "futago-findings");
}

#[test]
fn findings_of_a_tree_stand_on_its_pages_and_on_home() {
    let site = Site::new();
    let tree = include_str!("../src/tree/tests/lost-book.yaml");
    site.write("content/data/libraries.schema.yaml", include_str!("diagnostics/tree-fact/site/content/data/libraries.schema.yaml"));
    site.write("content/trees/lost-book.paths.tsv", include_str!("../src/tree/tests/lost-book.paths.tsv"));
    site.write("content/trees/lost-book.yaml", tree);
    site.write("content/en/guide/first.md", &page("First", "![](tree:lost-book)"));
    let running = Running::of(&site);
    let tree_pages =
        ["/en/tree/lost-book/", "/ja/tree/lost-book/ring-station/", "/en/tree/lost-book/overview/", "/ja/tree/lost-book/review/"];
    let concerned = || tree_pages.into_iter().chain(["/en/", "/ja/", "/en/guide/first/"]);
    concerned().for_each(|address| assert!(!running.get(address).text().contains("futago-findings"), "{address}"));

    // A warning, which stands nowhere else.
    let place = tree.lines().position(|line| line == "who:").unwrap() + 2;
    site.write("content/trees/lost-book.yaml", &tree.replace("\nwho:\n", "\nwho:\n  nobody: { ja: 誰か, en: somebody }\n"));
    for address in concerned() {
        running.until_shown(address, &format!("content/trees/lost-book.yaml:{place}:3"));
    }
    assert!(!running.get("/en/guide/").text().contains("futago-findings"), "on those pages only");

    site.write("content/trees/lost-book.yaml", tree);
    concerned().for_each(|address| running.until_hidden(address, "futago-findings"));
}

#[test]
fn findings_of_no_page_stand_on_every_page() {
    let site = Site::new();
    let running = Running::of(&site);
    site.write("content/site.yaml", "title: { ja: 双子, en: Twins }\nlanguages: [ja, en]\nbase_url: nonsense\n");
    running.until_shown("/en/", "content/site.yaml:3:11");
    assert!(running.get("/ja/guide/first/").text().contains("content/site.yaml:3:11"));
    assert!(running.get("/nowhere").text().contains("content/site.yaml:3:11"), "on the page that says 404 too");
}

#[test]
fn a_page_that_cannot_be_rendered_shows_why() {
    let site = Site::new();
    site.write("themes/futago/templates/page.html", &own_page("{{ nothing.at.all }}"));
    let running = Running::of(&site);
    let failed = running.get("/en/guide/first/");
    assert_eq!(failed.status, 500);
    assert!(failed.text().contains("themes/futago/templates/page.html:1:"), "{}", failed.text());
    assert!(failed.text().contains("/_/reload.js?"), "it comes by itself when it is mended");
    assert_eq!(running.get("/").status, 200, "other templates are not concerned");

    site.write("themes/futago/templates/page.html", &own_page("mended {{ page.title }}"));
    running.until_shown("/en/guide/first/", "<p>mended First</p>");

    site.write("themes/futago/templates/not-found-all.html", "<p>Nothing here.</p>");
    running.until_shown("/nowhere/", "<p>Nothing here.</p>");
    assert!(running.get("/nowhere/").text().contains("/_/reload.js?"), "a page without </body> has the script too");

    site.write("themes/futago/templates/page.html", "{% if %}");
    running.until_shown("/en/", "themes/futago/templates/page.html:1:");
    site.remove("themes");
    running.until_hidden("/en/", "futago-findings");
}

#[test]
fn a_site_that_is_broken_from_the_start_can_be_previewed() {
    let site = Site::with("base_url: [\n");
    let running = Running::of(&site);
    assert!(running.get("/ja/").text().contains("futago-findings"));
    site.write("content/site.yaml", "title: Mended\nlanguages: [ja, en]\nbase_url: https://example.org/\n");
    running.until_hidden("/ja/", "futago-findings");
}

#[test]
fn a_site_that_cannot_be_read_stays_as_it_was_and_says_so() {
    let site = Site::new();
    let running = Running::of(&site);
    site.rename("content", "aside");
    running.until_shown("/en/", "this page is shown as it was before");
    until(|| running.told().failure.is_some(), || "the failure is told".to_owned());
    site.rename("aside", "content");
    running.until_hidden("/en/", "futago-findings");
    site.write("content/en/index.md", &page("Home", "After the return."));
    running.until_shown("/en/", "After the return.");
}

// ---- what can happen on the disk

#[test]
fn each_way_of_saving_is_seen() {
    let site = Site::new();
    let running = Running::of(&site);
    let path = "content/en/guide/first.md";
    site.write(path, &page("First", "Written."));
    running.until_shown("/en/guide/first/", "Written.");
    site.write_over(path, &page("First", "Renamed over."));
    running.until_shown("/en/guide/first/", "Renamed over.");
    site.write_as_vim(path, &page("First", "Written aside."));
    running.until_shown("/en/guide/first/", "Written aside.");
    let outside = tempfile::NamedTempFile::new_in(site.root()).unwrap();
    fs::write(outside.path(), page("First", "Moved in.")).unwrap();
    fs::rename(outside.path(), site.path(path)).unwrap();
    running.until_shown("/en/guide/first/", "Moved in.");
}

#[test]
fn pages_and_folders_come_go_and_move() {
    let site = Site::new();
    let running = Running::of(&site);
    site.write("content/en/new/deeper/page.md", &page("New", "In new folders."));
    running.until_shown("/en/new/deeper/page/", "In new folders.");
    site.write("content/en/new/deeper/page.md", &page("New", "Written later."));
    running.until_shown("/en/new/deeper/page/", "Written later.");
    site.rename("content/en/new", "content/en/moved");
    running.until_shown("/en/moved/deeper/page/", "Written later.");
    running.until_status("/en/new/deeper/page/", 404);
    site.write("content/en/moved/deeper/page.md", &page("New", "In the moved folder."));
    running.until_shown("/en/moved/deeper/page/", "In the moved folder.");
    site.remove("content/en/moved");
    running.until_status("/en/moved/deeper/page/", 404);
    running.until_fresh(&site, "all that");
}

#[test]
fn assets_data_and_themes_are_followed() {
    let site = Site::new();
    let running = Running::of(&site);
    site.write("content/ja/guide/notes.txt", "other notes");
    running.until_shown("/ja/guide/notes.txt", "other notes");
    assert_eq!(running.told().paths, ["content/ja/guide/notes.txt"], "the browser is told of an asset");
    site.write("content/en/guide/first.md", &page("First", "![](fact:desks/police#contact.hours)"));
    site.write("content/data/desks.yaml", &rows("11:11"));
    running.until_fresh(&site, "a change of the data");
    // There was no folder of themes at the start.
    site.write("themes/futago/templates/page.html", &own_page("my own page"));
    running.until_shown("/en/guide/first/", "<p>my own page</p>");
    site.write("themes/futago/templates/page.html", &own_page("my second page"));
    running.until_shown("/en/guide/first/", "<p>my second page</p>");
    site.remove("themes");
    running.until_fresh(&site, "the theme was removed");
}

#[test]
fn a_tree_is_served_and_followed() {
    let site = Site::new();
    let running = Running::of(&site);
    let tree = include_str!("../src/tree/tests/lost-book.yaml");
    site.write("content/trees/lost-book.yaml", tree);
    running.until_shown("/en/tree/lost-book/train-when/", "Was it today?");
    site.write("content/trees/lost-book.yaml", &tree.replace("Was it today?", "Did you lose it today?"));
    running.until_shown("/en/tree/lost-book/train-when/", "Did you lose it today?");
    running.until_fresh(&site, "a change of a tree");
    site.remove("content/trees/lost-book.yaml");
    running.until_fresh(&site, "the tree was removed");
    assert_eq!(running.get("/en/tree/lost-book/").status, 404);
}

#[test]
fn phrases_and_messages_are_served_and_followed() {
    let site = Site::new();
    let running = Running::of(&site);
    let book = include_str!("../src/phrases/tests/desk.yaml");
    site.write("content/en/guide/first.md", &page("First", "![](phrases:desk)\n\n![](message:lost)"));
    site.write("content/phrases/desk.yaml", book);
    running.until_shown("/en/guide/first/", "Please speak slowly.");
    site.write("content/phrases/desk.yaml", &book.replace("Please speak slowly.", "Slowly, please."));
    running.until_shown("/en/guide/first/", "Slowly, please.");
    let message = "title: { ja: 本, en: Book }\nto: { ja: 館, en: library }\nwhen: { ja: 今, en: now }\nsend: [ja]\n";
    site.write("content/messages/lost.yaml", &format!("{message}text: {{ ja: なくしました。, en: I lost it. }}\n"));
    running.until_shown("/en/guide/first/", "I lost it.");
    site.write("content/messages/lost.yaml", &format!("{message}text: {{ ja: なくしました。, en: It is gone. }}\n"));
    running.until_shown("/en/guide/first/", "It is gone.");
    running.until_fresh(&site, "a change of a message");
    assert_eq!(running.get("/phrases/desk.yaml").status, 404, "the file itself is not published");
}

#[test]
fn glossaries_are_served_followed_and_judged_by() {
    let site = Site::new();
    let running = Running::of(&site);
    site.write("content/en/guide/first.md", &page("First", "![](glossary:desk)\n\nAsk the lender."));
    let terms = "terms:\n  - id: library\n    term: { ja: としょかん, en: library }\n    means: { ja: 本の家。, en: A house of books. }\n";
    site.write("content/glossary/desk.yaml", terms);
    running.until_shown("/en/guide/first/", "A house of books.");
    site.write("content/glossary/desk.yaml", &format!("{terms}    instead_of: {{ en: lender }}\n"));
    running.until_shown("/en/guide/first/", "the glossary has another word for");
    site.write("content/en/guide/first.md", &page("First", "![](glossary:desk)\n\nAsk the library."));
    running.until_shown("/en/guide/first/", "Ask the library.");
    running.until_fresh(&site, "a change of a glossary");
    assert!(!running.get("/en/guide/first/").text().contains("the glossary has another word for"));
    assert_eq!(running.get("/glossary/desk.yaml").status, 404, "the file itself is not published");
}

#[test]
fn five_hundred_files_at_once_are_all_seen() {
    let site = Site::of_pages(500);
    let running = Running::of(&site);
    for at in 0..500 {
        site.write(&format!("content/en/s{}/p{at}.md", at / 50), &page(&format!("Page {at}"), "All at once."));
    }
    running.until_fresh(&site, "500 saves");
}

#[test]
fn a_touch_without_a_change_is_no_save() {
    let site = Site::new();
    let running = Running::of(&site);
    for path in ["content/en/index.md", "content/site.yaml", "content/data/desks.yaml", "content/ja/guide/notes.txt"] {
        site.touch(path);
    }
    site.write_over("content/en/guide/first.md", &site.read("content/en/guide/first.md"));
    // So that the touches are a batch of their own; were they counted, the next save would be the second.
    thread::sleep(Duration::from_millis(200));
    site.write_over("content/en/index.md", &page("Home", "Really new."));
    let told = running.told();
    assert_eq!((told.count, told.paths), (1, vec!["content/en/index.md".to_owned()]));
}

/// notify's debouncer, which is not used for this reason, tells of neither.
#[test]
fn a_save_and_a_deletion_in_one_moment_are_both_seen() {
    let site = Site::new();
    let running = Running::of(&site);
    site.write_over("content/en/guide/first.md", &page("First", "Soon gone."));
    site.remove("content/en/guide/first.md");
    running.until_status("/en/guide/first/", 404);
}

#[test]
fn files_of_editors_are_passed_over() {
    let site = Site::new();
    let running = Running::of(&site);
    for name in [".first.md.swp", "first.md~", "#first.md#", ".#first.md"] {
        site.write(&format!("content/en/guide/{name}"), "noise");
    }
    site.write("content/en/.git/index", "noise");
    thread::sleep(Duration::from_millis(200));
    site.write_over("content/en/index.md", &page("Home", "Really new."));
    assert_eq!(running.told().count, 1);
}

#[test]
fn polling_sees_the_same() {
    let site = Site::new();
    let running = Running::with(Settings { means: Means::Polling, ..settings(&site) });
    site.write("content/en/guide/first.md", &page("First", "Polled."));
    running.until_shown("/en/guide/first/", "Polled.");
    site.write_over("content/en/guide/first.md", &page("First", "Polled again."));
    running.until_shown("/en/guide/first/", "Polled again.");
    site.write("content/en/new/page.md", &page("New", "Polled folder."));
    running.until_shown("/en/new/page/", "Polled folder.");
    site.write("themes/futago/templates/page.html", &own_page("polled theme"));
    running.until_shown("/en/guide/first/", "polled theme");
    site.remove("themes");
    site.remove("content/en/new");
    running.until_fresh(&site, "all that");
}

// ---- reload

#[test]
fn a_save_is_told_to_the_browser() {
    let site = Site::new();
    let running = Running::of(&site);
    let shown = running.get("/en/").text();
    let query = shown.split("/_/reload.js?").nth(1).unwrap().split('"').next().unwrap();
    let mut events = Events::open(running.address(), &format!("/_/reload?{query}"));
    assert_eq!(events.head.header("content-type"), Some("text/event-stream"));
    assert_eq!(events.head.header("cache-control"), Some("no-store"));
    assert!(events.next().contains("retry: 300"));
    site.write("content/en/index.md", &page("Home", "New."));
    assert!(events.next().contains("event: saved"));
    // What it is told of can be asked for at once.
    assert!(running.get("/en/").text().contains("New."));
    events.close();
}

#[test]
fn a_browser_that_missed_a_save_or_a_restart_is_told_at_once() {
    let site = Site::new();
    let running = Running::of(&site);
    let version = || running.preview.latest().version.to_string();
    let first = version();
    site.write("content/en/index.md", &page("Home", "New."));
    running.told();
    for path in [format!("/_/reload?{first}"), "/_/reload?another-run".to_owned()] {
        let mut events = Events::open(running.address(), &path);
        assert!(events.next().contains("retry: 300"));
        assert!(events.next().contains(&format!("id: {}", version())), "{path}");
    }
    let mut events = Events::open_with(running.address(), &format!("/_/reload?{first}"), &format!("Last-Event-ID: {}\r\n", version()));
    assert!(events.next().contains("retry: 300"));
    site.write("content/en/index.md", &page("Home", "Newer."));
    assert!(events.next().contains(&format!("id: {}", version())), "only of what came after what it saw");
}

#[test]
fn the_script_and_the_style_are_files_of_the_site() {
    let site = Site::with("base_url: https://example.org/repo/\n");
    let running = Running::of(&site);
    let script = running.get("/repo/_/reload.js?1-0");
    assert_eq!((script.status, script.header("content-type")), (200, Some("text/javascript; charset=utf-8")));
    // The policy demands trusted types; nothing here builds a page from text.
    for sink in ["innerHTML", "eval", "document.write", "DOMParser"] {
        assert!(!script.text().contains(sink));
    }
    let style = running.get("/repo/_/preview.css");
    assert_eq!((style.status, style.header("content-type")), (200, Some("text/css; charset=utf-8")));
    assert_eq!(running.get("/repo/_/other").status, 404);
    assert!(running.preview.url().ends_with("/repo/"));
}

// ---- the command

#[test]
fn drafts_are_shown_on_demand() {
    let site = Site::new();
    assert_eq!(Running::of(&site).get("/en/secret/").status, 404);
    let mut shown = settings(&site);
    shown.options.drafts = Drafts::Shown;
    assert_eq!(Running::with(shown).get("/en/secret/").status, 200);
}

#[test]
fn a_folder_without_content_is_a_failure() {
    let site = Site::new();
    site.remove("content");
    let Err(failure) = Preview::start(settings(&site), |_| {}) else { panic!("there is nothing to preview") };
    assert!(failure.0.to_string().contains("no folder `content`"), "{}", failure.0);
}

#[cfg(unix)]
#[test]
fn the_command_says_where_it_is_and_ends_quietly() {
    use std::process::{Command, Stdio};
    let site = Site::new();
    let root = site.root().to_str().unwrap();
    let mut serve = Command::new(env!("CARGO_BIN_EXE_futago"))
        .args(["serve", "--port", "0", "--root", root, "--today", "2026-11-22"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = std::io::BufRead::lines(BufReader::new(serve.stderr.take().unwrap()));
    let line = lines.by_ref().map(Result::unwrap).find(|line| line.contains("http://")).unwrap();
    let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
    assert_eq!(client::get(address, "/en/").status, 200);
    site.write("content/en/index.md", "---\ntitle: Home\nwieght: 1\n---\nText.\n");
    let told: Vec<String> = lines.by_ref().map(Result::unwrap).take_while_inclusive(|line| !line.contains(" ms; "));
    assert!(told.iter().any(|line| line.starts_with("error[unknown-key]")), "{told:?}");
    assert!(told.last().unwrap().starts_with("content/en/index.md: "), "{told:?}");
    assert!(Command::new("kill").args(["-INT", &serve.id().to_string()]).status().unwrap().success());
    assert_eq!(serve.wait().unwrap().code(), Some(0));
    assert_eq!(lines.count(), 0, "nothing more is said");
}

trait TakeWhileInclusive: Iterator + Sized {
    /// Up to the first that does not hold, which is taken too.
    fn take_while_inclusive(self, holds: impl Fn(&Self::Item) -> bool) -> Vec<Self::Item> {
        let mut taken = Vec::new();
        for item in self {
            let goes_on = holds(&item);
            taken.push(item);
            if !goes_on {
                break;
            }
        }
        taken
    }
}

impl<I: Iterator> TakeWhileInclusive for I {}
