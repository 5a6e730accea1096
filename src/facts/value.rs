//! Values of each type, and how they are read.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Kind, Message};
use crate::facts::date::PartialDate;
use crate::facts::kinds::FACT_TYPE;
use crate::facts::money::{Currency, Money};
use crate::facts::phone::is_phone;
use crate::facts::reading::{File, breach, suggestion, unlisted};
use crate::facts::types::{self, Calendar, Choice, Starts, Type};
use crate::facts::web;
use crate::lang::PerLang;
use crate::say;
use crate::yaml::{Fields, MISSING_KEY, Value as Tree, Yaml};

/// A value, of one of the types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Words(PerLang<String>),
    Money(Money),
    Days(Days),
    Date(PartialDate),
    /// As written: its grouping helps the reader.
    Phone(String),
    /// http or https.
    Url(String),
    Bool(bool),
    /// The key of a choice.
    Choice(String),
    List(Vec<PerLang<String>>),
}

/// A number of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    pub days: u32,
    pub calendar: Calendar,
    /// `None`: a length of time, counted from nothing in particular.
    pub start: Option<Start>,
}

/// The event that days are counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// A key of the schema's `from`.
    pub from: String,
    pub direction: Direction,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Forward,
    Back,
}

/// Reads a value of the type that the schema names. `None`, with a finding, if it is none; and for a type that cannot be read.
pub fn read(file: File, yaml: &Yaml, ty: &Type, diagnostics: &mut Vec<Diagnostic>) -> Option<Value> {
    match ty {
        Type::Text => text(file, yaml, "a text", diagnostics).map(|text| Value::Text(text.to_owned())),
        Type::Words => words(file, yaml, diagnostics).map(Value::Words),
        Type::Money { currency } => money(file, yaml, *currency, diagnostics).map(Value::Money),
        Type::Days { calendar, from } => days(file, yaml, *calendar, from, diagnostics).map(Value::Days),
        Type::Date => date(file, yaml, diagnostics).map(Value::Date),
        Type::Phone => phone(file, yaml, diagnostics).map(Value::Phone),
        Type::Url => url(file, yaml, diagnostics).map(Value::Url),
        Type::Bool => boolean(yaml, diagnostics).map(Value::Bool),
        Type::Choice { of } => choice(file, yaml, of, diagnostics).map(Value::Choice),
        Type::List => list(file, yaml, diagnostics).map(Value::List),
        Type::Unreadable => None,
    }
}

fn text<'a>(file: File<'a>, yaml: &'a Yaml, wanted: &'static str, diagnostics: &mut Vec<Diagnostic>) -> Option<&'a str> {
    let found = file.text(yaml);
    if found.is_none() {
        diagnostics.push(match yaml.value {
            Tree::Text(_) => {
                Diagnostic::new(&FACT_TYPE, yaml.span, say!("this text is empty")).help(say!("write {wanted}", wanted = wanted))
            }
            _ => breach(yaml, wanted),
        });
    }
    found
}

