//! Values typed by hand on a page that rests on facts: they repeat a fact, or contradict it.

mod read;

use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::facts::{Fact, FactRef, Lookup, Spec, TableLookup, TableRef, Value};
use crate::markdown::{Document, Embed, Prose};
use crate::say;
use crate::site::{PageId, Site};
use crate::source::Span;
use read::{Literal, What};

pub static FACT_REPEATED: Kind = Kind {
    code: "fact-repeated",
    severity: Severity::Warning,
    explain: "What: an amount, a number of days or a telephone number is typed on a page that rests on a fact of the same value. Why: \
              when the fact changes, the typed one stays as it is, without source and without day. Do: refer to the fact, \
              `![](fact:COLLECTION/ROW#GROUP.NAME)`. A value that the text is about, not one that it states, stands in quotation marks.",
};
pub static FACT_CONTRADICTED: Kind = Kind {
    code: "fact-contradicted",
    severity: Severity::Warning,
    explain: "What: an amount is typed on a page whose facts name another one, or a number of days in a sentence that rests on another \
              one. Why: one of the two may be wrong or out of date, and readers cannot tell which. Do: refer to the fact; if something \
              else is meant, make it a fact of its own, or put it in quotation marks if the text only speaks about it.",
};

pub static KINDS: &[&Kind] = &[&FACT_REPEATED, &FACT_CONTRADICTED];

/// A fact that a page shows or rests on.
struct Used<'a> {
    row: String,
    fact: &'a Fact,
    spec: &'a Spec,
    embed: &'a Embed,
    by: By,
}

/// How a page uses a fact.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Text,
    /// Among the facts of its row.
    Table,
    /// Among the same facts of other rows: a value of one says nothing about the others.
    Comparison,
}

pub fn run(site: &Site, id: PageId, diagnostics: &mut Vec<Diagnostic>) {
    let document = &site.page(id).body.document;
    if document.prose.is_empty() || document.embeds.is_empty() {
        return;
    }
    let used = used(site, document);
    for prose in document.prose.iter().filter(|prose| !used.is_empty() && prose.text.contains(char::is_numeric)) {
        let literals = read::literals(&prose.text);
        diagnostics.extend(literals.iter().filter_map(|literal| judge(document, prose, literal, &used)));
    }
}

fn used<'a>(site: &'a Site, document: &'a Document) -> Vec<Used<'a>> {
    let mut used = Vec::new();
    for embed in &document.embeds {
        match embed.scheme.as_str() {
            "fact" => {
                let Some(reference) = FactRef::parse(&embed.reference) else { continue };
                if let Lookup::Known(fact, spec) = site.facts().find(&reference) {
                    used.push(Used { row: format!("{}/{}", reference.collection, reference.row), fact, spec, embed, by: By::Text });
                }
            }
            "facts" => table(site, embed, &mut used),
            _ => {}
        }
    }
    used
}

fn table<'a>(site: &'a Site, embed: &'a Embed, used: &mut Vec<Used<'a>>) {
    let Some(reference) = TableRef::parse(&embed.reference) else { return };
    let (collection, rows, ids, by) = match site.facts().find_table(&reference) {
        TableLookup::Row { collection, row, specs } => (collection, vec![row], ids(&specs), By::Table),
        TableLookup::Collection { collection, specs } => (collection, collection.rows.iter().collect(), ids(&specs), By::Comparison),
        _ => return,
    };
    for row in rows {
        // The reference lives no longer than this function, the site's own facts do.
        let Some(row) = site.facts().collection(&collection.name).and_then(|collection| collection.row(&row.key)) else { continue };
        let known = ids.iter().filter_map(|id| Some((row.fact(id)?, site.facts().collection(&row.collection)?.schema.spec(id)?)));
        used.extend(known.map(|(fact, spec)| Used { row: format!("{}/{}", row.collection, row.key), fact, spec, embed, by }));
    }
}

fn ids(specs: &[&Spec]) -> Vec<String> {
    specs.iter().map(|spec| spec.id.clone()).collect()
}

fn judge(document: &Document, prose: &Prose, literal: &Literal, used: &[Used]) -> Option<Diagnostic> {
    let place = prose.span_of(literal.range.clone());
    let typed = &prose.text[literal.range.clone()];
    let scope = Scope { document, prose, place, speaks_of_one_row: speaks_of_one_row(used) };
    let same = used.iter().find(|fact| is_same(&literal.what, &fact.fact.value) && scope.may_repeat(fact));
    match same {
        Some(same) => Some(repeated(typed, place, same)),
        None => {
            let other = used.iter().find(|fact| is_of_kind(&literal.what, &fact.fact.value) && scope.may_contradict(fact));
            other.map(|other| contradicted(typed, place, other))
        }
    }
}

