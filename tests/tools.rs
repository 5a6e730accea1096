//! Tools inside pages: what a template of the theme is given, and what is said where a page gives too little.

mod support;

use std::fs;
use std::path::Path;

use support::site;

const SITE: &str = r#"==> content/site.yaml
title: Libraries
base_url: https://example.org/
languages: [en]
==> content/data/libraries.schema.yaml
title: { en: Libraries }
row:
  name: { type: words, required: true }
groups:
  loan: { en: Loan }
policy:
  default: { stale_after_days: 30, expires_after_days: 60 }
source_kinds: { official: { en: official } }
from: { lending: { en: the day of lending } }
facts:
  loan.days: { type: days, label: { en: Loan } }
==> content/data/libraries.yaml
rows:
  central:
    name: { en: Central }
    facts:
      loan.days:
        value: { days: 14, from: lending, direction: forward }
        read: 2026-11-01
        confidence: high
        sources: [{ url: "https://example.org/loan", kind: official }]
  west:
    name: { en: West }
    unknown: [loan.days]
==> themes/futago/templates/tools/due.html
<p id="due">{{ extra.tool.title }}:{% for row in rows %} {{ row.name }} {% set days = row.cells[0].days %}{% if days %}{{ days.days }} {{ days.direction }} from {{ days.from }}{% else %}not known{% endif %};{% endfor %}</p>
==> content/en/index.md
---
title: Libraries
extra:
  tool: { title: Bring it back }
---
![](tool:due/libraries#loan.days)
"#;

/// The line of the page that the tool gives, as a build on that day writes it.
fn due(root: &Path, today: &str) -> String {
    let out = root.join("public");
    let arguments = ["build", "--root", root.to_str().unwrap(), "--out", out.to_str().unwrap(), "--today", today];
    support::futago(arguments).code(0);
    let page = fs::read_to_string(out.join("en/index.html")).unwrap();
    page.lines().find(|line| line.contains("id=\"due\"")).expect("the tool stands in the page").to_owned()
}

#[test]
fn a_tool_has_the_words_of_its_page_and_the_rules_of_the_facts() {
    let folder = site(SITE);
    let wanted = "<p id=\"due\">Bring it back: Central 14 forward from lending; West not known;</p>";
    assert_eq!(due(folder.path(), "2026-11-22"), wanted);
    // A stale rule is asked for again, but holds until then.
    assert_eq!(due(folder.path(), "2026-12-15"), wanted);
}

#[test]
fn nobody_counts_with_a_rule_that_has_expired() {
    let folder = site(SITE);
    assert_eq!(due(folder.path(), "2027-03-01"), "<p id=\"due\">Bring it back: Central not known; West not known;</p>");
}

#[test]
fn the_facts_of_one_row_will_do() {
    let folder = site(&SITE.replace("tool:due/libraries#", "tool:due/libraries/central#"));
    assert_eq!(due(folder.path(), "2026-11-22"), "<p id=\"due\">Bring it back: Central 14 forward from lending;</p>");
}

#[test]
fn the_sources_of_a_rule_stand_at_the_end_of_the_page() {
    let folder = site(SITE);
    due(folder.path(), "2026-11-22");
    let page = fs::read_to_string(folder.path().join("public/en/index.html")).unwrap();
    assert!(page.contains("id=\"source-1\"") && page.contains("https://example.org/loan"), "{page}");
}

#[test]
fn a_word_that_the_page_lacks_is_told_with_the_place_of_the_tool() {
    let folder = site(&SITE.replace("tool: { title: Bring it back }", "tool: { titel: Bring it back }"));
    let out = folder.path().join("public");
    let run = support::futago_at(folder.path(), "build", &["--out", out.to_str().unwrap()]).code(1);
    for told in ["template-error", "themes/futago/templates/tools/due.html:1:", "content/en/index.md:6:1", "the tool that is embedded here"]
    {
        assert!(run.stderr.contains(told), "`{told}` is not told:\n{}", run.stderr);
    }
    assert!(!out.exists());
}

#[test]
fn a_tool_is_found_by_those_who_ask_what_rests_on_its_rule() {
    let site = site(SITE);
    let run = support::futago_at(site.path(), "facts", &["--uses", "libraries/central#loan.days"]).code(0);
    assert_eq!(run.stdout, "content/en/index.md:6:1: tool: ![](tool:due/libraries#loan.days)\n");
}
