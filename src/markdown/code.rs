//! Blocks of code: what is written behind the fence, and how the block goes out.

mod highlight;
mod info;

use std::ops::Range;

pub use highlight::warm_up;

use super::escape::escaped;
use super::findings::Findings;

/// A block of code whose language can be coloured; coloured when it is written out.
#[derive(Debug)]
pub struct Code {
    language: Box<str>,
    text: Box<str>,
    title: Box<str>,
    /// Numbers of the lines that are marked, from 1.
    marked: Box<[(u32, u32)]>,
}

impl Code {
    /// `info` is what stands behind the fence, at `place` in the file.
    pub fn read(info: &str, text: String, place: &Range<usize>, findings: &mut Findings) -> Code {
        let info = info::read(info, text.lines().count(), place, findings);
        Code { language: info.language.into(), text: text.into(), title: info.title.into(), marked: info.marked.into() }
    }

    /// Whether [`Code::write`] has work to do that should wait until it is asked for.
    pub fn is_coloured(&self) -> bool {
        highlight::syntax(&self.language).is_some()
    }

    pub fn write(&self, out: &mut String) {
        out.push_str("<figure class=\"code\">");
        if !self.title.is_empty() {
            out.push_str(&format!("<figcaption>{}</figcaption>", escaped(&self.title)));
        }
        // Long lines are scrolled sideways, which a keyboard can do only if the focus gets there.
        out.push_str("<pre tabindex=\"0\"><code");
        if let Some(class) = info::class(&self.language) {
            out.push_str(&format!(" class=\"{class}\""));
        }
        out.push('>');
        for (index, line) in highlight::lines(&self.language, &self.text).iter().enumerate() {
            out.push_str(if self.is_marked(index as u32 + 1) { "<span class=\"line mark\">" } else { "<span class=\"line\">" });
            out.push_str(line);
            // Inside the line: between two lines that are blocks, it would be an empty one.
            out.push_str("\n</span>");
        }
        out.push_str("</code></pre></figure>\n");
    }

    fn is_marked(&self, line: u32) -> bool {
        self.marked.iter().any(|(first, last)| (*first..=*last).contains(&line))
    }
}
