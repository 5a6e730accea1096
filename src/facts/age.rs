//! How old facts are, judged by the day that is given: nothing here reads a clock.

use jiff::Span;
use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::facts::Facts;
use crate::facts::fact::{Evidence, Fact};
use crate::facts::kinds::{EXPIRED_FACT, FUTURE_FACT, STALE_FACT, UNCONFIRMED_FACT};
use crate::facts::row::Row;
use crate::facts::schema::Spec;
use crate::say;

/// What its age makes of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Current,
    /// Due to be read again; still shown.
    Stale,
    /// Too old to be shown as true.
    Expired,
}

impl Evidence {
    /// The last day somebody saw the sources: the later of `read` and `checked`.
    pub fn last_seen(&self) -> Date {
        self.checked.map_or(self.read, |checked| checked.max(self.read))
    }

    /// Days from the last seeing to `today`; negative if that lies in the future.
    pub fn age_days(&self, today: Date) -> i64 {
        i64::from((today - self.last_seen()).get_days())
    }

    /// The first day on which a limit of so many days is broken; `None` if the calendar ends before it.
    pub fn first_day_beyond(&self, limit_days: u32) -> Option<Date> {
        self.last_seen().checked_add(Span::new().try_days(i64::from(limit_days) + 1).ok()?).ok()
    }
}

impl Fact {
    /// A limit of 180 days is kept on the 180th day and broken on the 181st.
    pub fn state(&self, spec: &Spec, today: Date) -> State {
        let age = self.evidence.age_days(today);
        let is_beyond = |limit: Option<u32>| limit.is_some_and(|limit| age > i64::from(limit));
        if is_beyond(spec.policy.expires_after_days) {
            State::Expired
        } else if is_beyond(spec.policy.stale_after_days) {
            State::Stale
        } else {
            State::Current
        }
    }
}

impl Facts {
    /// What the day makes of the facts, and which of them nobody has confirmed; in the order of the files.
    pub fn check(&self, today: Date) -> Vec<Diagnostic> {
        let mut findings: Vec<Diagnostic> = self.all().flat_map(|(row, fact, spec)| check_one(row, fact, spec, today)).collect();
        findings.sort_by_key(|finding| finding.span);
        findings
    }
}

fn check_one(row: &Row, fact: &Fact, spec: &Spec, today: Date) -> impl Iterator<Item = Diagnostic> + use<> {
    let aged = match fact.state(spec, today) {
        State::Current => None,
        State::Stale => Some(stale(row, fact, spec, today)),
        State::Expired => Some(expired(row, fact, spec, today)),
    };
    let early = (fact.evidence.last_seen() > today).then(|| from_the_future(row, fact, today));
    let open = (!fact.is_confirmed()).then(|| unconfirmed(row, fact));
    aged.into_iter().chain(early).chain(open)
}

fn stale(row: &Row, fact: &Fact, spec: &Spec, today: Date) -> Diagnostic {
    let message = say!(
        "`{id}` of `{collection}/{row}` was last seen {age} days ago, on {day}; it is stale after {limit}",
        id = fact.id,
        collection = row.collection,
        row = row.key,
        age = fact.evidence.age_days(today),
        day = fact.evidence.last_seen(),
        limit = spec.policy.stale_after_days.unwrap_or_default()
    );
    Diagnostic::new(&STALE_FACT, fact.span, message)
        .help(say!("read its sources again, then renew `read`, or `checked` if a person compared them"))
}

fn expired(row: &Row, fact: &Fact, spec: &Spec, today: Date) -> Diagnostic {
    let message = say!(
        "`{id}` of `{collection}/{row}` was last seen {age} days ago, on {day}; it expired after {limit}, and pages do not \
                        show it as true",
        id = fact.id,
        collection = row.collection,
        row = row.key,
        age = fact.evidence.age_days(today),
        day = fact.evidence.last_seen(),
        limit = spec.policy.expires_after_days.unwrap_or_default()
    );
    Diagnostic::new(&EXPIRED_FACT, fact.span, message)
        .help(say!("read its sources again and renew `read` or `checked`, or list the id under `unknown`"))
}

fn from_the_future(row: &Row, fact: &Fact, today: Date) -> Diagnostic {
    let message = say!(
        "`{id}` of `{collection}/{row}` was last seen on {day}, which is after today, {today}",
        id = fact.id,
        collection = row.collection,
        row = row.key,
        day = fact.evidence.last_seen(),
        today = today
    );
    Diagnostic::new(&FUTURE_FACT, fact.span, message).help(say!("correct `read` or `checked`; until then the fact does not age"))
}

fn unconfirmed(row: &Row, fact: &Fact) -> Diagnostic {
    let message = say!("`{id}` of `{collection}/{row}` is not confirmed", id = fact.id, collection = row.collection, row = row.key);
    Diagnostic::new(&UNCONFIRMED_FACT, fact.span, message).help(say!("compare it with its living source, then add `checked: YYYY-MM-DD`"))
}
