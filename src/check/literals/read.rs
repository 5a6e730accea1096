//! Amounts, numbers of days and telephone numbers as people type them, in half and full width.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::facts::{Calendar, Currency};

/// What is typed in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    pub what: What,
    /// In the text, unit included.
    pub range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Money {
        /// In minor units.
        amount: u64,
        currency: Currency,
    },
    Days {
        days: u32,
        calendar: Calendar,
    },
    /// Its digits alone.
    Phone(String),
}

/// Fewer digits are no telephone number by themselves: `188` is a number of many things.
const FEWEST_PHONE_DIGITS: usize = 8;
/// A larger number before 日 is no day of a month.
const LAST_DAY_OF_MONTH: u32 = 31;
/// What may stand behind 日 if a number of days is meant.
const DAYS_NOT_DATE: [&str; 7] = ["間", "以内", "以上", "前", "後", "さかのぼ", "目"];
/// Between the ends of a range, which is no value.
const RANGE: [char; 5] = ['〜', '~', '–', '—', '…'];
/// Part of a number that is written in words.
const WORDS_OF_NUMBERS: [char; 5] = ['百', '千', '万', '億', '兆'];
const QUOTATION: [(char, char); 6] = [('「', '」'), ('『', '』'), ('“', '”'), ('‘', '’'), ('"', '"'), ('«', '»')];

/// Every literal of a text, but those in quotation marks of their own: there the text is about what stands elsewhere.
pub fn literals(text: &str) -> Vec<Literal> {
    let chars: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, half_width(c))).collect();
    let line = Line { chars: &chars, length: text.len() };
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].1.is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = line.end_of_number(at);
        found.extend(line.literal(at, end).filter(|(_, range)| !line.is_quoted(range)).map(|(what, range)| line.found(what, range)));
        at = end;
    }
    found
}

/// The same character in half width, if that is one character.
fn half_width(c: char) -> char {
    if matches!(c, '－' | '‐' | '‑' | '−' | 'ー') {
        return '-';
    }
    let mut same = std::iter::once(c).nfkc();
    match (same.next(), same.next()) {
        (Some(same), None) => same,
        _ => c,
    }
}

/// A text by characters; positions are numbers of characters.
struct Line<'a> {
    chars: &'a [(usize, char)],
    length: usize,
}

