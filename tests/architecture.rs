//! What never depends on what. Reads the code in `src/` without its tests and comments, and holds each rule to be true.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use futago::facts::Value;
use futago::project::{Options, Project};
use futago::render::Indexing;
use futago::site::Drafts;
use support::repository;

/// One file of `src/`.
struct File {
    /// From `src/`: `site/index.rs`.
    path: String,
    /// The module right below the crate that it belongs to: `site`.
    module: String,
    text: String,
    /// The text without comments and without tests; every line stands where it stood.
    code: String,
}

fn files() -> Vec<File> {
    let paths = support::tree(&repository("src"));
    let files = paths.into_iter().filter(|(path, _)| path.ends_with(".rs") && !is_test(path));
    files.map(|(path, bytes)| file(path, String::from_utf8(bytes).unwrap())).collect()
}

fn file(path: String, text: String) -> File {
    let module = path.split(['/', '.']).next().unwrap().to_owned();
    let code = code(&text);
    File { path, module, text, code }
}

fn is_test(path: &str) -> bool {
    path.split(['/', '.']).any(|part| part == "tests")
}

fn code(text: &str) -> String {
    let mut code = String::new();
    let (mut in_tests, mut pending) = (false, false);
    for line in text.lines() {
        // What is for tests only: a module to its closing brace, which stands at the start of a line, or one item.
        pending = pending || line.trim_end() == "#[cfg(test)]";
        in_tests = in_tests || (pending && line.ends_with('{') && !line.starts_with(' '));
        let is_code = !in_tests && !pending && !line.trim_start().starts_with("//");
        code.push_str(if is_code { line } else { "" });
        code.push('\n');
        if in_tests && line == "}" || !in_tests && pending && line.trim_end().ends_with(';') {
            (in_tests, pending) = (false, false);
        }
    }
    code
}

/// Which modules of the crate a file names, as `crate::name`, `crate::{name, …}`, `futago::name` or by enough `super::`.
fn named(file: &File) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for root in ["crate::", "futago::"] {
        named.extend(
            file.code
                .match_indices(root)
                .filter(|(at, _)| !is_name(file.code[..*at].chars().next_back()))
                .flat_map(|(at, _)| heads(&file.code[at + root.len()..])),
        );
    }
    // `src/a/b.rs` is two modules deep, so that two `super::` lead to the crate.
    let depth = file.path.trim_end_matches("/mod.rs").trim_end_matches(".rs").split('/').count();
    let up = "super::".repeat(depth);
    named.extend(
        file.code
            .match_indices(&up)
            .filter(|(at, _)| !is_name(file.code[..*at].chars().next_back()) && !file.code[..*at].ends_with("super::"))
            .flat_map(|(at, _)| heads(&file.code[at + up.len()..])),
    );
    named
}

fn is_name(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// The first name of a path, or of each path in braces.
fn heads(rest: &str) -> Vec<String> {
    let name = |text: &str| text.trim_start().chars().take_while(|c| is_name(Some(*c))).collect::<String>();
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            _ => {}
        }
        parts.last_mut().unwrap().push(c);
    }
    parts.iter().map(|part| name(part.trim_start_matches(','))).filter(|name| !name.is_empty()).collect()
}