fn words(file: File, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Option<PerLang<String>> {
    if yaml.as_map().is_none() {
        diagnostics.push(breach(yaml, "one text per language"));
        return None;
    }
    file.words(yaml, diagnostics)
}

fn boolean(yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Option<bool> {
    match yaml.value {
        Tree::Bool(value) => Some(value),
        _ => {
            diagnostics.push(breach(yaml, "`true` or `false`"));
            None
        }
    }
}

fn money(file: File, yaml: &Yaml, expected: Option<Currency>, diagnostics: &mut Vec<Diagnostic>) -> Option<Money> {
    let mut fields = Fields::of(file.source, yaml, "an amount of money", diagnostics)?;
    let amount = fields.required("amount").and_then(|yaml| amount(file, yaml, expected, fields.diagnostics()));
    let currency = currency(&mut fields, file, expected);
    let tax_included = fields.boolean("tax_included");
    fields.finish();
    Some(Money { amount: amount?, currency: currency?, tax_included })
}

/// The schema's currency, which the value may repeat but not change; or the value's own where the schema leaves it open.
fn currency(fields: &mut Fields, file: File, expected: Option<Currency>) -> Option<Currency> {
    let yaml = match expected {
        Some(_) => fields.get("currency"),
        None => fields.required("currency"),
    };
    let Some(yaml) = yaml else { return expected };
    let stated = types::currency(fields, file, &FACT_TYPE)?;
    match expected {
        Some(expected) if expected != stated => {
            let message = say!("this is in {stated}, but the schema says {expected}", stated = stated, expected = expected);
            let help = say!("write the amount in {expected}, or change the schema", expected = expected);
            fields.report(Diagnostic::new(&FACT_TYPE, yaml.span, message).help(help));
            None
        }
        _ => Some(stated),
    }
}

/// Whole minor units: a fraction could be read as either unit, and a rounded one would be another amount.
fn amount(file: File, yaml: &Yaml, currency: Option<Currency>, diagnostics: &mut Vec<Diagnostic>) -> Option<u64> {
    if let Tree::Int(number) = yaml.value
        && let Ok(amount) = u64::try_from(number)
    {
        return Some(amount);
    }
    let written = file.text(yaml).unwrap_or(yaml.type_name());
    let message = say!("`{written}` is no amount: whole numbers only, 0 or more", written = written);
    diagnostics.push(Diagnostic::new(&FACT_TYPE, yaml.span, message).help(amount_help(currency)));
    None
}

fn amount_help(currency: Option<Currency>) -> Message {
    match currency.map_or(0, Currency::minor_digits) {
        0 => say!("write digits without separators, as in `1100`"),
        digits => say!(
            "write whole minor units without separators: {one} is one {currency}",
            one = 10_u32.pow(u32::from(digits)),
            currency = currency.map_or("", Currency::code)
        ),
    }
}

fn days(file: File, yaml: &Yaml, calendar: Calendar, from: &Arc<Starts>, diagnostics: &mut Vec<Diagnostic>) -> Option<Days> {
    let mut fields = Fields::of(file.source, yaml, "a number of days", diagnostics)?;
    let days = fields.required("days").and_then(|yaml| day_count(yaml, fields.diagnostics()));
    let calendar = types::calendar(&mut fields, &FACT_TYPE).unwrap_or(calendar);
    let is_counted = fields.get("from").is_some() || fields.get("direction").is_some();
    let start = if is_counted { start(&mut fields, from)? } else { None };
    fields.finish();
    Some(Days { days: days?, calendar, start })
}

fn day_count(yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Option<u32> {
    if let Tree::Int(number) = yaml.value
        && let Ok(days) = u32::try_from(number)
    {
        return Some(days);
    }
    diagnostics.push(breach(yaml, "a whole number of days, 0 or more"));
    None
}

/// Reads `from` and `direction`: without the other, each would leave open which days are meant.
fn start(fields: &mut Fields, from: &Starts) -> Option<Option<Start>> {
    let event = fields.required_text("from");
    let direction = fields.required_text("direction");
    let (event, place) = event?;
    if !from.contains_key(&event) {
        let starts = from.keys().map(String::as_str);
        fields.report(unlisted(&FACT_TYPE, &event, place, "in the schema's list `from`", starts));
        return None;
    }
    let (direction, place) = direction?;
    let direction = match direction.as_str() {
        "forward" => Direction::Forward,
        "back" => Direction::Back,
        _ => {
            fields.report(unlisted(&FACT_TYPE, &direction, place, "a direction", ["forward", "back"].into_iter()));
            return None;
        }
    };
    Some(Some(Start { from: event, direction }))
}

fn date(file: File, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Option<PartialDate> {
    let written = text(file, yaml, "a date", diagnostics)?;
    let found = PartialDate::parse(written);
    if found.is_none() {
        diagnostics.push(no_date(&FACT_TYPE, yaml, written));
    }
    found
}

/// A finding: no such date, or not written as one.
pub fn no_date(kind: &'static Kind, yaml: &Yaml, written: &str) -> Diagnostic {
    Diagnostic::new(kind, yaml.span, say!("`{written}` is no date", written = written))
        .help(say!("write a day that exists as YYYY-MM-DD, or YYYY-MM, or YYYY"))
}

fn phone(file: File, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let written = text(file, yaml, "a telephone number", diagnostics)?;
    if is_phone(written) {
        return Some(written.to_owned());
    }
    let message = say!("`{written}` does not look like a telephone number", written = written);
    let help = say!("write half-width digits with single hyphens, as in `0120-000-000`, `+81-3-0000-0000` or `\"#0000\"`");
    diagnostics.push(Diagnostic::new(&FACT_TYPE, yaml.span, message).help(help));
    None
}

fn url(file: File, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let written = text(file, yaml, "the address of a web page", diagnostics)?;
    if web::host(written).is_some() {
        return Some(written.to_owned());
    }
    let message = say!("`{written}` is not the address of a web page", written = written);
    diagnostics.push(Diagnostic::new(&FACT_TYPE, yaml.span, message).help(say!("write it with `https://` or `http://`, without spaces")));
    None
}

fn choice(file: File, yaml: &Yaml, of: &[Choice], diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let written = text(file, yaml, "one of the schema's choices", diagnostics)?;
    let known = of.iter().map(|choice| choice.key.as_str());
    if known.clone().any(|key| key == written) {
        return Some(written.to_owned());
    }
    let message = say!("`{written}` is not one of the schema's choices", written = written);
    diagnostics.push(Diagnostic::new(&FACT_TYPE, yaml.span, message).help(suggestion(written, known)));
    None
}

/// Each item is words, or one text that is the same in every language: a brand has one name.
fn list(file: File, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<PerLang<String>>> {
    let Some(items) = yaml.as_seq() else {
        diagnostics.push(breach(yaml, "a list (`- ` lines)"));
        return None;
    };
    let mut list = Vec::with_capacity(items.len());
    for item in items {
        list.push(match item.value {
            Tree::Map(_) => file.words(item, diagnostics)?,
            _ => file.same(text(file, item, "a text, or one text per language", diagnostics)?),
        });
    }
    if list.is_empty() {
        diagnostics
            .push(Diagnostic::new(&MISSING_KEY, yaml.span, say!("this list is empty")).help(say!("list something, or leave it out")));
        return None;
    }
    Some(list)
}