impl Line<'_> {
    fn found(&self, what: What, range: Range<usize>) -> Literal {
        Literal { what, range: self.byte(range.start)..self.byte(range.end) }
    }

    fn byte(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.length, |(byte, _)| *byte)
    }

    fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|(_, c)| *c)
    }

    fn before(&self, at: usize) -> Option<char> {
        self.char(at.checked_sub(1)?)
    }

    /// Digits, and single signs between them.
    fn end_of_number(&self, start: usize) -> usize {
        let is_digit = |at: usize| self.char(at).is_some_and(|c| c.is_ascii_digit());
        let mut end = start;
        while is_digit(end) || (matches!(self.char(end), Some(',' | '.' | '-')) && end > start && is_digit(end + 1)) {
            end += 1;
        }
        end
    }

    fn literal(&self, start: usize, end: usize) -> Option<(What, Range<usize>)> {
        let number: String = self.chars[start..end].iter().map(|(_, c)| *c).collect();
        let before = self.before(start);
        // Part of a word (`A4`), of a longer number, or the end of a range.
        let is_part =
            |c: char| c.is_ascii_alphanumeric() || RANGE.contains(&c) || WORDS_OF_NUMBERS.contains(&c) || matches!(c, '.' | '/' | '_');
        if let Some(phone) = self.phone(&number, before) {
            return Some((phone, start - usize::from(before == Some('+'))..end));
        }
        let behind_code = self.code_before(start);
        if behind_code.is_none() && (before.is_some_and(is_part) || number.contains('-')) {
            return None;
        }
        if self.char(end).is_some_and(|c| WORDS_OF_NUMBERS.contains(&c) || RANGE.contains(&c)) {
            return None;
        }
        self.money(&number, start, end, behind_code).or_else(|| self.days(&number, start, end))
    }

    fn phone(&self, number: &str, before: Option<char>) -> Option<What> {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let is_written_so = number.chars().all(|c| c.is_ascii_digit() || c == '-');
        let begins = number.starts_with('0') || before == Some('+');
        let is_part = before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '='));
        (is_written_so && begins && !is_part && digits.len() >= FEWEST_PHONE_DIGITS).then_some(What::Phone(digits))
    }

    /// A sign or code before the number wins over a unit behind it.
    fn money(&self, number: &str, start: usize, end: usize, before: Option<(Currency, usize)>) -> Option<(What, Range<usize>)> {
        let (currency, range) = match before {
            Some((currency, from)) => (currency, from..end),
            None => {
                let (currency, to) = self.code_behind(end)?;
                (currency, start..to)
            }
        };
        Some((What::Money { amount: minor_units(number, currency)?, currency }, range))
    }

    /// `¥`, or a code of ISO 4217 and a space; and where it begins.
    fn code_before(&self, start: usize) -> Option<(Currency, usize)> {
        let at = if self.before(start) == Some(' ') { start - 1 } else { start };
        if self.before(at) == Some('¥') {
            return Currency::of_code("JPY").map(|yen| (yen, at - 1));
        }
        let from = at.checked_sub(3)?;
        let is_word = self.before(from).is_none_or(|c| !c.is_ascii_alphanumeric());
        is_word.then(|| self.currency(from..at)).flatten().map(|currency| (currency, from))
    }

    /// `円`, `yen`, or a code of ISO 4217; and where it ends.
    fn code_behind(&self, end: usize) -> Option<(Currency, usize)> {
        let at = self.behind_space(end);
        if self.char(at) == Some('円') {
            return Currency::of_code("JPY").map(|yen| (yen, at + 1));
        }
        let to = self.end_of_word(at);
        let currency = if self.word(at..to).eq_ignore_ascii_case("yen") { Currency::of_code("JPY") } else { self.currency(at..to) };
        currency.map(|currency| (currency, to))
    }

    fn currency(&self, range: Range<usize>) -> Option<Currency> {
        Currency::of_code(&self.word(range))
    }

    fn days(&self, number: &str, start: usize, end: usize) -> Option<(What, Range<usize>)> {
        let days: u32 = number.replace(',', "").parse().ok()?;
        let (calendar, to) = self.japanese_days(days, start, end).or_else(|| self.english_days(end))?;
        Some((What::Days { days, calendar }, start..to))
    }

    fn japanese_days(&self, days: u32, start: usize, end: usize) -> Option<(Calendar, usize)> {
        if self.follows(end, "営業日") {
            return Some((Calendar::Business, end + "営業日".chars().count()));
        }
        let is_date = matches!(self.before(start), Some('月' | '年' | '第'));
        let is_length = days > LAST_DAY_OF_MONTH || DAYS_NOT_DATE.iter().any(|word| self.follows(end + 1, word));
        (self.char(end) == Some('日') && !is_date && is_length).then_some((Calendar::Calendar, end + 1))
    }

    fn english_days(&self, end: usize) -> Option<(Calendar, usize)> {
        let at = match self.char(end) {
            Some(' ' | '-') => end + 1,
            _ => return None,
        };
        let first = self.end_of_word(at);
        let (calendar, at, to) = match self.word(at..first).to_ascii_lowercase().as_str() {
            "business" | "working" => (Calendar::Business, self.behind_space(first), self.end_of_word(self.behind_space(first))),
            "calendar" => (Calendar::Calendar, self.behind_space(first), self.end_of_word(self.behind_space(first))),
            _ => (Calendar::Calendar, at, first),
        };
        matches!(self.word(at..to).to_ascii_lowercase().as_str(), "day" | "days").then_some((calendar, to))
    }

    fn behind_space(&self, at: usize) -> usize {
        if self.char(at) == Some(' ') { at + 1 } else { at }
    }

    fn end_of_word(&self, at: usize) -> usize {
        (at..self.chars.len()).find(|at| !self.chars[*at].1.is_ascii_alphanumeric()).unwrap_or(self.chars.len().max(at))
    }

    fn word(&self, range: Range<usize>) -> String {
        self.chars.get(range).unwrap_or_default().iter().map(|(_, c)| *c).collect()
    }

    fn follows(&self, at: usize, word: &str) -> bool {
        word.chars().zip(at..).all(|(c, at)| self.char(at) == Some(c))
    }

    fn is_quoted(&self, range: &Range<usize>) -> bool {
        let around = self.before(range.start).zip(self.char(range.end));
        around.is_some_and(|around| QUOTATION.contains(&around))
    }
}

