//! `futago build` and its neighbours as they are called: exit codes, flags, what is printed, what is written and what is left alone.

mod support;

use std::fs;
use std::path::Path;

use support::{MARKER, Run, TODAY, Tree, futago, futago_at, names, program, site, stamps, tree, write, write_files};
use tempfile::TempDir;

/// Two languages, a section, an asset, a former address, links: no finding.
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
[窓口](page:desk/day)へ。
==> content/en/index.md
---
title: How to use the library
updated: 2026-11-22
---
Go to [the desk](page:desk/day).
==> content/ja/desk/index.md
---
title: 窓口
---
==> content/en/desk/index.md
---
title: The desk
---
==> content/ja/desk/day.md
---
title: 昼の窓口
aliases: [/old/]
---
## 鍵 {#key}
==> content/en/desk/day.md
---
title: The desk by day
---
## The key {#key}
==> content/ja/desk/図.svg
<svg xmlns=\"http://www.w3.org/2000/svg\"/>
";

/// A page with an error: a link that leads nowhere.
const ERROR: &str = "==> content/ja/desk/day.md\n---\ntitle: 昼の窓口\n---\n[どこへ](page:nowhere)\n\n## 鍵 {#key}\n";
/// Files that make one warning: a page that nothing leads to.
const WARNING: &str = "==> content/ja/far/off.md\n---\ntitle: 遠い窓口\ntwin: { none: only an example }\n---\n";

fn with(more: &str) -> TempDir {
    let folder = site(SITE);
    write_files(folder.path(), more);
    folder
}

fn build(root: &Path, arguments: &[&str]) -> Run {
    futago_at(root, "build", arguments)
}

/// The built site, which was built without an error.
fn built(root: &Path, arguments: &[&str]) -> Tree {
    build(root, arguments).code(0);
    tree(&root.join("public"))
}

// ---- exit codes

#[test]
fn a_site_without_findings_is_0_everywhere() {
    let site = site(SITE);
    for command in ["build", "check"] {
        futago_at(site.path(), command, &[]).code(0);
        futago_at(site.path(), command, &["--strict"]).code(0);
    }
}

#[test]
fn an_error_is_1() {
    let site = with(ERROR);
    for command in ["build", "check"] {
        let run = futago_at(site.path(), command, &[]).code(1);
        assert!(run.stderr.starts_with("error[dangling-link]: there is no page `page:nowhere`\n"), "{}", run.stderr);
    }
}

#[test]
fn a_warning_is_0_and_with_strict_1() {
    let site = with(WARNING);
    for command in ["build", "check"] {
        let run = futago_at(site.path(), command, &[]).code(0);
        assert!(run.stderr.starts_with("warning[orphan-page]"), "{}", run.stderr);
        futago_at(site.path(), command, &["--strict"]).code(1);
    }
}

#[test]
fn a_note_is_0_even_with_strict() {
    let site = with("==> content/site.yaml\ntitle: 図書館\nlanguages: [ja, en]\n");
    let run = build(site.path(), &["--strict"]).code(0);
    assert!(run.stderr.starts_with("note[no-base-url]"), "{}", run.stderr);
}

