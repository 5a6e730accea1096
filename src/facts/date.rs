//! Dates as sources print them: a day, a month, or only a year.

use std::fmt;

use jiff::civil::Date;

use crate::facts::wording::Words;

/// A date that may lack its day, or its month and its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartialDate {
    Year(i16),
    Month { year: i16, month: i8 },
    Day(Date),
}

impl PartialDate {
    /// Reads `2026-11-22`, `2026-11` or `2026`; `None` if it is written otherwise or no such date exists.
    pub fn parse(text: &str) -> Option<PartialDate> {
        let parts: Vec<&str> = text.split('-').collect();
        match parts.as_slice() {
            [year] => Some(PartialDate::Year(number(year, 4)?)),
            [year, month] => {
                // The first day stands for the month: jiff knows which months there are.
                let date = day(year, month, "01")?;
                Some(PartialDate::Month { year: date.year(), month: date.month() })
            }
            [year, month, of_month] => Some(PartialDate::Day(day(year, month, of_month)?)),
            _ => None,
        }
    }

    /// The date in words, by the words `date.day` {year} {month} {day}, `date.month_only` {year} {month} and `date.year` {year};
    /// {month} is the word `date.month.1` to `date.month.12`.
    pub fn in_words(self, words: &dyn Words) -> String {
        let month_word = |month: i8| words.word(&format!("date.month.{month}"), &[]);
        match self {
            PartialDate::Year(year) => words.word("date.year", &[("year", &year.to_string())]),
            PartialDate::Month { year, month } => {
                words.word("date.month_only", &[("year", &year.to_string()), ("month", &month_word(month))])
            }
            PartialDate::Day(date) => words.word(
                "date.day",
                &[("year", &date.year().to_string()), ("month", &month_word(date.month())), ("day", &date.day().to_string())],
            ),
        }
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> PartialDate {
        PartialDate::Day(date)
    }
}

/// As written in ISO 8601: `2026-11-22`, `2026-11`, `2026`.
impl fmt::Display for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartialDate::Year(year) => write!(out, "{year:04}"),
            PartialDate::Month { year, month } => write!(out, "{year:04}-{month:02}"),
            PartialDate::Day(date) => write!(out, "{date}"),
        }
    }
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(number(year, 4)?, i8::try_from(number(month, 2)?).ok()?, i8::try_from(number(day, 2)?).ok()?).ok()
}

/// A number of exactly so many digits: `2026-1-2` could be a day or a month first, so it is not read.
fn number(text: &str, digits: usize) -> Option<i16> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::PartialDate;

    #[test]
    fn a_date_may_lack_its_day_or_month() {
        for text in ["2026-11-22", "2024-02-29", "2026-11", "2026"] {
            assert_eq!(PartialDate::parse(text).map(|date| date.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_date_that_does_not_exist_is_refused() {
        for text in ["2026-02-30", "2026-13", "2026-00", "2026-1-2", "26", "2026-11-22T00:00", "2026/11/22", "-026", "", "二〇二六"] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }
}
