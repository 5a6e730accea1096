//! An outcome on paper: one or two sheets, with the answers and empty boxes.

use fantoccini::wd::PrintConfiguration;
use serde_json::json;

use crate::paths::{TREE, choose, start};
use crate::support::{Browser, Preview, Window};

/// Width of the text on A4 with the margins of tree.css, in CSS pixels.
const SHEET: u32 = 695;

/// Pages of a PDF as Chromium writes it, with its objects in clear.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Type /Page").count() - text.matches("/Type /Pages").count()
}

/// In the picture of the printed page: how dark it is on the whole, and of each box its edge and its middle. The boxes are the marks
/// before the headings of the steps.
const LOOK: &str = "
    const [picture, boxes] = arguments;
    const image = new Image();
    image.src = 'data:image/png;base64,' + picture;
    return image.decode().then(() => {
      const canvas = document.createElement('canvas');
      canvas.width = image.width; canvas.height = image.height;
      const pen = canvas.getContext('2d');
      pen.drawImage(image, 0, 0);
      const dark = (x, y, width, height) => {
        const { data } = pen.getImageData(x, y, width, height);
        let sum = 0;
        for (let at = 0; at < data.length; at += 4) if (data[at] < 128) sum++;
        return sum / (data.length / 4);
      };
      return { whole: dark(0, 0, image.width, image.height), boxes: boxes.map(([x, y, size]) => {
        const middle = dark(x + size * 0.4, y + size * 0.4, size * 0.2, size * 0.2);
        return { middle, all: dark(x, y, size, size) };
      }) };
    });";

async fn printed(lang: &str) {
    let preview = Preview::start();
    let browser = Browser::start(Window::Desk).await;
    start(&browser, &preview, lang).await;
    for answer in ["charge", "yes", "nowhere", "credit", "no", "phone"] {
        choose(&browser, answer).await;
    }
    browser.until("the answers are told", "return document.querySelectorAll('.recap:not([hidden]) li').length === 6").await;
    let pdf = browser.client.print(PrintConfiguration::builder().build().expect("it is a sheet")).await.expect("it can be printed");
    assert!(pdf.starts_with(b"%PDF"));
    assert!((1..=2).contains(&pages(&pdf)), "{lang}: {} sheets", pages(&pdf));
    browser.click(".steps input").await;
    browser.dev_tools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    browser
        .dev_tools("Emulation.setDeviceMetricsOverride", json!({ "width": SHEET, "height": 2200, "deviceScaleFactor": 2, "mobile": false }))
        .await;
    let shown = browser.text("return document.querySelector('main').innerText").await;
    let answer = if lang == "ja" { "日本語で電話できる" } else { "I can call in Japanese" };
    assert!(shown.contains(answer), "the answers are printed: {shown}");
    let boxes = browser
        .ask(
            "return [...document.querySelectorAll('.steps h3')].map(head => { const mark = getComputedStyle(head, '::before'); \
             const box = head.getBoundingClientRect(), size = parseFloat(mark.fontSize); \
             return [2 * (box.left + parseFloat(mark.marginLeft)), 2 * (box.top + (parseFloat(mark.lineHeight) - size) / 2), 2 * size]; })",
        )
        .await;
    let picture = browser.dev_tools("Page.captureScreenshot", json!({ "format": "png" })).await["data"].clone();
    browser.open("about:blank").await;
    let looked = browser.client.execute(LOOK, vec![picture, boxes.clone()]).await.expect("the picture can be read");
    let whole = looked["whole"].as_f64().expect("a share");
    assert!((0.005..0.5).contains(&whole), "{lang}: {whole} of the sheet is dark");
    let looked = looked["boxes"].as_array().expect("a list").clone();
    assert!(looked.len() >= 4, "{looked:?}");
    for (number, square) in looked.iter().enumerate() {
        let (middle, all) = (square["middle"].as_f64().expect("a share"), square["all"].as_f64().expect("a share"));
        assert!(middle == 0.0 && all > 0.03, "{lang}: box {number} is no empty box: {square} of {boxes}");
    }
    browser.close().await;
}

#[tokio::test]
async fn an_outcome_prints_on_two_sheets_at_most_with_its_answers_and_empty_boxes() {
    printed("ja").await;
    printed("en").await;
}

#[tokio::test]
async fn every_outcome_fits_on_two_sheets() {
    let preview = Preview::start();
    let browser = Browser::start(Window::Desk).await;
    for lang in ["ja", "en"] {
        let rows = crate::paths::rows(lang);
        for outcome in rows.iter().map(crate::paths::Row::outcome).collect::<std::collections::BTreeSet<_>>() {
            browser.open(&preview.url(&format!("/{lang}/tree/{TREE}/{outcome}/"))).await;
            let pdf = browser.client.print(PrintConfiguration::builder().build().expect("it is a sheet")).await.expect("it can be printed");
            assert!((1..=2).contains(&pages(&pdf)), "{lang}/{outcome}: {} sheets", pages(&pdf));
        }
    }
    browser.close().await;
}