/// Where a literal stands, and so which facts it may be about.
struct Scope<'a> {
    document: &'a Document,
    prose: &'a Prose,
    place: Span,
    speaks_of_one_row: bool,
}

impl Scope<'_> {
    /// A number of days is typed in many senses: it is about a fact in the same sentence, or on a page that knows only one row's.
    fn may_repeat(&self, fact: &Used) -> bool {
        match (&fact.fact.value, fact.by) {
            (_, By::Comparison) => self.is_in_section(fact) && !matches!(fact.fact.value, Value::Days(_)),
            (Value::Days(_), _) => self.is_in_block(fact) || self.speaks_of_one_row,
            _ => true,
        }
    }

    fn may_contradict(&self, fact: &Used) -> bool {
        match (&fact.fact.value, fact.by) {
            (Value::Days(_), By::Text) => self.is_in_block(fact),
            (Value::Money(_), By::Text) => true,
            (Value::Money(_), By::Table) => self.is_in_section(fact),
            _ => false,
        }
    }

    fn is_in_block(&self, fact: &Used) -> bool {
        self.prose.span.start <= fact.embed.span.start && fact.embed.span.end <= self.prose.span.end
    }

    fn is_in_section(&self, fact: &Used) -> bool {
        let section =
            |span: Span| self.document.headings.iter().filter(|heading| heading.level == 2 && heading.span.start <= span.start).count();
        section(fact.embed.span) == section(self.place)
    }
}

/// Whether all numbers of days that the page rests on are those of one row.
fn speaks_of_one_row(used: &[Used]) -> bool {
    let mut rows = used.iter().filter(|fact| matches!(fact.fact.value, Value::Days(_))).map(|fact| &fact.row);
    rows.next().is_some_and(|first| rows.all(|row| row == first))
}

fn is_of_kind(typed: &What, value: &Value) -> bool {
    match (typed, value) {
        (What::Money { currency, .. }, Value::Money(money)) => *currency == money.currency,
        (What::Days { calendar, .. }, Value::Days(days)) => *calendar == days.calendar,
        _ => false,
    }
}

fn is_same(typed: &What, value: &Value) -> bool {
    match (typed, value) {
        (What::Money { amount, currency }, Value::Money(money)) => *amount == money.amount && *currency == money.currency,
        (What::Days { days, calendar }, Value::Days(value)) => *days == value.days && *calendar == value.calendar,
        (What::Phone(digits), Value::Phone(number)) => number.chars().filter(char::is_ascii_digit).eq(digits.chars()),
        _ => false,
    }
}

fn repeated(typed: &str, place: Span, same: &Used) -> Diagnostic {
    let Used { row, fact, spec, embed, .. } = same;
    let finding = match fact.is_printable(spec) {
        true => Diagnostic::new(&FACT_REPEATED, place, say!("`{typed}` repeats `{id}` of `{row}`", typed = typed, id = fact.id, row = row))
            .help(say!("refer to the fact: `![](fact:{row}#{id})`", row = row, id = fact.id)),
        false => {
            let message =
                say!("`{typed}` is `{id}` of `{row}`, which is not sure enough to be shown", typed = typed, id = fact.id, row = row);
            Diagnostic::new(&FACT_REPEATED, place, message).help(say!("take it out, or find a better source for the fact"))
        }
    };
    finding.related(embed.span, say!("the page rests on it here"))
}

fn contradicted(typed: &str, place: Span, other: &Used) -> Diagnostic {
    let Used { row, fact, embed, .. } = other;
    let value = match &fact.value {
        Value::Money(money) => format!("{} {}", money.digits(), money.currency),
        Value::Days(days) => days.days.to_string(),
        _ => String::new(),
    };
    let message = say!("`{typed}` is typed here, but `{id}` of `{row}` is {value}", typed = typed, id = fact.id, row = row, value = value);
    Diagnostic::new(&FACT_CONTRADICTED, place, message)
        .related(embed.span, say!("the page rests on it here"))
        .related(fact.span, say!("the fact"))
        .help(say!("refer to the fact: `![](fact:{row}#{id})`; if something else is meant, make it a fact too", row = row, id = fact.id))
}
