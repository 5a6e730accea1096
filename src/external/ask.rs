//! One address asked to its end: HEAD, GET where HEAD does not satisfy, and every redirection.

use std::collections::HashSet;
use std::io;
use std::time::Duration;

use ureq::http::{Method, StatusCode, header};
use ureq::{Error, RequestExt, http};

use super::address::Address;
use super::hosts::{Hosts, Turn};
use crate::diagnostic::Message;
use crate::say;

const USER_AGENT: &str = concat!("futago/", env!("CARGO_PKG_VERSION"), " (link check)");
/// Of these, the way from http to https to www to a language is four; browsers give up after twenty.
const MOST_REDIRECTS: usize = 10;

/// What is known about an address in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Fine,
    Dead {
        status: u16,
    },
    /// Fine, but the address that a link should name is another.
    Moved {
        to: String,
    },
    Unconfirmed(Message),
}

/// What one request brought.
enum Reply {
    Status(StatusCode),
    Redirect { status: StatusCode, location: String },
    Nothing(Error),
}

/// What sends the requests.
pub struct Agent {
    agent: ureq::Agent,
    time: Duration,
}

impl Agent {
    pub fn new(time: Duration) -> Agent {
        // Redirections are followed by us: each hop is a request to a host that may be busy, and its status matters.
        let config =
            ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).user_agent(USER_AGENT).timeout_global(Some(time));
        Agent { agent: config.build().new_agent(), time }
    }

    fn request(&self, method: Method, address: &Address) -> Reply {
        match self.send(method, address) {
            Err(error) => Reply::Nothing(error),
            Ok(response) => match response.headers().get(header::LOCATION) {
                Some(location) if is_redirect(response.status()) => {
                    Reply::Redirect { status: response.status(), location: String::from_utf8_lossy(location.as_bytes()).into_owned() }
                }
                _ => Reply::Status(response.status()),
            },
        }
    }

    /// The body is dropped unread, and with it the connection if there is one.
    fn send(&self, method: Method, address: &Address) -> Result<http::Response<ureq::Body>, Error> {
        let request = http::Request::builder().method(method).uri(address.uri.clone()).body(())?;
        let request = request.with_agent(&self.agent).configure();
        if address.is_loopback() { request.proxy(None).run() } else { request.run() }
    }
}

/// Follows an address to its end. `turn` is the right to ask its host, which was waited for already.
pub fn follow<'h, 'a>(agent: &Agent, hosts: &'h Hosts<'a>, first: &Address, turn: Turn<'h, 'a>) -> Answer {
    let (mut here, mut turn) = (first.clone(), Some(turn));
    // Where permanent redirections alone lead: what stands behind a temporary one may be elsewhere tomorrow.
    let (mut lasting, mut is_permanent) = (None, true);
    let mut seen = HashSet::new();
    while seen.insert(here.clone()) {
        if seen.len() > MOST_REDIRECTS + 1 {
            return Answer::Unconfirmed(say!("more than {most} redirections follow one another", most = MOST_REDIRECTS));
        }
        let asking = turn.take().unwrap_or_else(|| hosts.enter(&here.host));
        let reply = head_or_get(agent, &here);
        drop(asking);
        let (status, location) = match reply {
            Reply::Redirect { status, location } => (status, location),
            Reply::Status(status) => return judge(status, lasting),
            Reply::Nothing(error) => return Answer::Unconfirmed(reason(&error, agent.time)),
        };
        here = match here.join(&location) {
            Ok(next) => next,
            Err(reason) => return Answer::Unconfirmed(say!("it redirects to where we cannot follow: {reason}", reason = reason)),
        };
        is_permanent &= matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
        if is_permanent {
            lasting = Some(with_fragment(&here, &location));
        }
    }
    Answer::Unconfirmed(say!("its redirections go in a circle"))
}

/// HEAD costs a server least, but many refuse it (405, 501, 403), some answer it wrongly (404), and some hang up. So whatever it brings
/// but success is asked again with GET, unless the server is asking for fewer requests or did not answer in time.
fn head_or_get(agent: &Agent, address: &Address) -> Reply {
    let reply = agent.request(Method::HEAD, address);
    let is_final = match &reply {
        Reply::Redirect { .. } => true,
        Reply::Status(status) => status.is_success() || *status == StatusCode::TOO_MANY_REQUESTS,
        Reply::Nothing(Error::Protocol(_)) => false,
        Reply::Nothing(Error::Io(error)) => !is_hang_up(error),
        Reply::Nothing(_) => true,
    };
    if is_final { reply } else { agent.request(Method::GET, address) }
}

fn judge(status: StatusCode, lasting: Option<String>) -> Answer {
    match (status, lasting) {
        (StatusCode::NOT_FOUND | StatusCode::GONE, _) => Answer::Dead { status: status.as_u16() },
        (status, Some(to)) if status.is_success() => Answer::Moved { to },
        (status, None) if status.is_success() => Answer::Fine,
        (status, _) => Answer::Unconfirmed(say!("the answer is {status}", status = status.as_u16())),
    }
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn is_hang_up(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe
    )
}

/// The address as a link should name it: a fragment of the redirection belongs to it.
fn with_fragment(address: &Address, location: &str) -> String {
    format!("{}{}", address.uri, location.find('#').map_or("", |at| &location[at..]))
}

/// Why there was no answer, in words that do not change with the version of a package where that can be had.
fn reason(error: &Error, time: Duration) -> Message {
    match error {
        Error::Timeout(_) => say!("no answer within {seconds} s", seconds = time.as_secs_f32()),
        Error::HostNotFound => say!("there is no such host"),
        Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => say!("the host refuses the connection"),
        Error::Io(error) if is_hang_up(error) => say!("the host hangs up without an answer"),
        // What the TLS of the other side gets wrong comes as data that make no sense.
        Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => say!("the connection is not secure: {error}", error = error),
        Error::Rustls(error) => say!("the connection is not secure: {error}", error = error),
        Error::Tls(error) => say!("the connection is not secure: {error}", error = error),
        other => say!("there was no answer: {error}", error = other),
    }
}
