//! What a hostile or careless contributor may bring along: it harms no reader, is never lost without a word, and is told by a
//! finding instead of a panic.

mod support;

use std::fs;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use support::structure::Output;
use support::{Run, TODAY, Tree, futago_at, names, program, site, stamps, tree, write, write_files, xml};
use tempfile::TempDir;

/// Two languages and their home pages: no finding.
const SITE: &str = "\
==> content/site.yaml
title: { ja: 図書館, en: The library }
languages: [ja, en]
base_url: https://example.org/
==> content/ja/index.md
---
title: 図書館の使い方
updated: 2026-11-22
---
==> content/en/index.md
---
title: How to use the library
updated: 2026-11-22
---
";

const BASE_URL: &str = "https://example.org/";

fn with(more: &str) -> TempDir {
    let folder = site(SITE);
    write_files(folder.path(), more);
    folder
}

/// A page in Japanese alone, with these lines of front matter and this text.
fn page(path: &str, front: &str, text: &str) -> String {
    format!("==> content/ja/{path}\n---\ntitle: 窓口\ntwin: {{ none: only an example }}\n{front}---\n{text}\n")
}

fn findings(root: &Path) -> Vec<Value> {
    let run = futago_at(root, "check", &["--format", "json"]);
    assert!(run.code < 2, "{}", run.stderr);
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The codes of all findings, in their order.
fn codes(root: &Path) -> Vec<String> {
    findings(root).iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

/// The codes of what is found in the site with these further files.
fn codes_with(more: &str) -> Vec<String> {
    codes(with(more).path())
}

/// `check` finds errors, and `build` stops for the same ones.
#[track_caller]
fn is_found(more: &str, code: &str) {
    let site = with(more);
    assert!(codes(site.path()).iter().any(|found| found == code), "no {code} among {:?}\nfor {more}", codes(site.path()));
    futago_at(site.path(), "check", &[]).code(1);
    futago_at(site.path(), "build", &[]).code(1);
}

/// What is published in spite of findings.
fn published(root: &Path) -> Tree {
    let run = futago_at(root, "build", &["--keep-going"]);
    assert!(run.code < 2, "{}", run.stderr);
    tree(&root.join("public"))
}

fn new_page(root: &Path, key: &str) -> Run {
    Run::of(program().args(["new", "page", key, "--today", TODAY, "--root"]).arg(root))
}

#[cfg(unix)]
fn link(target: impl AsRef<Path>, path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(target, path).unwrap();
}

// ---- what readers are served

#[test]
fn a_licence_leads_to_the_web_or_nowhere() {
    for url in ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", " https://example.org/", "//example.org/"] {
        let site = with(&format!(
            "==> content/site.yaml\nlanguages: [ja, en]\nbase_url: https://example.org/\nlicence: {{ name: CC, url: '{url}' }}\nrepository: '{url}'\n"
        ));
        assert_eq!(codes(site.path()), ["setting", "setting"], "{url}");
        for (path, bytes) in published(site.path()) {
            let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
            assert!(path.starts_with("assets/") || !text.contains("alert(1)") && !text.contains("data:text"), "{path}: {url}");
        }
    }
}

#[test]
fn what_may_be_a_draft_is_not_published_even_with_errors() {
    for front in [
        "draft: yes\n",
        "draft: 1\n",
        "draft: 'true'\n",
        "draft: [\n",
        "draft: true\ndraft: false\n",
        "draft: false\ndraft: true\n",
        "draft: true\n: {\n",
        "draft : true\n]\n",
        "\"draft\": true\n]\n",
        "  draft: true\n]\n",
        "Draft: true\n]\n",
        "x: [\ndraft: true\n",
        "Draft: true\n",
    ] {
        let site = with(&page("secret.md", front, "秘密。"));
        assert!(!published(site.path()).keys().any(|path| path.contains("secret")), "{front}");
    }
    for text in [
        "---\ntitle: 秘密\ndraft: true\n",
        "\n---\ntitle: 秘密\ndraft: true\n---\n本文。\n",
        "--- \n{title: 秘密, draft: true\n---\n本文。\n",
        "---\n- title: 秘密\n- draft: true\n---\n本文。\n",
        "title: 秘密\ndraft: true\n---\n本文。\n",
    ] {
        let site = with(&format!("==> content/ja/secret.md\n{text}"));
        assert!(!published(site.path()).keys().any(|path| path.contains("secret")), "{text}");
    }
}

#[test]
fn an_unreadable_page_that_is_no_draft_stays_to_be_seen() {
    let site = with("==> content/ja/desk.md\n---\ntitle: [\ndraft: false\n---\n本文。\n");
    assert!(published(site.path()).contains_key("ja/desk/index.html"));
}

#[test]
fn a_page_with_another_ending_is_not_published_raw() {
    for name in ["a.MD", "a.markdown", "a.Mkd", "a.mdx"] {
        let more = format!("==> content/ja/{name}\n---\ndraft: true\n---\n");
        is_found(&more, "file-name");
        assert!(!published(with(&more).path()).keys().any(|path| path.contains("/a.")), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn links_in_the_theme_are_not_followed() {
    const ELSEWHERE: &str = "==> x/templates/page.html\n{{ oops\n==> x/static/passwd\nroot\n";
    let site = with("");
    let outside = support::site(ELSEWHERE);
    link(outside.path().join("x"), &site.path().join("themes/futago"));
    assert_eq!(codes(site.path()), ["link-not-followed"]);
    assert!(!published(site.path()).keys().any(|path| path.contains("passwd")));

    let site = with("");
    link(outside.path().join("x/static/passwd"), &site.path().join("themes/futago/static/passwd"));
    assert_eq!(codes(site.path()), ["link-not-followed"]);
    assert!(!published(site.path()).keys().any(|path| path.contains("passwd")));

    let site = with("");
    write_files(outside.path(), "==> themes/futago/static/passwd\nroot\n");
    link(outside.path().join("themes"), &site.path().join("themes"));
    assert_eq!(codes(site.path()), ["link-not-followed"]);
    assert!(!published(site.path()).keys().any(|path| path.contains("passwd")));
}

#[test]
fn a_theme_extends_the_name_of_a_folder_only() {
    for path in ["/usr/lib", "../../x", "..", "a/b", "."] {
        let site = with(&format!("==> themes/futago/theme.yaml\nname: futago\nextends: {path}\n"));
        let run = futago_at(site.path(), "check", &[]).code(2);
        assert!(run.stderr.contains("cannot be the name of a theme") && run.stderr.lines().count() == 1, "{}", run.stderr);
        is_found(&format!("==> content/site.yaml\nlanguages: [ja, en]\nbase_url: https://example.org/\ntheme: {path}\n"), "setting");
    }
}

#[test]
fn what_a_theme_extends_is_read_as_yaml() {
    const WORDS: &str = "==> themes/quiet/i18n/ja.yaml\nnav.skip: 静かに進む\n==> themes/quiet/theme.yaml\nname: quiet\nextends: futago\n";
    for extends in ["quiet # the other one", "'quiet'", "\"quiet\"", "\"qu\\u0069et\"", ">-\n  quiet"] {
        let site = with(&format!("{WORDS}==> themes/futago/theme.yaml\nname: futago\nextends: {extends}\n"));
        let run = futago_at(site.path(), "check", &[]);
        // `quiet` stands on `futago`, which stands on `quiet`: so both were understood.
        assert!(run.code == 2 && run.stderr.contains("in a ring: futago → quiet"), "{extends}: {}", run.stderr);
    }
    let site = with("==> themes/futago/theme.yaml\nname: futago\n# extends: nowhere\n");
    futago_at(site.path(), "check", &["--strict"]).code(0);
}

#[test]
fn a_file_that_can_run_scripts_is_a_warning() {
    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"";
    for (name, text) in [
        ("a.html", "<p>x".to_owned()),
        ("a.HTM", "<p>x".to_owned()),
        ("a.js", "x".to_owned()),
        ("a.xhtml", "x".to_owned()),
        ("a.xht", "x".to_owned()),
        ("a.svg", format!("{SVG}><script>x</script></svg>")),
        ("a.svg", format!("{SVG}><SCRIPT>x</SCRIPT></svg>")),
        ("a.svg", format!("{SVG} xmlns:s=\"http://www.w3.org/2000/svg\"><s:script>x</s:script></svg>")),
        ("a.svg", format!("{SVG} onload=\"x\"/>")),
        ("a.svg", format!("{SVG}\nonload = \"x\"/>")),
        ("a.svg", format!("{SVG}\tonload='x'/>")),
        ("a.svg", format!("{SVG}><a href=\"javascript:x\"/></svg>")),
        ("a.svg", format!("{SVG}><a href=\"java&#115;cript:x\"/></svg>")),
        ("a.svg", format!("<!DOCTYPE svg [<!ENTITY x '<g/>'>]>{SVG}>&x;</svg>")),
        ("a.svg", format!("{SVG}><foreignObject/></svg>")),
        ("a.xml", "<x><script xmlns=\"http://www.w3.org/1999/xhtml\">x</script></x>".to_owned()),
    ] {
        let site = with(&format!("==> content/ja/{name}\n{text}\n"));
        assert_eq!(codes(site.path()), ["active-file"], "{name}: {text}");
        futago_at(site.path(), "check", &["--strict"]).code(1);
    }
    for text in [format!("{SVG}><text>on = off &amp; more</text></svg>"), format!("{SVG}><title>contents on=</title></svg>")] {
        let found = codes_with(&format!("==> content/ja/a.svg\n{text}\n"));
        assert!(found.len() <= 1, "{found:?}");
    }
    assert!(codes_with(&format!("==> content/ja/a.svg\n{SVG}><path d=\"M0 0\"/></svg>\n")).is_empty());
}

#[test]
fn an_address_that_means_something_to_hosts_is_no_base_url() {
    for url in [
        "https://x.example/*/",
        "https://x.example/:splat/",
        "https://x.example/../x/",
        "https://x.example/%2e%2E/x/",
        "https://x.example/a　b/",
        "https://x.example/a b/",
        "https://x.example/a%0ab/",
        "https://x.example/a\\nb/",
        "https://x.example/%zz/",
        "https://x.example/?q",
        "https://x.example/#f",
        "https://u@x.example/",
        "https://x.example:99999/",
        "https://x.example:+80/",
        "https://x.example:/",
        "https://x..example/",
        "https://-x.example/",
        "https://x。example/",
        "https://\\\"x/",
        "https://[::1/",
        "https://",
        "javascript://x/",
        "//x.example/",
    ] {
        is_found(&format!("==> content/site.yaml\nlanguages: [ja, en]\nbase_url: \"{url}\"\n"), "base-url");
        let site = with("");
        futago_at(site.path(), "build", &["--base-url", url]).code(2);
        assert_eq!(names(site.path()), ["content"], "{url}");
    }
}

/// Where an author might smuggle in a script, in the places where text stands.
const EVIL: &str = "</script><script>alert(1)</script>\\\"' onload=alert(1) <img src=x onerror=alert(1)>]]>--><b>";

#[test]
fn names_and_titles_stay_text_in_every_form_of_the_site() {
    let site = support::site(&format!(
        "\
==> content/site.yaml
title: \"T{EVIL}\"
description: \"D{EVIL}\"
author: \"A{EVIL}\"
languages: [ja, {{ code: en, name: \"N{EVIL}\" }}]
base_url: https://example.org/
repository: \"https://elsewhere.example/{EVIL}\"
branch: \"{EVIL}\"
licence: {{ name: \"L{EVIL}\", url: \"https://elsewhere.example/{EVIL}\" }}
==> content/ja/index.md
---
title: \"t{EVIL}\"
description: \"d{EVIL}\"
updated: 2026-11-22
---
[p](page:a'&b \"{EVIL}\") ![<script>alert(1)</script>\\\" onerror=x](p.png \"{EVIL}\") ![](fact:desks/one#desk.open)

![](facts:desks/one#desk)

![](facts:desks#desk.open)

## h{EVIL} {{#h}}

| {EVIL} |
| --- |
| `{EVIL}` |

```x\"><script>alert(1)</script>
{EVIL}
```

word[^a{EVIL}] and[^f]

[^f]: {EVIL}
==> content/en/index.md
---
title: Home
updated: 2026-11-22
---
## h {{#h}}
==> content/ja/a'&b.md
---
title: \"p{EVIL}\"
updated: 2026-11-22
aliases: [\"/old'&\\\"/\", \"/old'&/\", \"/<script>/\", \"/a/\\n/x 301\"]
twin: {{ none: \"{EVIL}\" }}
---
==> content/ja/p.png
x
==> content/data/desks.schema.yaml
title: {{ ja: \"S{EVIL}\", en: S }}
groups: {{ desk: {{ ja: \"G{EVIL}\", en: G }} }}
source_kinds: {{ o: {{ ja: \"K{EVIL}\", en: K }} }}
row:
  name: {{ type: words, required: true }}
facts:
  desk.open: {{ type: text, label: {{ ja: \"L{EVIL}\", en: L }} }}
==> content/data/desks/one.yaml
name: {{ ja: \"R{EVIL}\", en: R }}
facts:
  desk.open: {{ value: \"V{EVIL}\", read: 2026-11-01, checked: 2026-11-01, confidence: high, sources: [{{ url: \"https://elsewhere.example/'onload=x&\", kind: o, title: \"{EVIL}\" }}] }}
==> themes/futago/i18n/ja.yaml
nav.skip: \"W{EVIL}\"
"
    ));
    // Else the facts and the words would not be in the output at all.
    let others: Vec<String> =
        codes(site.path()).into_iter().filter(|code| !["alias-form", "raw-html", "code-language"].contains(&code.as_str())).collect();
    assert_eq!(others, [""; 0]);
    let output = Output::new(published(site.path()), BASE_URL);
    let problems: Vec<String> = output.problems().into_iter().filter(|problem| !is_of_the_example(problem)).collect();
    assert_eq!(problems, [""; 0]);
    for (path, bytes) in &output.tree {
        let text = String::from_utf8_lossy(bytes);
        if path.ends_with(".html") || path.ends_with(".xml") || path.ends_with(".webmanifest") {
            assert!(!text.contains("<script>alert") && !text.contains("<img src=x") && !text.contains("<b>"), "{path}: {text}");
        }
    }
    for document in output.documents.values() {
        for script in document.html.all("script").filter(|script| script.get("src").is_none()) {
            serde_json::from_str::<Value>(&script.text).unwrap();
        }
    }
    let text = |path: &str| String::from_utf8(output.tree[path].clone()).unwrap();
    assert!(text("ja/feed.xml").contains("&lt;script&gt;alert(1)") && text("ja/index.html").contains("&lt;script&gt;alert(1)"));
    for name in ["_headers", "_redirects"] {
        assert!(!text(name).contains("script>") && !text(name).lines().any(|line| line.starts_with("/x")), "{}", text(name));
    }
}

/// What the examples lack is no harm.
fn is_of_the_example(problem: &str) -> bool {
    problem.contains("the description is missing")
}

#[test]
fn no_form_of_a_script_gets_into_a_page() {
    let forms = "\
<script>alert(1)</script> <SCRIPT SRC=//x></SCRIPT> <scr<script>ipt>
<img src=x onerror=alert(1)> <img/src=x/onerror=alert(1)> <svg onload=alert(1)><style>*{}</style></svg>
<iframe src='javascript:alert(1)'></iframe> <object data=x></object> <embed src=x> <base href=//x> <form action=x><input></form>
<span lang=\"ja\" onclick=\"x\">a</span> <abbr title=\"a\" style=\"x\">b</abbr> <abbr title='\"><script>x</script>'>c</abbr>
<a href=\"javascript:alert(1)\">a</a> <math><mi xlink:href=\"javascript:x\">m</mi></math> <!-- <script>x</script> --!> <![CDATA[<script>]]>
<?php x ?> <!DOCTYPE x> </p></div></main></body></html> <details open ontoggle=x><summary onclick=x>s</summary></details>

<details ontoggle=\"x\">

text

</details>

<div onclick=\"x\">

# h <script>x</script> {#a\"onclick=x}

</div>

[a](javascript:alert(1)) [b](JAVASCRIPT:x) [c](java&Tab;script:x) [d](<java\tscript:x>) [e](&#106;avascript:x) [f](vbscript:x)
[g](data:text/html,<script>x</script>) [h](file:///etc/passwd) [i](blob:x) [j]( javascript:x) [k](\\javascript:x) [l](java%73cript:x)
![m](javascript:x) ![n](data:image/svg+xml,<svg>) ![o](vbscript:x) <javascript:x> <data:text/html,x> [p]: [q][r] [s](\"onclick=x) [t](/\"onclick=\"x)
[u](https://x.example/\"onclick=\"x '\"><script>x</script>') [v](mailto:\"onclick=x) [w](tel:\"><script>)

[r]: javascript:x \"t\"

> [!NOTE]<script>x</script>

- [x] <input onfocus=x>

``` js\" onclick=\"x
<script>x</script>
```

`<script>x</script>` {{ page.title }} {% raw %} ${x} ｜<script>《<img onerror=x>》 [^\"onclick=x]

[^\"onclick=x]: <script>x</script>
";
    for text in [forms.to_owned(), forms.replace('\n', "\r\n"), forms.replace('\n', "\n\n"), forms.replace("\n\n", "\n> ")] {
        let site = with(&page("evil.md", "", &text));
        let output = Output::new(published(site.path()), BASE_URL);
        let html = &output.documents["ja/evil/index.html"].html;
        for element in &html.elements {
            let is_ours = element.name != "script"
                || element.get("src").is_some_and(|src| src.starts_with("/assets/"))
                || element.is("type", "application/ld+json");
            let is_harmless =
                !["style", "iframe", "object", "embed", "base", "form", "input", "math", "img"].contains(&element.name.as_str());
            assert!(is_ours && is_harmless || is_of_theme(element), "{element:?}");
            for (name, value) in &element.attributes {
                let scheme: String = value.chars().filter(|c| *c > ' ').collect::<String>().to_ascii_lowercase();
                let is_address = ["href", "src", "action", "data", "xlink:href"].contains(&name.as_str());
                let runs = ["javascript:", "data:", "vbscript:", "file:", "blob:"].iter().any(|evil| scheme.starts_with(evil));
                assert!(!name.starts_with("on") && name != "style" && !(is_address && runs), "<{} {name}={value:?}>", element.name);
            }
        }
        let broken: Vec<String> = output.problems().into_iter().filter(|problem| !is_of_the_example(problem)).collect();
        assert_eq!(broken, [""; 0]);
    }
}

/// What the theme itself has of such elements: a task's box.
fn is_of_theme(element: &support::html::Element) -> bool {
    element.name == "input" && element.is("type", "checkbox") && element.get("disabled").is_some()
}

// ---- what is printed

#[test]
fn content_begins_no_line_of_its_own_and_steers_no_terminal() {
    const NASTY: &str = "\\n::error::x\\r\\e[31m\\a\\u009b31m\\u0085\\u2028y";
    let site = with(&format!(
        "{}{}{}==> content/data/d/r.yaml\n\"{NASTY}\": 1\n==> content/data/e.schema.yaml\ntitle: \"{NASTY}\"\n\"{NASTY}\": x\n",
        page(
            "a.md",
            &format!("aliases: [\"/{NASTY}/\"]\n\"{NASTY}\": 1\ntemplate: \"{NASTY}\"\n"),
            "[a](page:x%0A::error::y%1B%5B31m%C2%9B) [b](x%0d%0a::error::z.md) ![c](fact:%0a::error::x) [d](#%0a::error::x)"
        ),
        page("b.md", "", "lone\rreturn [x](page:\u{9b}31m) \u{1b}]0;title\u{7} [y](page:nowhere\u{9b}) \u{85} \u{202e}"),
        page("c.md", &format!("weight: \"{NASTY}\"\nupdated: \"{NASTY}\"\n"), "<script\u{9b}31m> [^\u{9b}] ![](facts:\u{9b}x)"),
    ));
    write(&site.path().join("content/ja/x\u{1b}[31m\n::error::y.md"), "");
    write(&site.path().join("content/ja/x\u{9b}31m.png"), "");
    write(&site.path().join("content/x\n::error::y/z.md"), "");
    for format in ["human", "github", "json"] {
        let run = futago_at(site.path(), "check", &["--format", format]).code(1);
        for text in [run.stdout, run.stderr] {
            no_raw_controls(&text);
            for line in text.lines().filter(|line| line.starts_with("::")) {
                assert!(format == "github" && line.contains("title=") && !line.starts_with("::error::"), "{line}");
            }
        }
    }
}

#[track_caller]
fn no_raw_controls(text: &str) {
    let raw = text.lines().find(|line| line.contains(char::is_control));
    assert_eq!(raw, None, "in:\n{text}");
}

#[test]
fn content_begins_no_line_in_a_failure_either() {
    for extends in ["\"a\\n::error::x\\e[31m\\u009b\"", "\"\\r\""] {
        let site = with(&format!("==> themes/futago/theme.yaml\nname: futago\nextends: {extends}\n"));
        let run = futago_at(site.path(), "check", &["--format", "github"]).code(2);
        no_raw_controls(&run.stderr);
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    }
    let site = with("");
    let run = new_page(site.path(), "a\n::error::x\u{1b}[31m").code(2);
    no_raw_controls(&run.stderr);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
}

#[test]
fn a_reader_that_is_gone_is_no_panic() {
    let site = with(&page("a.md", "", &"[a](page:nowhere) ".repeat(2000)));
    let root = site.path().to_str().unwrap();
    for arguments in [
        &["completions", "bash"][..],
        &["check", "--explain", "all"],
        &["check", "--explain", "dangling-link"],
        &["check", "--root", root, "--format", "json"],
        &["check", "--root", root, "--format", "github"],
        &["new", "page", "b", "--root", root],
    ] {
        let mut child = program().args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code().is_some_and(|code| code < 2) && !told.contains("panicked"), "{arguments:?}: {told}");
    }
    // Nor is one of standard error.
    let mut child = program().args(["check", "--root", root]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
    let mut child = program().args(["check", "--root", "/nowhere/at/all"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(2));
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_takes_no_more_is_2() {
    let site = with(&page("a.md", "", "[a](page:nowhere)"));
    let root = site.path().to_str().unwrap();
    for arguments in [
        &["completions", "bash"][..],
        &["check", "--explain", "all"],
        &["check", "--root", root, "--format", "json"],
        &["build", "--root", root, "--format", "github"],
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = program().args(arguments).stdout(full).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.starts_with("futago: cannot write to standard output") && told.lines().count() == 1, "{told}");
    }
}

#[test]
fn thousands_of_findings_are_listed_for_programs_and_sampled_for_people() {
    let site = with(&page("a.md", "", &"[a](page:nowhere)\n".repeat(20_000)));
    assert_eq!(codes(site.path()).len(), 20_000);
    let run = futago_at(site.path(), "check", &[]).code(1);
    assert_eq!(run.stderr.matches("error[dangling-link]: there is no page").count(), 100);
    assert!(run.stderr.contains("error[dangling-link]: 19900 more times;"), "{}", &run.stderr[run.stderr.len() - 300..]);
    assert!(run.stderr.ends_with("20000 errors, 0 warnings, 0 notes\n"));
}

// ---- what must not be lost

const COMPOSED: &str = "\u{304C}";
const DECOMPOSED: &str = "\u{304B}\u{3099}";

/// Where the system can keep the two apart.
#[cfg(target_os = "linux")]
#[test]
fn one_name_in_two_compositions_is_told() {
    for path in ["content/ja/NAME.md", "content/ja/NAME.png", "content/ja/NAME/a.md", "content/data/NAME.schema.yaml"] {
        let text = "---\ntitle: 画\ntwin: { none: only an example }\n---\n";
        let site = with("");
        for name in [COMPOSED, DECOMPOSED] {
            write(&site.path().join(path.replace("NAME", name)), text);
        }
        let found = findings(site.path());
        let shown = path.replace("NAME", COMPOSED);
        assert!(
            found.iter().any(|finding| finding["code"] == "file-name" && finding["message"].as_str().unwrap().contains(&shown)),
            "{path}: {found:?}"
        );
        futago_at(site.path(), "build", &[]).code(1);
    }
}

#[test]
fn a_new_page_is_written_in_all_languages_or_in_none() {
    let site = with("==> content/en/desk\na file\n==> content/en/far/away\na file\n");
    let before = stamps(site.path());
    for key in ["desk/night", "far/away/night", "desk/"] {
        let run = new_page(site.path(), key).code(2);
        assert_eq!(run.stdout, "");
        assert_eq!(stamps(site.path()), before, "{key}");
    }
    // `KEY.md` is longer than a name can be, though `KEY` is not.
    let long = format!("new/{}", "a".repeat(254));
    new_page(site.path(), &long).code(2);
    assert_eq!(stamps(site.path()), before, "a name that is too long");
}

#[cfg(unix)]
#[test]
fn a_new_page_goes_through_no_link() {
    let outside = tempfile::tempdir().unwrap();
    for (path, target) in
        [("content/en/desk", outside.path()), ("content/en/desk", Path::new("nowhere")), ("content/en/desk/night.md", Path::new("nowhere"))]
    {
        let site = with("");
        link(target, &site.path().join(path));
        new_page(site.path(), "desk/night").code(2);
        assert_eq!(names(outside.path()), [""; 0]);
        assert!(!site.path().join("content/ja/desk").exists() && !site.path().join("content/en/nowhere").exists(), "{path}");
    }
    let site = with("");
    fs::rename(site.path().join("content/en"), site.path().join("english")).unwrap();
    link(site.path().join("english"), &site.path().join("content/en"));
    new_page(site.path(), "night").code(2);
    assert_eq!(names(&site.path().join("english")), ["index.md"]);
    assert_eq!(names(&site.path().join("content/ja")), ["index.md"]);
}

// ---- what is wrong, and told

#[test]
fn no_character_breaks_a_feed_or_the_sitemap() {
    let front = |title: &str| {
        format!(
            "==> content/ja/index.md\n---\ntitle: \"図{title}館\"\ndescription: \"{title}\"\nupdated: 2026-11-22\n---\n{title} &#1; &#x1b; &#xFFFE; &#0; &#xD800; &#11;\n\n## 見出し{title} &#1;\n"
        )
    };
    for title in ["\\u0001", "\\e", "\\0", "\\uFFFE", "\\uFFFF", "\\b\\v\\f", "\\x1f", "\\x7f\\x80", "&#1;", "]]>", "\\U0001FFFF"] {
        for more in [
            "".to_owned(),
            format!(
                "==> content/site.yaml\ntitle: \"{title}\"\ndescription: \"{title}\"\nauthor: \"{title}\"\nlanguages: [ja, en]\nbase_url: https://example.org/\n"
            ),
        ] {
            let site = with(&format!("{}{more}", front(title)));
            let built = published(site.path());
            for path in ["ja/feed.xml", "en/feed.xml", "sitemap.xml"] {
                let text = std::str::from_utf8(&built[path]).unwrap();
                assert_eq!(xml::parse(text).err(), None, "{title}: {path}: {text}");
            }
            let output = Output::new(built, BASE_URL);
            assert!(output.documents.values().all(|document| document.html.errors.is_empty()), "{title}");
        }
    }
}

#[test]
fn an_alias_that_cannot_be_a_file_is_found() {
    let long = format!("/{}/", "a".repeat(300));
    let twins = format!("/{COMPOSED}/, /{DECOMPOSED}/");
    for aliases in [
        "/con/",
        "/a./",
        "/a//b/",
        "/.futago",
        "/.well-known/x/",
        "/_headers",
        "/_redirects/",
        "/JA/old/",
        "/Ja/",
        "/assets/x/",
        "/assets/css/site.css",
        "/ASSETS/x/",
        "/",
        "//",
        "/../x/",
        "/a/../../x/",
        "/a%2fb/",
        "/ja/",
        "/a/, /A/",
        "/x/, /x/index.html/y/",
        "old/",
        "https://example.org/x/",
        &long,
        &twins,
    ] {
        let site = with(&page("a.md", &format!("aliases: [{aliases}]\n"), ""));
        let found = codes(site.path());
        assert!(found.iter().any(|code| code.starts_with("alias-")), "{aliases}: {found:?}");
        futago_at(site.path(), "build", &[]).code(1);
        futago_at(site.path(), "build", &["--keep-going"]).code(1);
    }
}

#[test]
fn two_pages_or_files_at_one_address_are_found() {
    let text = "---\ntitle: 画\ntwin: { none: only an example }\n---\n";
    let page = |path: &str| format!("==> content/ja/{path}\n{text}");
    for (more, code) in [
        (page("a..md"), "file-name"),
        (page("con.md"), "file-name"),
        (page("feed.xml.md"), "duplicate-address"),
        (page("404.html.md"), "duplicate-address"),
        (page("manifest.webmanifest.md"), "duplicate-address"),
        (format!("{}==> content/ja/x.y\nx\n", page("x.y.md")), "duplicate-address"),
        (format!("{}{}", page("G/x.md"), page("g/y.md")), "duplicate-address"),
        (format!("{}{}", page("g.md"), page("g/index.md")), "duplicate-address"),
        (format!("{}==> content/ja/g/index.html\nx\n", page("g.md")), "duplicate-address"),
        (page("index/index.md"), "duplicate-address"),
        ("==> content/_headers\n/*\n".to_owned(), "duplicate-address"),
        ("==> content/index.html\nx\n".to_owned(), "duplicate-address"),
        ("==> content/sitemap.xml/x\nx\n".to_owned(), "duplicate-address"),
        ("==> content/assets/x\nx\n".to_owned(), "duplicate-address"),
    ] {
        is_found(&more, code);
        let site = with(&more);
        futago_at(site.path(), "build", &["--keep-going"]).code(1);
    }
}

#[test]
fn what_only_rendering_shows_is_found_by_check() {
    is_found("==> themes/futago/templates/feed.xml\n<feed>{{ feed.nothing }}</feed>\n", "template-error");
    is_found(
        "==> themes/futago/templates/redirect.html\n{{ nothing.at.all }}\n==> content/ja/a.md\n---\ntitle: 窓口\naliases: [/old/]\ntwin: { none: x }\n---\n",
        "template-error",
    );
    is_found(&page("a.md", "template: fact\n", ""), "template-error");
    is_found(&page("a.md", "template: ../base\n", ""), "unknown-template");
}

#[test]
fn texts_of_the_theme_are_utf8_too() {
    const SHIFT_JIS: &[u8] = b"nav.skip: \"\x90\x7d\x8f\x91\x8a\xd9\"\n";
    for path in ["templates/page.html", "i18n/ja.yaml", "theme.yaml", "skeletons/page.md"] {
        let site = with("");
        write(&site.path().join("themes/futago").join(path), SHIFT_JIS);
        assert!(codes(site.path()).iter().any(|code| code == "not-utf8"), "{path}: {:?}", codes(site.path()));
        futago_at(site.path(), "build", &[]).code(1);
    }
}

#[test]
fn references_are_what_authors_take_them_for() {
    for text in ["[a](Page:index)", "[a](PAGE:index)", "[a](page:index#)", "[a](/ja/)", "[a](./index.md)", "[a](HTTPS://example.org/)"] {
        assert!(codes_with(&page("a.md", "", text)).is_empty(), "{text}: {:?}", codes_with(&page("a.md", "", text)));
    }
    for (text, code) in [
        ("[a](https://)", "dangling-link"),
        ("[a](https:)", "dangling-link"),
        ("[a](mailto:)", "dangling-link"),
        ("[a](//)", "dangling-link"),
        ("[a](page:)", "dangling-link"),
        ("![a](https://example.org/a.png)", "foreign-picture"),
        ("![a](//example.org/a.png)", "foreign-picture"),
        ("![a](HTTP://example.org/a.png)", "foreign-picture"),
    ] {
        is_found(&page("a.md", "", text), code);
    }
}

#[test]
fn a_fact_from_the_future_is_a_warning() {
    let data = |days: &str| {
        format!(
            "==> content/data/d.schema.yaml\ntitle: {{ ja: あ, en: A }}\ngroups: {{ a: {{ ja: あ, en: A }} }}\nsource_kinds: {{ o: {{ ja: 公, en: o }} }}\nfacts:\n  a.b: {{ type: text, label: {{ ja: 一, en: one }} }}\n\
             ==> content/data/d/r.yaml\nfacts:\n  a.b: {{ value: x, {days}, confidence: high, sources: [{{ url: 'https://example.org/', kind: o }}] }}\n"
        )
    };
    assert_eq!(codes_with(&data("read: 2026-11-22, checked: 2026-11-22")), [""; 0]);
    for days in ["read: 2026-11-23, checked: 2026-11-22", "read: 2026-11-22, checked: 2062-11-22", "read: 9999-12-31"] {
        assert!(codes_with(&data(days)).contains(&"future-fact".to_owned()), "{days}: {:?}", codes_with(&data(days)));
    }
}

#[test]
fn pages_in_a_folder_called_index_find_their_neighbours() {
    let more = format!(
        "{}{}==> content/ja/index/c.png\nx\n",
        page("index/a.md", "", "[b](b.md) [home](../index.md) ![c](c.png) [key](page:index/b)"),
        page("index/b.md", "", "[a](a.md)")
    );
    let site = with(&more);
    assert!(!codes(site.path()).iter().any(|code| code.starts_with("dangling")), "{:?}", findings(site.path()));
    let built = published(site.path());
    assert!(String::from_utf8_lossy(&built["ja/index/a/index.html"]).contains("href=\"/ja/index/b/\""));
}

#[test]
fn an_empty_title_is_a_finding() {
    for title in ["''", "' '", "'　'", "", "\"\\u200b\"", "\"\\t\""] {
        let more = format!("==> content/ja/a.md\n---\ntitle: {title}\ntwin: {{ none: only an example }}\n---\n");
        let found = codes_with(&more);
        assert_eq!(found.len(), 1, "{title:?}: {found:?}");
        is_found(&more, &found[0]);
    }
}

#[test]
fn a_day_is_a_day_and_nothing_else() {
    for day in [
        "20260101",
        "2026-01-01T10:00:00",
        "2026-01-01 10:00",
        "2026-1-1",
        "2026-02-30",
        "2026/01/01",
        "+002026-01-01",
        "昨日",
        "[2026-01-01]",
        "2026-W01-1",
    ] {
        assert_eq!(codes_with(&page("a.md", &format!("updated: {day}\n"), "")), ["wrong-type"], "{day}");
    }
}

#[test]
fn a_language_is_called_by_a_tag() {
    for tag in ["'e\"n'", "''", "'en us'", "'<en>'", "'-'", "'en-'", "\"en\\n\"", "'日本語'"] {
        is_found(
            &format!("==> content/site.yaml\nlanguages: [ja, {{ code: en, tag: {tag} }}]\nbase_url: https://example.org/\n"),
            "languages",
        );
    }
    for code in ["'e\"n'", "''", "'..'", "'EN'", "con", "'en/us'", "'.en'", "assets"] {
        let found = codes_with(&format!("==> content/site.yaml\nlanguages: [ja, en, {code}]\nbase_url: https://example.org/\n"));
        assert!(!found.is_empty(), "{code}");
    }
}

#[test]
fn a_language_with_pages_needs_a_home_page() {
    let text = |title: &str| format!("---\ntitle: {title}\n---\n");
    let site = site(&format!(
        "==> content/ja/a.md\n{}==> content/en/a.md\n{}==> content/site.yaml\nlanguages: [ja, en]\nbase_url: https://example.org/\n",
        text("窓口"),
        text("The desk")
    ));
    assert_eq!(codes(site.path()), ["missing-home", "missing-home"]);
    write_files(site.path(), "==> content/ja/index.md\n---\ntitle: 図書館\ntwin: { none: later }\n---\n");
    let found = findings(site.path());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["message"], "there are pages in English, but no home page");
    write_files(site.path(), "==> content/en/index.md\n---\ntitle: The library\ndraft: true\n---\n");
    assert_eq!(findings(site.path())[0]["message"], "the home page in English is still a draft");
    write_files(site.path(), "==> content/en/index.md\n---\ntitle: The library\n---\n");
    futago_at(site.path(), "check", &["--strict"]).code(0);
}

/// A collection of one fact, with these lines below `facts.a.b` of its row, which has this key.
fn data(row: &str, fact: &str) -> String {
    format!(
        "==> content/data/d.schema.yaml\ntitle: {{ ja: あ, en: A }}\ngroups: {{ a: {{ ja: あ, en: A }} }}\nsource_kinds: {{ o: {{ ja: 公, en: o }} }}\n\
         facts:\n  a.b: {{ type: text, label: {{ ja: 一, en: one }} }}\n==> content/data/d.yaml\nrows:\n  {row}:\n    facts:\n      a.b:\n        {fact}\n\
         \x20       read: 2026-11-01\n        confidence: high\n        sources: [{{ url: 'https://example.org/', kind: o, says: \"s{ORDERS}\" }}]\n"
    )
}

/// What a terminal would obey: it clears its screen, starts the line anew, turns the direction of the text.
const ORDERS: &str = "\\e[2J\\e]0;x\\a\\r\\u202eX\\n[1/1] d/r#a.b";

#[test]
fn an_id_that_no_system_stores_is_found_where_it_stands() {
    let long = "x".repeat(300);
    for id in ["con", "lpt1", &long] {
        is_found(&data(id, "value: x"), "data-name");
        let tree = format!(
            "==> content/trees/t.yaml\ntitle: {{ ja: あ, en: A }}\nroot: {{ id: {id} }}\noutcomes: [{{ id: {id}-1 }}, {{ id: ../x }}]\n"
        );
        is_found(&tree, "tree-id");
        for more in [data(id, "value: x"), tree] {
            published(with(&more).path());
        }
    }
}

#[test]
fn what_is_to_be_confirmed_gives_a_terminal_no_orders() {
    let site = with(&data("r", &format!("value: \"v{ORDERS}\"\n        note: {{ ja: \"n{ORDERS}\", en: n }}")));
    write_files(site.path(), &page("a.md", "", "![](fact:d/r#a.b) \u{202e}!"));
    let walk = Run::of(program().args(["facts", "confirm", "--today", TODAY, "--root"]).arg(site.path()).stdin(Stdio::null()));
    assert!(walk.stdout.lines().filter(|line| line.starts_with("[1/1]")).count() == 1, "{}", walk.stdout);
    for run in [walk, futago_at(site.path(), "facts", &[]), futago_at(site.path(), "facts", &["--uses", "d/r#a.b"])] {
        let is_order = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(run.code == 0 && run.stdout.contains("\\u{") && !run.stdout.contains(is_order), "{:?}", run.stdout);
    }
}

#[test]
fn a_file_that_its_author_made_read_only_is_not_written() {
    let site = with(&data("r", "value: x"));
    let path = site.path().join("content/data/d.yaml");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let before = stamps(&site.path().join("content"));
    let run = futago_at(site.path(), "facts", &["confirm", "d/r#a.b"]).code(2);
    assert!(run.stderr.contains("read-only"), "{}", run.stderr);
    assert_eq!(stamps(&site.path().join("content")), before);
}

// ---- what is too much, too deep or no text at all

/// The program ends by itself, with a site or with findings.
#[track_caller]
fn is_survived(more: &str) {
    let site = with(more);
    let run = futago_at(site.path(), "build", &["--keep-going"]);
    assert!(run.code < 2, "{}", run.stderr);
}

#[test]
fn depth_and_length_end_in_a_site_or_in_findings() {
    is_survived(&page("a.md", "", &format!("{}x", "> ".repeat(10_000))));
    is_survived(&page("a.md", "", &format!("{}x", "- ".repeat(5_000))));
    is_survived(&page("a.md", "", &"[".repeat(20_000)));
    is_survived(&page("a.md", "", &"*a _b ".repeat(10_000)));
    is_survived(&page("a.md", "", &"<span lang=en>".repeat(5_000)));
    is_survived(&page("a.md", &format!("extra: {}\n", "[".repeat(20_000)), ""));
    is_survived(&page("a.md", &format!("extra: {}{}\n", "[".repeat(20_000), "]".repeat(20_000)), ""));
    is_survived(&page("a.md", "", &"# x\n".repeat(100_000)));
}

#[test]
fn a_bomb_of_yaml_is_a_finding() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let before = level - 1;
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", [format!("*a{before}").as_str(); 9].join(", ")));
    }
    is_found(&page("a.md", &format!("extra:\n  {}", bomb.replace('\n', "\n  ").trim_end_matches(' ')), ""), "yaml-syntax");
    is_found(&format!("==> content/site.yaml\n{bomb}"), "yaml-syntax");
    is_found(&format!("==> themes/futago/i18n/ja.yaml\n{bomb}"), "yaml-syntax");
}

#[test]
fn bytes_that_are_no_text_are_findings() {
    for (bytes, code) in [
        (&b"---\ntitle: a\0b\ntwin: { none: x }\n---\n\0\0\n"[..], "control-character"),
        (b"\0", "control-character"),
        (b"\xff\xfe-\0-\0-\0", "not-utf8"),
        (b"---\ntitle: \x90\x7d\n---\n", "not-utf8"),
        (b"", "no-front-matter"),
        (b"---", "open-front-matter"),
        (b"\xef\xbb\xbf", "no-front-matter"),
    ] {
        let site = with("");
        write(&site.path().join("content/ja/a.md"), bytes);
        assert!(codes(site.path()).iter().any(|found| found == code), "{bytes:?}: {:?}", codes(site.path()));
        futago_at(site.path(), "build", &["--keep-going"]).code(1);
    }
    let site = with("");
    write(&site.path().join("content/ja/a.md"), "\u{FEFF}---\r\ntitle: 窓口\r\ntwin: { none: x }\r\n---\r\n一。\r\n\r\n二。\r\n");
    futago_at(site.path(), "check", &["--strict"]).code(0);
}

#[cfg(unix)]
#[test]
fn pipes_and_links_are_left_out() {
    let site = with("");
    let made = std::process::Command::new("mkfifo").arg(site.path().join("content/ja/pipe.md")).status();
    assert!(made.unwrap().success());
    link("/etc/passwd", &site.path().join("content/ja/passwd.txt"));
    link("/etc", &site.path().join("content/ja/etc"));
    link("index.md", &site.path().join("content/ja/again.md"));
    link(".", &site.path().join("content/ja/ring"));
    link("nowhere", &site.path().join("content/ja/nowhere.md"));
    assert_eq!(codes(site.path()), ["link-not-followed"; 6]);
    let built = published(site.path());
    for name in ["pipe", "passwd", "etc", "again", "ring", "nowhere"] {
        assert!(!built.keys().any(|path| path.contains(&format!("/{name}"))), "{name}");
    }
}