/// The modules of the crate.
fn modules() -> Vec<String> {
    let lib = fs::read_to_string(repository("src/lib.rs")).unwrap();
    lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

/// What each module names of the others.
fn knows() -> BTreeMap<String, BTreeSet<String>> {
    let modules = modules();
    let mut knows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files() {
        let others = named(&file).into_iter().filter(|name| modules.contains(name) && *name != file.module);
        knows.entry(file.module.clone()).or_default().extend(others);
    }
    knows
}

/// Where a word stands in the code, outside of the modules (or files) that may use it.
fn elsewhere(word: &str, allowed: &[&str]) -> Vec<String> {
    let is_allowed = |file: &File| allowed.iter().any(|allowed| file.module == *allowed || file.path == *allowed);
    let of_file = |file: &File| {
        let lines = file.code.lines().enumerate().filter(|(_, line)| line.contains(word));
        lines.map(|(at, line)| format!("src/{}:{}: {}", file.path, at + 1, line.trim())).collect::<Vec<_>>()
    };
    files().iter().filter(|file| !is_allowed(file)).flat_map(of_file).collect()
}

#[track_caller]
fn nowhere_else(words: &[&str], allowed: &[&str], rule: &str) {
    for word in words {
        let found = elsewhere(word, allowed);
        assert!(found.is_empty(), "{rule}\n`{word}` stands outside of {allowed:?}:\n{}", found.join("\n"));
    }
}

// ---- who knows whom

/// What a module must not name: the module, the others, and why.
const STRANGERS: &[(&str, &[&str], &str)] = &[
    (
        "diagnostic",
        &[
            "yaml",
            "config",
            "page",
            "facts",
            "phrases",
            "messages",
            "glossary",
            "tree",
            "site",
            "check",
            "theme",
            "render",
            "project",
            "catalogue",
            "commands",
        ],
        "Findings and their printers know no rules: they know places, and words.",
    ),
    (
        "source",
        &["yaml", "config", "markdown", "page", "facts", "site", "check", "theme", "render", "project"],
        "The reader knows paths and bytes, not what they mean.",
    ),
    (
        "yaml",
        &["config", "reading", "markdown", "page", "facts", "phrases", "messages", "glossary", "tree", "site", "theme"],
        "YAML is read without knowing what for.",
    ),
    (
        "markdown",
        &[
            "page", "facts", "phrases", "messages", "glossary", "tree", "site", "check", "theme", "render", "config", "project", "write",
            "preview",
        ],
        "Markdown is one text: it asks for what other files hold by `Fill`.",
    ),
    (
        "facts",
        &["markdown", "page", "phrases", "messages", "glossary", "tree", "site", "check", "theme", "render", "project", "write", "preview"],
        "Facts are data with evidence: how they are shown, and on which page, is not their matter.",
    ),
    (
        "phrases",
        &["markdown", "page", "facts", "messages", "glossary", "tree", "site", "check", "theme", "render", "project", "write", "preview"],
        "A phrasebook is one file: which pages and trees show it is not its matter.",
    ),
    (
        "messages",
        &["markdown", "page", "facts", "phrases", "glossary", "tree", "site", "check", "theme", "render", "project", "write", "preview"],
        "A message is one file: which pages and trees show it is not its matter.",
    ),
    (
        "glossary",
        &["markdown", "page", "facts", "phrases", "messages", "tree", "site", "check", "theme", "render", "project", "write", "preview"],
        "A glossary is terms, and a text that goes against them: where that text stands is not its matter.",
    ),
    (
        "tree",
        &[
            "markdown", "page", "facts", "phrases", "messages", "glossary", "site", "check", "theme", "render", "project", "write",
            "preview",
        ],
        "A tree is one file and its table: what its facts, phrases and messages are, and how it is shown, is not its matter.",
    ),
    (
        "reading",
        &[
            "markdown", "page", "facts", "phrases", "messages", "glossary", "tree", "site", "check", "theme", "render", "project", "write",
            "preview",
        ],
        "What data, phrases, messages and trees are read with knows none of them.",
    ),
    (
        "page",
        &["facts", "phrases", "messages", "glossary", "tree", "site", "check", "theme", "render", "project"],
        "A page is parsed without knowing another file.",
    ),
    (
        "site",
        &["check", "theme", "render", "project", "write", "external", "preview", "commands"],
        "The site knows no theme, and not what is done with it.",
    ),
    (
        "uses",
        &["yaml", "config", "page", "check", "theme", "render", "project", "write", "external", "preview", "commands", "cli"],
        "What rests on a fact is looked up in the linked site.",
    ),
    (
        "schema",
        &["markdown", "page", "site", "uses", "check", "theme", "render", "project", "write", "external", "preview", "commands", "cli"],
        "The editors' schemas are made from the settings and the collections.",
    ),
    (
        "check",
        &["theme", "render", "project", "write", "external", "preview", "commands", "cli"],
        "Rules judge the linked site and nothing else.",
    ),
    (
        "theme",
        &["page", "facts", "phrases", "messages", "glossary", "tree", "site", "check", "render", "project", "config", "write", "preview"],
        "The theme knows no site: a template receives its view complete.",
    ),
    (
        "render",
        &["check", "project", "write", "external", "preview", "commands", "cli"],
        "Rendering does not know who asks: a build or a preview.",
    ),
    (
        "project",
        &["write", "external", "preview", "commands", "cli", "catalogue"],
        "A project is the line up to the judging, the same for a build and a preview.",
    ),
    (
        "write",
        &[
            "yaml", "config", "markdown", "page", "facts", "tree", "site", "check", "theme", "render", "project", "preview", "commands",
            "cli",
        ],
        "The writer knows paths and bytes, not what a page is.",
    ),
    (
        "external",
        &["yaml", "config", "markdown", "page", "facts", "tree", "site", "check", "theme", "render", "project", "write", "commands", "cli"],
        "Links are asked without knowing where they stand.",
    ),
    ("preview", &["write", "commands", "cli"], "The preview answers from memory: it writes no site, and does not know how it was started."),
];

#[test]
fn no_module_names_one_that_it_must_not_know() {
    let knows = knows();
    let mut breaches = Vec::new();
    for (module, strangers, rule) in STRANGERS {
        assert!(modules().iter().any(|known| known == module), "`{module}` is no module any more: correct the table");
        let Some(named) = knows.get(*module) else { continue };
        breaches.extend(
            strangers.iter().filter(|stranger| named.contains(**stranger)).map(|stranger| format!("{module} names {stranger}. {rule}")),
        );
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn only_main_and_the_commands_know_how_futago_was_called() {
    for (module, named) in knows() {
        if !["main", "commands"].contains(&module.as_str()) {
            assert!(!named.contains("commands") && !named.contains("cli"), "{module} names commands or cli");
        }
    }
}

#[test]
fn rules_do_not_know_each_other() {
    let rules: Vec<File> = files().into_iter().filter(|file| file.path.starts_with("check/")).collect();
    assert!(rules.len() >= 5);
    for rule in &rules {
        for other in rules.iter().filter(|other| other.path != rule.path) {
            let name = other.path.trim_start_matches("check/").trim_end_matches(".rs");
            for path in [format!("super::{name}::"), format!("check::{name}::")] {
                assert!(!rule.code.contains(&path), "src/{} names the rule {name}", rule.path);
            }
        }
    }
}

#[test]
fn every_package_stands_behind_one_module() {
    for (package, allowed) in [
        ("serde_yaml", &["yaml"][..]),
        ("pulldown_cmark", &["markdown"]),
        ("syntect", &["markdown"]),
        ("two_face", &["markdown"]),
        ("budoux", &["markdown"]),
        // `render` fills the template engine's own context.
        ("tera", &["theme", "render"]),
        ("include_dir", &["source"]),
        ("imagesize", &["source"]),
        // `write` looks through the folder that it is going to replace.
        ("walkdir", &["source", "write"]),
        ("notify", &["preview/watch.rs"]),
        ("axum", &["preview/http.rs"]),
        ("hyper", &["preview/http.rs"]),
        ("hyper_util", &["preview/http.rs"]),
        ("tower_http", &["preview/http.rs"]),
        ("tokio", &["preview.rs", "preview/http.rs"]),
        ("ureq", &["external"]),
        // The watcher asks whether a folder lies on another machine.
        ("rustix", &["write", "preview/watch.rs"]),
        ("annotate_snippets", &["diagnostic"]),
        ("icu_collator", &["site"]),
        ("indicatif", &["commands"]),
        ("clap", &["cli", "commands", "main"]),
        ("clap_complete", &["cli", "commands"]),
    ] {
        let cargo = fs::read_to_string(repository("Cargo.toml")).unwrap();
        assert!(
            cargo.lines().any(|line| line.split([' ', '.']).next().unwrap().replace('-', "_") == package),
            "{package} is no dependency any more"
        );
        for form in
            [format!("use {package}::"), format!(" {package}::"), format!("({package}::"), format!("<{package}::"), format!("&{package}::")]
        {
            nowhere_else(&[&form], allowed, "Each package stands behind one module, so that it can be replaced there.");
        }
    }
}

// ---- the outside

#[test]
fn only_the_ends_of_the_line_touch_the_disk() {
    let rule = "Nothing but source, write and the preview's watcher touches the disk.";
    let ends = ["source", "write", "preview/watch.rs"];
    nowhere_else(&["std::fs", "fs::", " File::", "(File::", "std::os::"], &ends, rule);
    // `new` looks whether a page is there already, before it writes any of its twins.
    let looks = [
        ".exists()",
        ".is_file()",
        ".is_dir()",
        ".is_symlink()",
        ".canonicalize()",
        ".metadata()",
        ".symlink_metadata()",
        ".read_dir()",
        ".read_link()",
    ];
    nowhere_else(&looks, &["source", "write", "preview/watch.rs", "commands/new.rs"], rule);
    nowhere_else(&["std::net::Tcp", "std::net::Udp", "TcpListener", "TcpStream"], &["preview/http.rs", "external"], rule);
    nowhere_else(&["process::"], &["main", "commands"], "Nothing but main and the commands starts or ends a process.");
}

#[test]
fn only_the_ends_of_the_line_read_the_clock_and_the_surroundings() {
    let rule = "Nothing but main, the commands and the preview reads the clock: the date is an argument. Same input, same bytes.";
    nowhere_else(&["::now()", "SystemTime", "Instant", "UNIX_EPOCH", ".elapsed()"], &["main", "commands", "preview"], rule);
    nowhere_else(&["std::env", "env::var", "current_dir", "temp_dir"], &["main", "commands"], rule);
    nowhere_else(&["rand::", "RandomState", "random("], &[], rule);
}

#[test]
fn only_main_and_the_commands_print() {
    let rule = "Nothing but main and the commands prints: findings are values, and printers make text of them.";
    nowhere_else(&["println!", "print!", "eprintln!", "eprint!", "stdout()", "stderr()"], &["main", "commands"], rule);
    nowhere_else(&["dbg!"], &[], "Nobody debugs in what is delivered.");
    nowhere_else(&["process::exit", "process::abort"], &[], "A run ends where it began: in main.");
}

#[test]
fn types_of_the_line_have_no_outward_form() {
    let rule = "Types of the line are not `Serialize`: render and diagnostic own the outward forms, and theme what it shows of them.";
    nowhere_else(&["Serialize"], &["render", "diagnostic", "theme", "preview"], rule);
}

// ---- what the program must not know: the guide that is made with it

/// Names and numbers of the guide: what its data call the companies and offices that it tells of.
fn names_of_the_guide() -> BTreeSet<String> {
    let options = Options {
        root: repository(""),
        today: support::TODAY.parse().unwrap(),
        drafts: Drafts::Shown,
        base_url: None,
        indexing: Indexing::Allowed,
    };
    let project = Project::read(options).unwrap_or_else(|failure| panic!("{}", failure.0));
    let facts = project.site.facts();
    let mut names = BTreeSet::new();
    for row in facts.collections().filter(|collection| collection.page.is_some()).flat_map(|collection| &collection.rows) {
        names.insert(row.key.clone());
        names.extend(project.site.config().languages.all().map(|lang| row.name(lang).to_owned()));
        names.extend(row.fields.values().filter_map(host));
    }
    for (_, fact, _) in facts.all() {
        names.extend(host(&fact.value));
        // A short number could be any number.
        names.extend(match &fact.value {
            Value::Phone(number) if number.chars().filter(char::is_ascii_digit).count() >= 7 => Some(number.clone()),
            _ => None,
        });
    }
    names
}

/// The name that somebody has registered: `example` of `https://www.example.co.jp/`.
fn host(value: &Value) -> Option<String> {
    let Value::Url(url) = value else { return None };
    let host = url.split_once("://")?.1.split(['/', '?', '#']).next()?;
    let parts: Vec<&str> = host.split('.').rev().skip_while(|part| part.len() <= 3).collect();
    parts.first().map(|name| (*name).to_owned())
}

/// Whether a text names it as a word of its own.
fn names(text: &str, name: &str) -> bool {
    let ends = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(name).any(|(at, _)| ends(text[..at].chars().next_back()) && ends(text[at + name.len()..].chars().next()))
}

#[test]
fn the_program_names_nothing_of_the_guide() {
    let guide = names_of_the_guide();
    assert!(guide.len() > 20 && guide.contains("amazon"), "the names of the guide could not be read: {guide:?}");
    let mut breaches = Vec::new();
    // With comments and tests: an example teaches, too.
    for (path, bytes) in support::tree(&repository("src")) {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        breaches.extend(guide.iter().filter(|name| names(&text, &name.to_lowercase())).map(|name| format!("src/{path} names {name}")));
    }
    assert!(breaches.is_empty(), "Issuers, shops and numbers are content, not program:\n{}", breaches.join("\n"));
}

// ---- the form of the code

/// Files that may be longer, because each is one table.
const TABLES: &[&str] = &[];

#[test]
fn no_file_holds_two_ideas() {
    let long = files().into_iter().filter(|file| file.text.lines().count() > 400 && !TABLES.contains(&file.path.as_str()));
    let long: Vec<String> = long.map(|file| format!("src/{}: {} lines", file.path, file.text.lines().count())).collect();
    assert!(long.is_empty(), "A file of more than 400 lines is a table (name it in TABLES) or two ideas:\n{}", long.join("\n"));
}

#[test]
fn what_cannot_happen_says_why() {
    nowhere_else(
        &[".unwrap()", ".unwrap_err()", "todo!", "unimplemented!"],
        &[],
        "`expect` states why it cannot happen; `unwrap` stands only in tests.",
    );
    nowhere_else(&[".expect(\"\")", "unreachable!()"], &[], "It must say why.");
}

#[test]
fn no_code_stands_for_two_kinds_of_findings() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for file in files() {
        for (_, rest) in file.code.match_indices(" code: \"").map(|(at, start)| file.code.split_at(at + start.len())) {
            let code = rest.split('"').next().unwrap_or_default();
            if let Some(first) = seen.insert(code.to_owned(), file.path.clone()) {
                panic!("`{code}` stands in src/{first} and in src/{}: `--explain` can tell only one of them", file.path);
            }
        }
    }
    assert_eq!(seen.len(), futago::catalogue::all().len(), "every kind of finding is in the catalogue");
}

// ---- the reading of the code itself

#[test]
fn references_are_read_in_every_form() {
    let code = "\
use crate::{check, config::Config, site::{Site, theme}};
use super::super::page;
use super::inner;
fn f() { crate::render::go(); let x = mycrate::theme::x; }
// crate::write
#[cfg(test)]
mod tests {
    use crate::preview;
}
#[cfg(test)]
mod more;
use crate::yaml;
";
    let found = named(&file("facts/schema.rs".to_owned(), code.to_owned()));
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), ["check", "config", "page", "render", "site", "yaml"]);
}

#[test]
fn the_rules_are_about_the_real_code() {
    let knows = knows();
    assert!(
        knows["site"].contains("page")
            && knows["render"].contains("theme")
            && knows["theme"].contains("lang")
            && knows["main"].contains("commands"),
        "{knows:#?}"
    );
    assert!(
        !elsewhere("stdout()", &[]).is_empty() && elsewhere("stdout()", &["commands"]).is_empty(),
        "what a program reads is printed in one place"
    );
}