#[test]
fn surroundings_that_do_not_allow_it_are_2_and_one_line() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["build", "check"] {
        let run = futago_at(folder.path(), command, &[]).code(2);
        assert!(run.stdout.is_empty() && run.stderr.starts_with("futago: no folder `content` in `"), "{}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    }
    let nowhere = folder.path().join("no/such/folder");
    futago_at(&nowhere, "build", &[]).code(2);
    assert_eq!(names(folder.path()), [""; 0], "nothing was made");
}

#[test]
fn a_theme_that_is_not_there_is_2() {
    let site = with("==> content/site.yaml\nlanguages: [ja, en]\nbase_url: https://example.org/\ntheme: 静か\n");
    let run = build(site.path(), &[]).code(2);
    assert_eq!(run.stderr, "futago: no theme `静か`: there is no folder `themes/静か`\n");
}

#[test]
fn a_wrong_call_is_2() {
    let site = site(SITE);
    for arguments in [&["--base-url", "example.org"][..], &["--today", "2026-02-30"], &["--format", "xml"], &["--no-such-flag"], &["--out"]]
    {
        let run = Run::of(program().arg("build").arg("--root").arg(site.path()).args(arguments)).code(2);
        assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
    }
    futago(["bild"]).code(2);
    futago([""; 0]).code(2);
    assert!(!site.path().join("public").exists());
}

/// What is wrong with content is told by `check`: a build never fails where a check found nothing.
#[test]
fn what_check_lets_through_can_be_built() {
    let page = |aliases: &str| format!("==> content/ja/index.md\n---\ntitle: 図書館\naliases: [{aliases}]\n---\n");
    for aliases in [
        "/con/",
        "/x.",
        "/a//b/",
        "/.futago",
        "/_redirects/",
        "/ja/feed.xml/",
        "/a.b, /a.b/c/",
        "/assets/x/",
        "/index.html",
        "/JA/",
        "/ja/404.html",
    ] {
        let site = site(&page(aliases));
        futago_at(site.path(), "check", &[]).code(1);
        build(site.path(), &[]).code(1);
    }
    for aliases in ["/a/, /b/", "/ja/old.html", "/古い/窓口", "/a'b/", "/v1.0/", "/a.b/c/, /a.b/d/", "/assets"] {
        let site = site(&page(aliases));
        futago_at(site.path(), "check", &[]).code(0);
        build(site.path(), &[]).code(0);
    }
}

// ---- nothing is written half

#[test]
fn an_error_leaves_the_old_output_as_it_was() {
    let site = site(SITE);
    built(site.path(), &[]);
    let before = stamps(&site.path().join("public"));
    write_files(site.path(), ERROR);
    let run = build(site.path(), &[]).code(1);
    assert!(run.stderr.ends_with("nothing written, public stays as it was: 1 error, 0 warnings, 0 notes\n"), "{}", run.stderr);
    assert_eq!(stamps(&site.path().join("public")), before);
    assert_eq!(names(site.path()), ["content", "public"]);
}

#[test]
fn a_first_build_with_an_error_makes_no_folder() {
    let site = with(ERROR);
    build(site.path(), &[]).code(1);
    assert_eq!(names(site.path()), ["content"]);
}

#[test]
fn an_error_in_a_template_leaves_the_old_output_as_it_was() {
    let site = site(SITE);
    built(site.path(), &[]);
    let before = stamps(&site.path().join("public"));
    write_files(site.path(), "==> themes/futago/templates/not-found.html\n{{ \"no.such.word\" | t }}\n");
    let run = build(site.path(), &[]).code(1);
    assert_eq!(
        run.stderr.matches("error[template-error]").count(),
        1,
        "one flaw is told once, on however many pages it shows: {}",
        run.stderr
    );
    assert_eq!(stamps(&site.path().join("public")), before);
    assert_eq!(names(site.path()), ["content", "public", "themes"]);
}

#[test]
fn strict_leaves_the_old_output_for_a_warning() {
    let site = site(SITE);
    built(site.path(), &[]);
    let before = stamps(&site.path().join("public"));
    write_files(site.path(), WARNING);
    build(site.path(), &["--strict"]).code(1);
    assert_eq!(stamps(&site.path().join("public")), before);
    build(site.path(), &[]).code(0);
    assert!(site.path().join("public/ja/far/off/index.html").is_file());
}

#[test]
fn keep_going_writes_what_there_is_and_ends_with_1() {
    let site = with(ERROR);
    let run = build(site.path(), &["--keep-going"]).code(1);
    assert!(run.stderr.contains("error[dangling-link]") && run.stderr.ends_with("; 1 error, 0 warnings, 0 notes\n"), "{}", run.stderr);
    let page = fs::read_to_string(site.path().join("public/ja/desk/day/index.html")).unwrap();
    assert!(page.contains("どこへ") && !page.contains("page:nowhere"), "the words stay, the link goes: {page}");
}

#[test]
fn keep_going_writes_all_but_what_a_broken_template_makes() {
    let site = with("==> themes/futago/templates/not-found.html\n{{ \"no.such.word\" | t }}\n");
    build(site.path(), &["--keep-going"]).code(1);
    let public = tree(&site.path().join("public"));
    assert!(public.contains_key("ja/index.html") && !public.contains_key("ja/404.html"));
}

#[test]
fn an_unchanged_site_is_not_touched() {
    let site = site(SITE);
    built(site.path(), &[]);
    let before = stamps(&site.path().join("public"));
    let run = build(site.path(), &[]).code(0);
    assert_eq!(stamps(&site.path().join("public")), before);
    let files = before.values().filter(|(bytes, ..)| bytes.is_some()).count() - 1;
    assert!(run.stderr.contains(&format!("; {files} files ({files} unchanged), ")), "{}", run.stderr);
}

#[test]
fn what_is_gone_from_the_content_goes_from_the_output() {
    let site = site(SITE);
    built(site.path(), &[]);
    for page in ["content/ja/desk/day.md", "content/en/desk/day.md", "content/ja/desk/図.svg"] {
        fs::remove_file(site.path().join(page)).unwrap();
    }
    write_files(site.path(), "==> content/ja/index.md\n---\ntitle: 図書館\n---\n==> content/en/index.md\n---\ntitle: The library\n---\n");
    let public = built(site.path(), &[]);
    assert!(!public.keys().any(|path| path.contains("/day") || path.contains('図') || path.starts_with("old")), "{:?}", public.keys());
    assert!(!site.path().join("public/en/desk/day").exists(), "no empty folder stays");
}

// ---- where it is written

#[test]
fn a_folder_that_futago_did_not_make_is_refused_and_untouched() {
    let site = with("==> public/diary.txt\nmine\n");
    let before = stamps(&site.path().join("public"));
    let run = build(site.path(), &[]).code(2);
    assert!(run.stderr.contains("holds files that futago did not make") && run.stderr.lines().count() == 1, "{}", run.stderr);
    assert_eq!(stamps(&site.path().join("public")), before);
    assert_eq!(names(site.path()), ["content", "public"]);
}

#[test]
fn a_folder_is_refused_before_findings_are_told() {
    let site = with(&format!("{ERROR}==> public/diary.txt\nmine\n"));
    let run = build(site.path(), &[]).code(2);
    assert!(!run.stderr.contains("error["), "{}", run.stderr);
}

#[test]
fn the_output_must_not_meet_the_content() {
    let site = site(SITE);
    let before = tree(site.path());
    for out in [".", "..", "content", "content/ja", "content/public", "themes"] {
        let run = build(site.path(), &["--out", out]).code(2);
        assert!(run.stderr.starts_with("futago: the output cannot go to `"), "{out}: {}", run.stderr);
    }
    assert_eq!(tree(site.path()), before);
}

#[test]
fn the_output_folder_is_seen_from_the_site_or_is_absolute() {
    let site = site(SITE);
    let expected = built(site.path(), &[]);
    let beside = site.path().join("beside");
    for (out, place) in
        [("site", "site"), ("./site2/", "site2"), ("deep/er/site", "deep/er/site"), ("出力", "出力"), (beside.to_str().unwrap(), "beside")]
    {
        build(site.path(), &["--out", out]).code(0);
        assert_eq!(tree(&site.path().join(place)), expected, "{out}");
        assert!(site.path().join(place).join(MARKER).is_file(), "{out}");
    }
}

#[test]
fn the_output_may_lie_beside_the_site() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("guide");
    write_files(&root, SITE);
    build(&root, &["--out", "../public"]).code(0);
    assert!(folder.path().join("public/index.html").is_file());
    assert_eq!(names(folder.path()), ["guide", "public"]);
    assert_eq!(names(&root), ["content"]);
}

