//! A tool of the theme inside a page: the template gives its form, the page its words, the facts its rules.

use serde::Serialize;

use super::Renderer;
use super::fact::Citations;
use crate::diagnostic::Diagnostic;
use crate::facts::{Calendar, Direction, TableLookup, TableRef, Value};
use crate::markdown::{Embed, tool_parts};
use crate::page::Page;
use crate::say;

/// A number of days as a tool counts with it.
#[derive(Serialize)]
pub struct DaysView {
    days: u32,
    /// A key of the schema's `from`; none for a length of time.
    from: Option<String>,
    /// `forward` or `back`.
    direction: Option<&'static str>,
    is_business: bool,
}

impl DaysView {
    /// Of a value of type days.
    pub fn of(value: &Value) -> Option<DaysView> {
        let Value::Days(days) = value else { return None };
        let start = days.start.as_ref();
        Some(DaysView {
            days: days.days,
            from: start.map(|start| start.from.clone()),
            direction: start.map(|start| match start.direction {
                Direction::Forward => "forward",
                Direction::Back => "back",
            }),
            is_business: days.calendar == Calendar::Business,
        })
    }
}

impl Renderer<'_> {
    /// What stands where a page says `![](tool:NAME/COLLECTION#GROUP.NAME,…)`; nothing for a tool that the theme does not have, which
    /// is a finding of its own. The template sees the page's `extra`, and of the facts `columns` and `rows`, as a comparison does.
    ///
    /// # Errors
    /// A finding in the template, which also names the place in the page: most often a word is missing in its `extra`.
    pub(super) fn tool(&self, embed: &Embed, page: &Page, citations: &mut Citations) -> Result<String, Box<Diagnostic>> {
        let (name, facts) = tool_parts(&embed.reference);
        if !self.theme.has_tool(name) {
            return Ok(String::new());
        }
        let lang = page.outline.place.lang;
        let mut context = self.base(lang);
        context.insert("extra", &page.body.front_matter.extra);
        if let Some(reference) = facts.and_then(TableRef::parse) {
            match self.site.facts().find_table(&reference) {
                TableLookup::Collection { collection, specs } => {
                    self.insert_comparison(&mut context, collection, &self.in_order_of_pages(collection, lang), &specs, lang, citations);
                }
                TableLookup::Row { collection, row, specs } => {
                    self.insert_comparison(&mut context, collection, &[row], &specs, lang, citations);
                }
                _ => {}
            }
        }
        let html = self.template(&format!("tools/{name}.html"), &context);
        html.map_err(|finding| Box::new(finding.related(embed.span, say!("the tool that is embedded here"))))
    }
}
