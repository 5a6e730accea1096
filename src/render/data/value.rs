//! Values of facts as JSON.

use serde::Serialize;

use super::Words;
use crate::facts::{Calendar, Direction, Value};
use crate::lang::Languages;

#[derive(Serialize)]
#[serde(untagged)]
pub enum ValueView<'a> {
    Text(&'a str),
    Words(Words<'a>),
    List(Vec<Words<'a>>),
    Bool(bool),
    Date(String),
    Money {
        /// In minor units of the currency.
        amount: u64,
        currency: &'a str,
        tax_included: Option<bool>,
    },
    Days {
        days: u32,
        calendar: &'a str,
        from: Option<&'a str>,
        direction: Option<&'a str>,
    },
}

pub fn view<'a>(value: &'a Value, languages: &'a Languages) -> ValueView<'a> {
    match value {
        Value::Text(text) | Value::Phone(text) | Value::Url(text) | Value::Choice(text) => ValueView::Text(text),
        Value::Words(words) => ValueView::Words(Words { words, languages }),
        Value::List(items) => ValueView::List(items.iter().map(|words| Words { words, languages }).collect()),
        Value::Bool(value) => ValueView::Bool(*value),
        Value::Date(date) => ValueView::Date(date.to_string()),
        Value::Money(money) => ValueView::Money { amount: money.amount, currency: money.currency.code(), tax_included: money.tax_included },
        Value::Days(days) => ValueView::Days {
            days: days.days,
            calendar: calendar(days.calendar),
            from: days.start.as_ref().map(|start| start.from.as_str()),
            direction: days.start.as_ref().map(|start| direction(start.direction)),
        },
    }
}

pub fn calendar(calendar: Calendar) -> &'static str {
    match calendar {
        Calendar::Calendar => "calendar",
        Calendar::Business => "business",
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Forward => "forward",
        Direction::Back => "back",
    }
}