/// `1,234.5` in minor units; `None` if the commas stand where nobody writes them, or there are more decimals than the currency has.
fn minor_units(number: &str, currency: Currency) -> Option<u64> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let is_grouped = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    let digits = usize::from(currency.minor_digits());
    if !is_grouped || decimals.len() > digits || !decimals.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    format!("{}{decimals:0<digits$}", groups.concat()).parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> Vec<String> {
        let tell = |literal: Literal| {
            let what = match literal.what {
                What::Money { amount, currency } => format!("{amount} {currency}"),
                What::Days { days, calendar: Calendar::Calendar } => format!("{days} days"),
                What::Days { days, calendar: Calendar::Business } => format!("{days} business days"),
                What::Phone(digits) => format!("tel {digits}"),
            };
            format!("{}={what}", &text[literal.range])
        };
        literals(text).into_iter().map(tell).collect()
    }

    #[test]
    fn amounts_are_seen_in_every_form() {
        for (text, expected) in [
            ("手数料は1,100円です", "1,100円=1100 JPY"),
            ("手数料は１，１００円です", "１，１００円=1100 JPY"),
            ("1100 円", "1100 円=1100 JPY"),
            ("a fee of ¥1,100.", "¥1,100=1100 JPY"),
            ("￥1,100", "￥1,100=1100 JPY"),
            ("1,100 yen", "1,100 yen=1100 JPY"),
            ("JPY 1100", "JPY 1100=1100 JPY"),
            ("12.5 USD", "12.5 USD=1250 USD"),
        ] {
            assert_eq!(told(text), [expected], "{text}");
        }
    }

    #[test]
    fn days_are_seen_in_every_form() {
        for (text, expected) in [
            ("60日以内", "60日=60 days"),
            ("６０日以内", "６０日=60 days"),
            ("通知から60日です", "60日=60 days"),
            ("14日間", "14日=14 days"),
            ("within 60 days", "60 days=60 days"),
            ("a 60-day limit", "60-day=60 days"),
            ("5営業日", "5営業日=5 business days"),
            ("5 business days", "5 business days=5 business days"),
        ] {
            assert_eq!(told(text), [expected], "{text}");
        }
    }

    #[test]
    fn telephone_numbers_are_their_digits() {
        for (text, expected) in [
            ("電話は0120-000-000へ", "0120-000-000=tel 0120000000"),
            ("０１２０－０００－０００", "０１２０－０００－０００=tel 0120000000"),
            ("+81-3-0000-0000", "+81-3-0000-0000=tel 81300000000"),
            ("0120000000", "0120000000=tel 0120000000"),
        ] {
            assert_eq!(told(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_is_no_value_is_passed_over() {
        for text in [
            "「0円」と出ても",
            "Where you see “¥0”",
            "3万円、1万5,000円、数千円",
            "1,000〜2,000円",
            "2〜3日後",
            "11月22日、2026年11月22日、毎月15日、15日まで",
            "2026-11-22",
            "24 hours, 3 weeks, day 3",
            "A4日記",
            "第3条、188、#9110、10:30",
            "1,10円",
            "http://example.org/0120-000-000",
            "99999999999999999999円",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[0-9０-９,.\\-¥円日営業〜 +aA「」“”yendays\u{FFFC}万\\PC]{0,40}") {
            for literal in literals(&text) {
                prop_assert!(text.get(literal.range).is_some_and(|part| !part.is_empty()));
            }
        }
    }
}
