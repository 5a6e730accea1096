//! The kinds of finding in a page's text.

use crate::diagnostic::{Kind, Severity};

/// All of them, in the order of their codes.
pub static KINDS: &[&Kind] = &[
    &BROKEN_REFERENCE,
    &CODE_ATTRIBUTE,
    &CODE_LANGUAGE,
    &DUPLICATE_FOOTNOTE,
    &DUPLICATE_ID,
    &EMBED_PLACE,
    &EMPTY_HEADING,
    &EMPTY_LINK,
    &HEADING_ATTRIBUTE,
    &HEADING_LEVEL,
    &LINK_SCHEME,
    &MISSING_ALT,
    &OPEN_EMPHASIS,
    &OPEN_LINK,
    &RAW_HTML,
    &RESERVED_CHARACTER,
    &UNBALANCED_HTML,
    &UNDEFINED_FOOTNOTE,
    &UNKNOWN_ALERT,
    &UNUSED_FOOTNOTE,
];

pub static BROKEN_REFERENCE: Kind = Kind {
    code: "broken-reference",
    severity: Severity::Error,
    explain: "What: `[text][name]` names a link that the page does not define. Why: readers see the brackets instead of a link. Do: \
              add a line `[name]: address`, or write `[text](address)`; if brackets are meant, write `\\[`.",
};
pub static CODE_ATTRIBUTE: Kind = Kind {
    code: "code-attribute",
    severity: Severity::Warning,
    explain: "What: what stands in braces behind a code block's language is not understood. Why: it would be ignored, and the \
              block would look as if nothing had been asked. Do: write `{title=\"…\" mark=\"2,4-5\"}`, with lines the block has.",
};
pub static CODE_LANGUAGE: Kind = Kind {
    code: "code-language",
    severity: Severity::Warning,
    explain: "What: a code block names a language that futago cannot colour. Why: it is shown plain; a misspelt name is the usual \
              reason. Do: correct it, or write `text` where no colours are wanted.",
};
pub static DUPLICATE_FOOTNOTE: Kind = Kind {
    code: "duplicate-footnote",
    severity: Severity::Error,
    explain: "What: two footnotes of a page have the same name. Why: only the first is shown, and what the second says is lost. \
              Do: rename one, or join the two.",
};
pub static DUPLICATE_ID: Kind = Kind {
    code: "duplicate-id",
    severity: Severity::Error,
    explain: "What: two headings of a page carry the same id, or one carries an id that futago itself uses. Why: a link can lead to \
              one of them only. Do: give each heading its own id, the same in every language.",
};
pub static EMBED_PLACE: Kind = Kind {
    code: "embed-place",
    severity: Severity::Error,
    explain: "What: a table of facts, a tree, phrases, a message or a glossary stands inside a line of text. Why: it is a block of its own and would tear the \
              paragraph apart, so it is left out. Do: put empty lines before and behind it, or show one value with `![](fact:…)`.",
};
pub static EMPTY_HEADING: Kind = Kind {
    code: "empty-heading",
    severity: Severity::Warning,
    explain: "What: a heading has no words. Why: screen readers list a nameless heading, and the table of contents an empty line. \
              Do: write its words, or remove it.",
};
pub static EMPTY_LINK: Kind = Kind {
    code: "empty-link",
    severity: Severity::Error,
    explain: "What: a link has no text. Why: nobody can see it, and screen readers read its address aloud. Do: write the text \
              between the brackets.",
};
pub static HEADING_ATTRIBUTE: Kind = Kind {
    code: "heading-attribute",
    severity: Severity::Warning,
    explain: "What: the braces behind a heading hold something that is neither an id (`#stop`) nor a class (`.wide`). Why: it is \
              not shown and does nothing. Do: write `{#stop}`; if braces are meant to be read, write `\\{`.",
};
pub static HEADING_LEVEL: Kind = Kind {
    code: "heading-level",
    severity: Severity::Warning,
    explain: "What: a heading skips a level, or is of the first level, which the page's title already is. Why: people who cannot \
              see the page find their way by the levels. Do: begin with `##`, and go down one level at a time.",
};
pub static LINK_SCHEME: Kind = Kind {
    code: "link-scheme",
    severity: Severity::Error,
    explain: "What: an address begins with something that futago does not let through, such as `javascript:`. Why: it could run \
              code on the reader's device, or lead nowhere; the text is shown without a link. Do: use `https:`, `http:`, `mailto:`, \
              `tel:`, `page:`, `fact:`, `facts:`, `tree:` or a path.",
};
pub static MISSING_ALT: Kind = Kind {
    code: "missing-alt",
    severity: Severity::Warning,
    explain: "What: a picture has no text in its place. Why: who cannot see it learns nothing of it. Do: write between the brackets \
              what it tells, `![the back of the card](card.png)`; if it only decorates, say so with `![\"\"](line.png)`.",
};
pub static OPEN_EMPHASIS: Kind = Kind {
    code: "open-emphasis",
    severity: Severity::Warning,
    explain: "What: `**` stands beside a letter and makes nothing bold. Why: readers see the asterisks; usually the other pair is \
              missing, or a space stands between the pair and the words. Do: close it, or write `\\*\\*` if asterisks are meant.",
};
pub static OPEN_LINK: Kind = Kind {
    code: "open-link",
    severity: Severity::Warning,
    explain: "What: `](` stands in the text and makes no link. Why: readers see the brackets; usually the address holds a space, or \
              a footnote stands in the link's text. Do: write `[text](<an address>)` around spaces, put the footnote behind the \
              link, or write `\\]` if brackets are meant.",
};
pub static RAW_HTML: Kind = Kind {
    code: "raw-html",
    severity: Severity::Error,
    explain: "What: HTML that futago does not take over; it is shown as text. Why: a short list of elements keeps pages safe, \
              readable for everyone, and of one design. Do: write Markdown. Taken over are br, wbr, kbd, abbr (title), sub, sup, \
              ruby, rt, rp, mark, small, dfn, span (lang), and, on lines of their own, details (open) and summary.",
};
pub static RESERVED_CHARACTER: Kind = Kind {
    code: "reserved-character",
    severity: Severity::Error,
    explain: "What: the text holds a character between U+FDD0 and U+FDD3. Why: Unicode keeps these for use inside programs, and \
              futago uses them. Do: remove it.",
};
pub static UNBALANCED_HTML: Kind = Kind {
    code: "unbalanced-html",
    severity: Severity::Error,
    explain: "What: an HTML tag has no partner in the same paragraph or block; it is shown as text. Why: it would reach over the \
              rest of the page. Do: close it where it was opened, and close `**` and the like inside it.",
};
pub static UNDEFINED_FOOTNOTE: Kind = Kind {
    code: "undefined-footnote",
    severity: Severity::Error,
    explain: "What: `[^name]` refers to a footnote that the page does not have. Why: readers see the brackets. Do: add a line \
              `[^name]: text` at the end of the page; if brackets are meant, write `\\[^`.",
};
pub static UNKNOWN_ALERT: Kind = Kind {
    code: "unknown-alert",
    severity: Severity::Warning,
    explain: "What: a quotation begins with `[!…]`, but that is no alert. Why: readers see the brackets in a plain quotation. Do: \
              write one of NOTE, TIP, IMPORTANT, WARNING, CAUTION, alone on its line; its words are shown in the page's language.",
};
pub static UNUSED_FOOTNOTE: Kind = Kind {
    code: "unused-footnote",
    severity: Severity::Warning,
    explain: "What: nothing on the page refers to a footnote. Why: it is not shown. Do: refer to it with `[^name]`, or remove it.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_unique() {
        let codes: Vec<&str> = KINDS.iter().map(|kind| kind.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    }

    #[test]
    fn every_manual_says_what_why_and_what_to_do() {
        for kind in KINDS {
            let found: Vec<_> = ["What: ", " Why: ", " Do: "].iter().map(|part| kind.explain.find(part)).collect();
            assert!(found[0] == Some(0) && found.is_sorted() && found.iter().all(Option::is_some), "{}", kind.code);
            assert!(!kind.explain.contains("  "), "{}: two spaces", kind.code);
        }
    }
}
