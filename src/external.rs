//! Asks the network whether the links out of the site still lead somewhere. Only on request (`check --external`): the answer depends
//! on other people's machines, so nothing here is an error.
//!
//! Each address is asked once, however often it is linked, and politely: few requests at once, fewer still of one host, HEAD before
//! GET, no body read, no cookies. A server that dislikes being asked by a machine answers 403 or 429 or not at all, while its page
//! is fine: only 404 and 410 count as dead, and only if GET gives them too.

mod address;
mod ask;
mod hosts;

use std::collections::HashMap;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::say;
use crate::source::Span;
use address::Address;
use ask::{Agent, Answer};
use hosts::Hosts;

pub static DEAD_LINK: Kind = Kind {
    code: "dead-link",
    severity: Severity::Warning,
    explain: "What: a server says that the linked page is not there (404) or gone for good (410). Why: readers who follow the link find \
              nothing, and a fact that names it as its source can no longer be checked. Do: look for the page's new address, or link \
              to another source, or to a copy in a web archive.",
};
pub static MOVED_LINK: Kind = Kind {
    code: "moved-link",
    severity: Severity::Note,
    explain: "What: a server says that the linked page has moved for good (301 or 308). Why: the old address works only as long as \
              somebody keeps the redirection. Do: open the new address, see that it is the same page, and link to that.",
};
pub static UNCONFIRMED_LINK: Kind = Kind {
    code: "unconfirmed-link",
    severity: Severity::Note,
    explain: "What: whether the linked page is there could not be found out: no answer in time, no such host, a certificate that is not \
              trusted, or a server that lets no program in. Why: it may be a passing fault, or a page that only browsers see. Do: open \
              the link yourself; if the host is gone for good, treat it as a dead link.",
};

/// The kinds of findings of this module.
pub static KINDS: &[&Kind] = &[&DEAD_LINK, &MOVED_LINK, &UNCONFIRMED_LINK];

/// A place in the content that links to the outside. What is neither `http` nor `https` is not asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub url: String,
    pub span: Span,
}

/// How much is asked at once, and how long an answer may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Requests under way, of all hosts.
    pub at_once: usize,
    /// Requests under way, of one host.
    pub at_once_per_host: usize,
    /// For one request, from the look-up of the name to the last header. An address may need several.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { at_once: 16, at_once_per_host: 2, time: Duration::from_secs(20) }
    }
}

/// Asks for each distinct address once. The findings come in the order of the targets, one at each place where the link stands.
/// `progress` is told, on the thread of the caller, how many of how many addresses are answered.
pub fn check(targets: &[Target], limits: &Limits, progress: &dyn Fn(usize, usize)) -> Vec<Diagnostic> {
    let addresses = distinct(targets);
    let answers = answers(&addresses, limits, progress);
    let by_address: HashMap<&str, &Answer> = addresses.into_iter().zip(&answers).collect();
    targets
        .iter()
        .filter_map(|target| by_address.get(address::without_fragment(&target.url)).and_then(|answer| finding(target, answer)))
        .collect()
}

/// The addresses to ask, without fragments, in the order of their first mention.
fn distinct(targets: &[Target]) -> Vec<&str> {
    let mut seen = std::collections::HashSet::new();
    targets.iter().map(|target| address::without_fragment(&target.url)).filter(|url| address::is_web(url) && seen.insert(*url)).collect()
}

fn answers(urls: &[&str], limits: &Limits, progress: &dyn Fn(usize, usize)) -> Vec<Answer> {
    let addresses: Vec<Result<Address, Answer>> = urls.iter().map(|url| Address::of(url).map_err(Answer::Unconfirmed)).collect();
    let mut answers: Vec<Option<Answer>> = addresses.iter().map(|address| address.as_ref().err().cloned()).collect();
    let asked: Vec<(usize, &Address)> =
        addresses.iter().enumerate().filter_map(|(index, address)| Some((index, address.as_ref().ok()?))).collect();

    let mut done = urls.len() - asked.len();
    progress(done, urls.len());
    let (hosts, agent) = (Hosts::new(asked, limits.at_once_per_host), Agent::new(limits.time));
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..limits.at_once.clamp(1, urls.len().max(1)) {
            let (sender, hosts, agent) = (sender.clone(), &hosts, &agent);
            scope.spawn(move || {
                while let Some((index, address, turn)) = hosts.next() {
                    // Nobody listens any more only if the caller's thread is unwinding.
                    let _ = sender.send((index, ask::follow(agent, hosts, address, turn)));
                }
            });
        }
        drop(sender);
        for (index, answer) in receiver {
            answers[index] = Some(answer);
            done += 1;
            progress(done, urls.len());
        }
    });
    answers.into_iter().map(|answer| answer.expect("every address either could not be asked or was, and its thread told")).collect()
}

fn finding(target: &Target, answer: &Answer) -> Option<Diagnostic> {
    let url = &target.url;
    let diagnostic = match answer {
        Answer::Fine => return None,
        Answer::Dead { status } => {
            Diagnostic::new(&DEAD_LINK, target.span, say!("`{url}` is dead: the answer is {status}", url = url, status = status))
                .help(say!("look for its new address, or link to another page"))
        }
        Answer::Moved { to } => {
            // A browser carries the fragment over the redirection, unless the new address has its own.
            let fragment = if to.contains('#') { "" } else { &url[address::without_fragment(url).len()..] };
            Diagnostic::new(&MOVED_LINK, target.span, say!("`{url}` has moved for good", url = url)).help(say!(
                "if it is the same page, link to `{to}{fragment}`",
                to = to,
                fragment = fragment
            ))
        }
        Answer::Unconfirmed(reason) => {
            Diagnostic::new(&UNCONFIRMED_LINK, target.span, say!("`{url}` could not be confirmed: {reason}", url = url, reason = reason))
                .help(say!("open the link yourself"))
        }
    };
    Some(diagnostic)
}
