//! The picture of the tree, with the faces that this machine has.

use crate::support::{Browser, Preview, Window};

/// With the faces that this machine has: words stand inside of their boxes, and no box stands on another.
#[tokio::test]
async fn the_picture_of_the_tree_holds_its_words() {
    let preview = Preview::start();
    for window in [Window::Phone, Window::Desk] {
        let browser = Browser::start(window).await;
        for lang in ["ja", "en"] {
            browser.open(&preview.url(&format!("/{lang}/tree/amazon-charge/picture/"))).await;
            let boxes = "const found = [...document.querySelectorAll('.drawn g[transform]')]; ";
            assert!(browser.ask(&format!("{boxes} return found.length")).await.as_u64().unwrap() > 100, "{lang}");
            let outside = "return found.flatMap(g => { \
                const outline = (g.querySelector(':scope > path:not(.head, .edges)') ?? g.querySelector('a > path')).getBBox(); \
                return [...g.querySelectorAll('text')].filter(text => { const at = text.getBBox(); \
                    return at.x < outline.x + 8 || at.x + at.width > outline.x + outline.width - 8 \
                        || at.y < outline.y || at.y + at.height > outline.y + outline.height; }).map(text => text.textContent); })";
            assert_eq!(browser.ask(&format!("{boxes} {outside}")).await, serde_json::json!([]), "{lang}: these words leave their boxes");
            let joined = "return [...document.querySelectorAll('.drawn svg')].flatMap(svg => { \
                const at = [...svg.querySelectorAll('g[transform]')].map(g => g.querySelector('path:not(.head, .edges)').getBoundingClientRect()); \
                return at.filter((a, i) => at.some((b, j) => i < j && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)); }).length";
            assert_eq!(browser.ask(joined).await, 0, "{lang}: boxes stand on each other");
            assert_eq!(browser.ask("return document.documentElement.scrollWidth > innerWidth").await, false, "{lang} scrolls sideways");
            let unnamed = "return [...document.querySelectorAll('.drawn a')].filter(a => !a.textContent.trim()).length";
            assert_eq!(browser.ask(unnamed).await, 0, "{lang}: a link has no name");
            let small =
                "return Math.min(...[...document.querySelectorAll('.drawn a > path')].map(path => path.getBoundingClientRect().height))";
            assert!(browser.ask(small).await.as_f64().unwrap() >= 44.0, "{lang}: a box is hard to tap");
        }
        browser.close().await;
    }
}