#[test]
fn output_of_an_earlier_build_is_not_read_as_content() {
    let site = site(SITE);
    let first = built(site.path(), &[]);
    assert_eq!(built(site.path(), &[]), first);
}

#[test]
fn the_base_url_of_the_command_line_counts_more_than_the_settings() {
    let site = site(SITE);
    let public = built(site.path(), &["--base-url", "https://review.example.com/pr/7"]);
    let home = String::from_utf8(public["ja/index.html"].clone()).unwrap();
    assert!(home.contains(r#"<link rel="canonical" href="https://review.example.com/pr/7/ja/">"#), "{home}");
    for (path, bytes) in &public {
        assert!(!String::from_utf8_lossy(bytes).contains("example.org"), "{path} still knows the address of the settings");
    }
}

#[test]
fn a_base_url_on_the_command_line_makes_up_for_a_missing_one() {
    let site = with("==> content/site.yaml\ntitle: 図書館\nlanguages: [ja, en]\n");
    let run = build(site.path(), &["--base-url", "https://example.org/"]).code(0);
    assert!(run.stderr.ends_with("; 0 errors, 0 warnings, 0 notes\n"), "{}", run.stderr);
}

#[test]
fn noindex_asks_search_engines_by_header_and_by_page_and_changes_nothing_else() {
    let site = site(SITE);
    let (listed, unlisted) = (built(site.path(), &[]), built(site.path(), &["--noindex"]));
    assert_eq!(listed.keys().collect::<Vec<_>>(), unlisted.keys().collect::<Vec<_>>());
    for (path, bytes) in &unlisted {
        let text = String::from_utf8_lossy(bytes);
        let is_marked = text.contains("<meta name=\"robots\" content=\"noindex\">") || text.contains("X-Robots-Tag: noindex");
        let without = text.replace("\n<meta name=\"robots\" content=\"noindex\">", "").replace("  X-Robots-Tag: noindex\n", "");
        let listed = String::from_utf8_lossy(&listed[path]).replace("\n<meta name=\"robots\" content=\"noindex\">", "");
        assert_eq!(without, listed, "{path}");
        // A stub names the page that it leads to, and is not listed itself.
        let is_page = path.ends_with(".html") && !path.starts_with("old/");
        assert!(is_marked || !is_page, "{path} may be listed");
    }
    assert!(
        String::from_utf8_lossy(&unlisted["robots.txt"]).contains("Allow: /"),
        "who may not read a page does not see that it may not be listed"
    );
}

// ---- what is printed

#[test]
fn the_summary_counts_pages_files_bytes_and_findings() {
    let site = with(WARNING);
    let run = build(site.path(), &[]).code(0);
    let summary = run.stderr.lines().last().unwrap();
    let public = tree(&site.path().join("public"));
    let (files, bytes) = (public.len(), public.values().map(Vec::len).sum::<usize>());
    let expected = format!("ja 4 pages, en 3 pages; {files} files (0 unchanged), {} KiB in ", bytes.div_ceil(1024));
    let rest = summary.strip_prefix(&expected).unwrap_or_else(|| panic!("{summary} does not begin with {expected}"));
    let (seconds, counts) = rest.split_once(" s; ").unwrap();
    assert!(
        seconds.split_once('.').is_some_and(|(whole, part)| whole.parse::<u32>().is_ok() && part.len() == 2 && part.parse::<u32>().is_ok()),
        "{seconds}"
    );
    assert_eq!(counts, "0 errors, 1 warning, 0 notes");
    assert_eq!(run.stdout, "");
}

#[test]
fn one_page_is_not_called_pages() {
    let site = site("==> content/ja/index.md\n---\ntitle: 図書館の使い方\n---\n");
    assert!(build(site.path(), &[]).code(0).stderr.starts_with("ja 1 page; "));
    assert_eq!(futago_at(site.path(), "check", &[]).code(0).stderr, "checked 1 page: 0 errors, 0 warnings, 0 notes\n");
}

#[test]
fn check_tells_and_writes_nothing() {
    let site = with(WARNING);
    let run = futago_at(site.path(), "check", &[]).code(0);
    assert!(run.stderr.ends_with("checked 7 pages: 0 errors, 1 warning, 0 notes\n"), "{}", run.stderr);
    assert_eq!(names(site.path()), ["content"]);
}

#[test]
fn findings_come_in_order_of_file_and_place() {
    let site = with(
        "==> content/en/index.md\n---\ntitle: How to use the library\nweight: one\n---\n[a](page:x) [b](page:y)\n==> content/ja/index.md\n---\ntitle: 図書館\n---\n[c](page:z)\n",
    );
    let run = futago_at(site.path(), "check", &["--format", "json"]).code(1);
    let places: Vec<(String, u64, u64)> = json(&run.stdout)
        .iter()
        .map(|finding| {
            (finding["path"].as_str().unwrap().to_owned(), finding["line"].as_u64().unwrap(), finding["column"].as_u64().unwrap())
        })
        .collect();
    assert!(places.is_sorted() && places.len() == 4, "{places:?}");
}

fn json(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn json_is_one_object_a_line_and_nothing_else_on_standard_output() {
    let site = with(&format!("{ERROR}{WARNING}"));
    for command in ["build", "check"] {
        let run = futago_at(site.path(), command, &["--format", "json"]).code(1);
        let findings = json(&run.stdout);
        let codes: Vec<&str> = findings.iter().filter_map(|finding| finding["code"].as_str()).collect();
        assert_eq!(codes, ["dangling-link", "orphan-page"]);
        let keys: Vec<&str> = findings[0].as_object().unwrap().keys().map(String::as_str).collect();
        let mut expected = ["code", "severity", "path", "line", "column", "end_line", "end_column", "message", "help"].to_vec();
        expected.sort_unstable();
        assert_eq!(keys, expected);
        assert_eq!(run.stderr.lines().count(), 1, "only the summary: {}", run.stderr);
    }
}

#[test]
fn github_is_one_command_a_finding() {
    let site = with(&format!("{ERROR}{WARNING}==> content/site.yaml\ntitle: 図書館\nlanguages: [ja, en]\n"));
    let run = futago_at(site.path(), "check", &["--format", "github"]).code(1);
    let expected = "\
::error file=content/ja/desk/day.md,line=4,col=7,endLine=4,endColumn=19,title=dangling-link::there is no page `page:nowhere`%0Ahelp: correct the link, or write the page with `futago new page`
::warning file=content/ja/far/off.md,line=2,col=8,endLine=2,endColumn=12,title=orphan-page::nothing leads to `far/off`%0Ahelp: give its folder an index.md, or link to it from another page
::notice file=content/site.yaml,line=1,col=1,endLine=1,endColumn=1,title=no-base-url::`base_url` is not set%0Ahelp: add `base_url: https://…/`, or build with `--base-url`
";
    assert_eq!(run.stdout, expected);
}

#[test]
fn github_commands_cannot_be_broken_out_of() {
    let site = with("==> content/ja/a, b.md\n---\ntitle: 五割\ntwin: { none: only an example }\n---\n[x](page:50%25%0A::error::y)\n");
    let run = futago_at(site.path(), "check", &["--format", "github"]).code(1);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert!(run.stdout.starts_with("::error file=content/ja/a%2C b.md,line=5,"), "{}", run.stdout);
    assert!(run.stdout.contains("::there is no page `page:50%25\\n::error::y`%0A"), "{}", run.stdout);
}

#[test]
fn many_notes_are_counted_for_people_and_listed_for_programs() {
    let facts: String = (0..11).map(|n| format!("  a.f{n}: {{ type: text, label: {{ ja: 一, en: one }} }}\n")).collect();
    let values: String = (0..11)
        .map(|n| {
            format!("  a.f{n}: {{ value: x, read: 2026-11-01, confidence: high, sources: [{{ url: 'https://example.org/', kind: o }}] }}\n")
        })
        .collect();
    let site = with(&format!(
        "==> content/data/a.schema.yaml\ntitle: {{ ja: あ, en: A }}\ngroups: {{ a: {{ ja: あ, en: A }} }}\nsource_kinds: {{ o: {{ ja: 公, en: o }} }}\nfacts:\n{facts}\
         ==> content/data/a/r.yaml\nfacts:\n{values}"
    ));
    let run = futago_at(site.path(), "check", &[]).code(0);
    assert_eq!(
        run.stderr,
        "note[unconfirmed-fact]: 11 times; `--format json` lists each, `futago check --explain unconfirmed-fact` tells more\n\
         checked 6 pages: 0 errors, 0 warnings, 11 notes\n"
    );
    let run = futago_at(site.path(), "check", &["--format", "json"]).code(0);
    assert_eq!(json(&run.stdout).len(), 11);
}

#[test]
fn the_day_is_the_one_that_was_given() {
    let site = with(
        "==> content/data/a.schema.yaml\ntitle: { ja: あ, en: A }\ngroups: { a: { ja: あ, en: A } }\nsource_kinds: { o: { ja: 公, en: o } }\n\
         policy: { default: { stale_after_days: 10, expires_after_days: 20 } }\nfacts:\n  a.b: { type: text, label: { ja: 一, en: one } }\n\
         ==> content/data/a/r.yaml\nfacts:\n  a.b: { value: x, read: 2026-11-01, checked: 2026-11-01, confidence: high, sources: [{ url: 'https://example.org/', kind: o }] }\n",
    );
    let on = |day: &str| Run::of(program().args(["check", "--format", "json", "--today", day, "--root"]).arg(site.path())).code(0).stdout;
    assert_eq!(on("2026-11-11"), "");
    assert!(on("2026-11-12").contains("\"stale-fact\"") && on("2026-11-21").contains("\"stale-fact\""));
    assert!(on("2026-11-22").contains("\"expired-fact\""));
}

// ---- same input, same bytes

#[test]
fn the_number_of_threads_does_not_show() {
    let sites: Vec<Tree> = ["1", "2", "7"]
        .iter()
        .map(|threads| {
            let site = site(SITE);
            Run::of(program().env("RAYON_NUM_THREADS", threads).args(["build", "--today", TODAY, "--root"]).arg(site.path())).code(0);
            tree(&site.path().join("public"))
        })
        .collect();
    assert!(sites.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn it_does_not_matter_from_where_and_by_which_name_a_site_is_built() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("図書館");
    write_files(&root, SITE);
    write(&folder.path().join("elsewhere/x"), "");
    let absolute = root.to_str().unwrap();
    let mut seen: Vec<Tree> = Vec::new();
    for (place, spelling) in [
        ("", "図書館"),
        ("", "./図書館"),
        ("", "図書館/"),
        ("", "elsewhere/../図書館"),
        ("図書館", "."),
        ("図書館", "./"),
        ("図書館", "../図書館"),
        ("図書館/content", ".."),
        ("elsewhere", "../図書館"),
        ("elsewhere", absolute),
    ] {
        let run = Run::of(program().current_dir(folder.path().join(place)).args(["build", "--today", TODAY, "--root", spelling])).code(0);
        assert!(run.stderr.ends_with("; 0 errors, 0 warnings, 0 notes\n"), "{spelling}: {}", run.stderr);
        seen.push(tree(&root.join("public")));
        fs::remove_dir_all(root.join("public")).unwrap();
        assert_eq!(names(&root), ["content"], "{spelling}");
        assert_eq!(names(folder.path()), ["elsewhere", "図書館"], "{spelling}");
    }
    let run = Run::of(program().current_dir(&root).args(["build", "--today", TODAY])).code(0);
    assert_eq!(run.stdout, "");
    seen.push(tree(&root.join("public")));
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn findings_are_the_same_from_everywhere() {
    let site = with(&format!("{ERROR}{WARNING}"));
    let from_outside = futago_at(site.path(), "check", &["--format", "json"]);
    let from_inside = Run::of(program().current_dir(site.path()).args(["check", "--today", TODAY, "--format", "json"]));
    let from_below = Run::of(
        program().current_dir(site.path().join("content/ja")).args(["check", "--today", TODAY, "--format", "json", "--root", "../.."]),
    );
    assert_eq!(from_outside, from_inside);
    assert_eq!(from_outside, from_below);
}

#[test]
fn the_order_in_which_files_were_made_does_not_show() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let files = support::files(SITE);
    files.iter().for_each(|(path, text)| write(&one.path().join(path), text));
    files.iter().rev().for_each(|(path, text)| write(&other.path().join(path), text));
    assert_eq!(built(one.path(), &[]), built(other.path(), &[]));
}

/// Some systems store `が` as `か` and a mark behind it: the same name.
#[test]
fn decomposed_file_names_are_the_same_names() {
    const COMPOSED: &str = "\u{304C}";
    const DECOMPOSED: &str = "\u{304B}\u{3099}";
    let page = |name: &str| {
        format!(
            "==> content/ja/{name}.md\n---\ntitle: 画\ntwin: {{ none: only an example }}\n---\n[自分](page:{COMPOSED})、[図]({COMPOSED}.svg)\n==> content/ja/{name}.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"
        )
    };
    let composed = built(with(&page(COMPOSED)).path(), &[]);
    assert_eq!(composed, built(with(&page(DECOMPOSED)).path(), &[]));
    assert!(composed.contains_key(&format!("ja/{COMPOSED}/index.html")));
}

#[test]
fn line_ends_and_byte_order_marks_of_other_systems_do_not_show() {
    let site = site(SITE);
    let expected = built(site.path(), &[]);
    for (path, text) in support::files(SITE).into_iter().filter(|(path, _)| path.ends_with(".md") || path.ends_with(".yaml")) {
        write(&site.path().join(path), format!("\u{FEFF}{}", text.replace('\n', "\r\n")));
    }
    assert_eq!(built(site.path(), &[]), expected);
}

#[test]
fn files_of_editors_and_systems_are_no_content() {
    let site = site(SITE);
    let expected = built(site.path(), &[]);
    for name in [".DS_Store", ".day.md.swp", "day.md~", "#day.md#", ".git/HEAD", ".day.md.futago-new"] {
        write(&site.path().join("content/ja/desk").join(name), "---\n");
    }
    assert_eq!(built(site.path(), &["--strict"]), expected);
}

// ---- the other commands

#[test]
fn new_page_writes_a_page_and_its_twins() {
    let site = site(SITE);
    let new = |key: &str| Run::of(program().args(["new", "page", key, "--today", TODAY, "--root"]).arg(site.path()));
    assert_eq!(new("desk/夜").code(0).stdout, "wrote content/ja/desk/夜.md\nwrote content/en/desk/夜.md\n");
    assert_eq!(new("rules/").code(0).stdout, "wrote content/ja/rules/index.md\nwrote content/en/rules/index.md\n");
    let page = fs::read_to_string(site.path().join("content/ja/desk/夜.md")).unwrap();
    assert!(page.starts_with("---\n") && page.contains(TODAY) && page.contains("夜") && !page.contains("{{"), "{page}");
    // They begin as drafts.
    futago_at(site.path(), "check", &["--strict"]).code(0);
}

#[test]
fn what_new_page_writes_has_no_errors() {
    let site = site(SITE);
    Run::of(program().args(["new", "page", "desk/night", "--today", TODAY, "--root"]).arg(site.path())).code(0);
    futago_at(site.path(), "check", &["--drafts"]).code(0);
    futago_at(site.path(), "build", &["--drafts"]).code(0);
}

#[test]
fn new_page_writes_all_twins_or_none() {
    for taken in ["content/en/desk/night.md", "content/en/desk/night/index.md", "content/ja/desk/night.md"] {
        let site = with(&format!("==> {taken}\nmine\n"));
        let before = stamps(site.path());
        let run = Run::of(program().args(["new", "page", "desk/night", "--root"]).arg(site.path())).code(2);
        assert!(run.stderr.contains(&format!("`{taken}` exists already; nothing was written")), "{}", run.stderr);
        assert_eq!(stamps(site.path()), before);
    }
}

#[test]
fn new_page_takes_only_what_can_be_an_address() {
    let site = site(SITE);
    let before = stamps(site.path());
    for key in [
        "",
        "/",
        "../outside",
        "a/../b",
        "desk//night",
        "desk/index",
        "night.md",
        ".hidden",
        "a b",
        "何?",
        "a\\b",
        "a:b",
        "con",
        "desk/nul",
        "a.",
        "desk./night",
        "夜\n",
    ] {
        let run = Run::of(program().args(["new", "page", "--root"]).arg(site.path()).args(["--", key]));
        assert_eq!(run.code, 2, "`{key}`: {}{}", run.stdout, run.stderr);
        assert_eq!(stamps(site.path()), before, "`{key}`");
    }
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = futago(["completions", shell]).code(0);
        for word in ["build", "check", "serve", "new", "keep-going", "noindex", "explain"] {
            assert!(run.stdout.contains(word), "{shell} does not complete {word}");
        }
        assert_eq!(run.stderr, "");
    }
    futago(["completions", "csh"]).code(2);
}

#[test]
fn help_names_the_flags_of_each_command() {
    let common = ["--root", "--today", "--format", "--strict"];
    for (command, flags) in [
        (&["build"][..], &["--out", "--base-url", "--drafts", "--keep-going", "--noindex"][..]),
        (&["check"], &["--drafts", "--external", "--explain"]),
        (&["serve"], &["--host", "--port", "--open", "--drafts"]),
        (&["new", "page"], &["<KEY>"]),
        (&["completions"], &["<SHELL>"]),
    ] {
        let run = futago(command.iter().chain(&["--help"])).code(0);
        let is_about_a_site = command.len() == 1 && command[0] != "completions";
        for flag in flags.iter().chain(common.iter().filter(|_| is_about_a_site)) {
            let entry = run.stdout.lines().position(|line| line.trim_start().starts_with(flag));
            assert!(entry.is_some(), "{command:?} --help does not tell of {flag}:\n{}", run.stdout);
            let words = run.stdout.lines().nth(entry.unwrap() + 1).unwrap_or_default();
            assert!(
                !flag.starts_with("--") || words.starts_with("          "),
                "{command:?} --help does not say what {flag} does:\n{}",
                run.stdout
            );
        }
    }
    let help = futago(["--help"]).code(0).stdout;
    for word in ["build", "check", "serve", "new", "completions", "Exit code: 0 clean, 1 findings of severity error"] {
        assert!(help.contains(word), "--help does not tell of {word}:\n{help}");
    }
    assert_eq!(futago(["--version"]).code(0).stdout, format!("futago {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let site = with(ERROR);
    let mut child = program()
        .args(["check", "--format", "json", "--root"])
        .arg(site.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn script_loads_another_by_its_published_name() {
    let site = with("");
    let write_script = |name: &str, text: &str| write(&site.path().join("themes/futago/static/js").join(name), text);
    write_script("loan.js", "import { last } from \"./days.js\";\nlast(\"./days.js\");\n");
    write_script("days.js", "export const last = () => 1;\n");
    let published = || {
        let built = built(site.path(), &[]);
        let find = |stem: &str| built.iter().find(|(path, _)| path.starts_with(&format!("assets/js/{stem}."))).expect("published");
        let (days, _) = find("days");
        let (loan, script) = find("loan");
        (days.clone(), loan.clone(), String::from_utf8(script.clone()).expect("text"))
    };
    let (days, loan, script) = published();
    let file_name = days.rsplit('/').next().expect("a file");
    assert_eq!(script, format!("import {{ last }} from \"./{file_name}\";\nlast(\"./days.js\");\n"));

    write_script("days.js", "export const last = () => 2;\n");
    let (days_after, loan_after, _) = published();
    assert_ne!(days, days_after);
    assert_ne!(loan, loan_after, "what loads a changed file is another file itself, or caches would join old and new");
}

// ---- a language that is written in part

const IN_PART: &str = "\
==> content/site.yaml
title: { ja: 図書館, en: The library, ja-easy: としょかん }
description: { ja: 本を借りる, en: To borrow }
languages:
  - ja
  - en
  - { code: ja-easy, tag: ja, name: やさしい日本語, fallback: ja }
base_url: https://example.org/
==> content/ja-easy/index.md
---
title: としょかんの つかいかた
---
[まどぐち](page:desk/day)と、[じかん](page:desk/day#hours)。
";

#[test]
fn a_language_with_a_fallback_needs_only_the_pages_and_words_it_has() {
    let site = with(IN_PART);
    let day = |code: &str, title: &str| {
        write(&site.path().join(format!("content/{code}/desk/day.md")), format!("---\ntitle: {title}\n---\n## 9 {{#hours}}\n\n10\n"));
    };
    day("ja", "昼の窓口");
    day("en", "The desk");
    let pages = built(site.path(), &["--strict"]);
    let html = |path: &str| String::from_utf8(pages[path].clone()).expect("text");
    let easy = html("ja-easy/index.html");
    assert!(easy.contains("href=\"/ja/desk/day/\"") && easy.contains("href=\"/ja/desk/day/#hours\""), "what it lacks is read in ja");
    assert!(easy.contains("<title>としょかんの つかいかた | としょかん</title>"));
    assert!(!pages.contains_key("ja-easy/desk/day/index.html"));
    assert!(html("ja/desk/day/index.html").contains("href=\"/ja-easy/\""), "the way there is open from every page");

    // A shorter page: links to a section that it lacks lead to the whole one.
    write(&site.path().join("content/ja-easy/desk/day.md"), "---\ntitle: まどぐち\n---\nひるま\n");
    let pages = built(site.path(), &["--strict"]);
    let easy = String::from_utf8(pages["ja-easy/index.html"].clone()).expect("text");
    assert!(easy.contains("href=\"/ja-easy/desk/day/\"") && easy.contains("href=\"/ja/desk/day/#hours\""), "{easy}");
}

#[test]
fn a_page_that_only_the_language_with_a_fallback_has_lacks_its_twins() {
    let site = with(IN_PART);
    write(&site.path().join("content/ja-easy/new.md"), "---\ntitle: あたらしい\n---\n[おうち](page:index)\n");
    let run = build(site.path(), &[]).code(1);
    assert!(
        run.stderr.contains("`new` is not written in 日本語") && run.stderr.contains("`new` is not written in English"),
        "{}",
        run.stderr
    );
}

#[test]
fn only_a_complete_language_above_can_stand_in() {
    let site = with(&IN_PART.replace("#hours", ""));
    for fallback in ["de", "ja-easy"] {
        let settings = format!(
            "title: t\nlanguages: [ja, en, {{ code: ja-easy, fallback: ja }}, {{ code: ja-kids, fallback: {fallback} }}]\nbase_url: \
             https://example.org/\n"
        );
        write(&site.path().join("content/site.yaml"), settings);
        let run = build(site.path(), &[]).code(1);
        assert!(run.stderr.contains(&format!("`{fallback}` cannot stand in for `ja-kids`")), "{}", run.stderr);
        assert!(run.stderr.lines().last().is_some_and(|line| line.contains(": 1 error,")), "nothing else is blamed: {}", run.stderr);
    }
}
