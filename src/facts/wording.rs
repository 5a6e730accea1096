//! From a value to what readers see, in one language.

use crate::facts::date::PartialDate;
use crate::facts::money::Money;
use crate::facts::phone;
use crate::facts::schema::Spec;
use crate::facts::types::{Calendar, Starts, Type};
use crate::facts::value::{Days, Direction, Value};
use crate::lang::Lang;

/// Words of the theme in one language. These keys are asked for:
///
/// - `money.CODE` {amount}, CODE being the currency in small letters: `money.jpy`, "{amount}円". Where the theme has none, the
///   code and the amount stand side by side.
/// - `money.tax_included`, `money.tax_excluded`: put straight behind the amount, with the brackets or the space they need:
///   "（税込）", " (tax included)". Nothing is put behind an amount of 0.
/// - `days.plain` {days}; `days.forward`, `days.back` {days} {from}; `days.business_plain`, `days.business_forward`,
///   `days.business_back` likewise. {days} is a number, {from} the schema's words for the event. With `_one` behind the key, if
///   the theme has that, the words for a single day.
/// - `bool.yes`, `bool.no`; `list.separator`, put between the items of a list.
/// - `date.day` {year} {month} {day}, `date.month_only` {year} {month}, `date.year` {year}; {month} is one of the words
///   `date.month.1` to `date.month.12`.
pub trait Words {
    /// The words of a key, with its arguments filled in.
    fn word(&self, key: &str, arguments: &[(&str, &str)]) -> String;
    /// Whether the theme has words for this key.
    fn has(&self, key: &str) -> bool;
}

/// The value of a fact in words.
pub fn format(value: &Value, spec: &Spec, lang: Lang, words: &dyn Words) -> String {
    format_as(value, &spec.ty, lang, words)
}

/// A value of that type in words; for plain fields, which have no spec.
pub fn format_as(value: &Value, ty: &Type, lang: Lang, words: &dyn Words) -> String {
    match value {
        Value::Text(text) | Value::Phone(text) | Value::Url(text) => text.clone(),
        Value::Words(texts) => texts[lang].clone(),
        Value::Money(money) => money_in_words(*money, words),
        Value::Days(days) => days_in_words(days, ty, lang, words),
        Value::Date(date) => date.in_words(words),
        Value::Bool(true) => words.word("bool.yes", &[]),
        Value::Bool(false) => words.word("bool.no", &[]),
        Value::Choice(key) => choice_in_words(key, ty, lang),
        Value::List(items) => {
            let items: Vec<&str> = items.iter().map(|item| item[lang].as_str()).collect();
            items.join(&words.word("list.separator", &[]))
        }
    }
}

/// A date as evidence has it (`2026-11-22`, `2026-11`, `2026`) in words; any other text as it is.
pub fn format_date(text: &str, words: &dyn Words) -> String {
    PartialDate::parse(text).map_or_else(|| text.to_owned(), |date| date.in_words(words))
}

/// Where a value leads: the page of an address, the telephone of a number. A number that nobody confirmed is never one touch
/// away: the reader shall look at the words beside it first.
pub fn href(value: &Value, confirmed: bool) -> Option<String> {
    match value {
        Value::Url(address) => Some(address.clone()),
        Value::Phone(number) if confirmed => phone::dialled(number).map(|number| format!("tel:{number}")),
        _ => None,
    }
}

fn money_in_words(money: Money, words: &dyn Words) -> String {
    let key = format!("money.{}", money.currency.code().to_ascii_lowercase());
    let digits = money.digits();
    let mut text = match words.has(&key) {
        true => words.word(&key, &[("amount", &digits)]),
        false => format!("{} {digits}", money.currency.code()),
    };
    // Nothing is taxed at nothing.
    if money.amount > 0 {
        match money.tax_included {
            Some(true) => text.push_str(&words.word("money.tax_included", &[])),
            Some(false) => text.push_str(&words.word("money.tax_excluded", &[])),
            None => {}
        }
    }
    text
}

fn days_in_words(days: &Days, ty: &Type, lang: Lang, words: &dyn Words) -> String {
    let calendar = match days.calendar {
        Calendar::Calendar => "",
        Calendar::Business => "business_",
    };
    let (way, from) = match &days.start {
        None => ("plain", ""),
        Some(start) => (way(start.direction), starts(ty).and_then(|starts| starts.get(&start.from)).map_or("", |words| &words[lang])),
    };
    let mut key = format!("days.{calendar}{way}");
    let one = format!("{key}_one");
    if days.days == 1 && words.has(&one) {
        key = one;
    }
    words.word(&key, &[("days", &days.days.to_string()), ("from", from)])
}

fn way(direction: Direction) -> &'static str {
    match direction {
        Direction::Forward => "forward",
        Direction::Back => "back",
    }
}

fn starts(ty: &Type) -> Option<&Starts> {
    match ty {
        Type::Days { from, .. } => Some(from),
        _ => None,
    }
}

fn choice_in_words(key: &str, ty: &Type, lang: Lang) -> String {
    let choices = match ty {
        Type::Choice { of } => of.as_slice(),
        _ => &[],
    };
    choices.iter().find(|choice| choice.key == key).map_or_else(|| key.to_owned(), |choice| choice.words[lang].clone())
}
