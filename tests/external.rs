//! Links to the outside, asked of a server on this machine.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::Duration;

use futago::diagnostic::{Diagnostic, Severity};
use futago::external::{self, Limits, Target};
use futago::source::{SourceId, Span};

/// What the server was asked: `HEAD /path`, and the headers in lower case.
#[derive(Clone, Debug)]
struct Request {
    line: String,
    headers: Vec<String>,
}

/// A status and headers; what HEAD is told is told without a body.
type Reply = (u16, Vec<String>);
type Handler = dyn Fn(&Request) -> Option<Reply> + Send + Sync;

struct Server {
    url: String,
    asked: Arc<Mutex<Vec<Request>>>,
    most_at_once: Arc<AtomicUsize>,
}

impl Server {
    /// Answers each request on a thread of its own; `None` hangs up without an answer.
    fn start(handler: impl Fn(&Request) -> Option<Reply> + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = Server { url, asked: Arc::default(), most_at_once: Arc::default() };
        let (handler, asked, most): (Arc<Handler>, _, _) = (Arc::new(handler), server.asked.clone(), server.most_at_once.clone());
        let now = Arc::new(AtomicUsize::new(0));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (handler, asked, most, now) = (handler.clone(), asked.clone(), most.clone(), now.clone());
                thread::spawn(move || {
                    let stream = stream.unwrap();
                    let Some(request) = read(&stream) else { return };
                    asked.lock().unwrap().push(request.clone());
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let reply = handler(&request);
                    // Before the answer, or the next request could come while this one still counts.
                    now.fetch_sub(1, Ordering::SeqCst);
                    if let Some(reply) = reply {
                        answer(stream, &request, reply);
                    }
                });
            }
        });
        server
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    fn asked(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.asked.lock().unwrap().iter().map(|request| request.line.clone()).collect();
        lines.sort();
        lines
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let first = lines.next()?;
    let line = first.strip_suffix(" HTTP/1.1")?.to_owned();
    Some(Request { line, headers: lines.take_while(|line| !line.is_empty()).map(|line| line.to_lowercase()).collect() })
}

fn answer(mut stream: TcpStream, request: &Request, (status, headers): Reply) {
    let body = if request.line.starts_with("HEAD") { "" } else { "body\n" };
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let _ = write!(stream, "HTTP/1.1 {status} Text\r\nContent-Length: 5\r\nConnection: close\r\n{headers}\r\n{body}");
}

fn status(status: u16) -> Option<Reply> {
    Some((status, Vec::new()))
}

fn redirect(status: u16, to: &str) -> Option<Reply> {
    Some((status, vec![format!("Location: {to}"), "Set-Cookie: a=b".to_owned()]))
}

/// A site of answers that the tests below share; the path says what comes.
fn usual() -> Server {
    Server::start(|request| {
        let (method, path) = request.line.split_once(' ').unwrap();
        let path = path.split('?').next().unwrap();
        let number = |prefix: &str| path.strip_prefix(prefix).and_then(|rest| rest.parse::<u16>().ok());
        match path {
            _ if number("/status/").is_some() => status(number("/status/").unwrap()),
            _ if number("/head/").is_some() => status(if method == "HEAD" { number("/head/").unwrap() } else { 200 }),
            _ if number("/to-fine/").is_some() => redirect(number("/to-fine/").unwrap(), "/fine"),
            _ if number("/to-gone/").is_some() => redirect(number("/to-gone/").unwrap(), "../status/410"),
            // As many redirections as the number says, and then a page.
            "/hop/0" => status(200),
            _ if number("/hop/").is_some() => redirect(302, &(number("/hop/").unwrap() - 1).to_string()),
            "/permanent-temporary" => redirect(301, "/to-fine/302"),
            "/temporary-permanent" => redirect(302, "/to-fine/301"),
            "/to-part" => redirect(308, "/fine#part"),
            "/to-app" => redirect(302, "app://open"),
            "/to-nowhere" => Some((302, Vec::new())),
            "/circle" => redirect(301, "/circle/2"),
            "/circle/2" => redirect(301, "/circle"),
            "/head/hangs-up" if method == "HEAD" => None,
            "/hangs-up" => None,
            _ => status(200),
        }
    })
}

fn targets(urls: &[String]) -> Vec<Target> {
    urls.iter().enumerate().map(|(at, url)| Target { url: url.clone(), span: Span::at(SourceId(0), at) }).collect()
}

fn check(urls: &[String]) -> Vec<Diagnostic> {
    external::check(&targets(urls), &Limits::default(), &|_, _| {})
}

/// Code and message of the only finding of one address, without the server's own name; empty if there is none.
fn finding(server: &Server, path: &str) -> String {
    let found = check(&[server.url(path)]);
    let said: Vec<String> = found
        .iter()
        .map(|found| format!("{}: {} / {}", found.kind.code, found.message, found.help.as_ref().unwrap()).replace(&server.url, ""))
        .collect();
    said.join("\n")
}

#[test]
fn a_page_that_is_there_is_no_finding() {
    let server = usual();
    for path in
        ["/fine", "", "/status/204", "/日本?語=あ", "/fine#part", "/to-fine/302", "/to-fine/303", "/to-fine/307", "/temporary-permanent"]
    {
        assert_eq!(finding(&server, path), "", "{path}");
    }
    assert!(server.asked().contains(&"HEAD /%E6%97%A5%E6%9C%AC?%E8%AA%9E=%E3%81%82".to_owned()));
}

#[test]
fn not_found_and_gone_are_dead() {
    let server = usual();
    assert_eq!(
        finding(&server, "/status/404"),
        "dead-link: `/status/404` is dead: the answer is 404 / look for its new address, or link to another page"
    );
    assert!(finding(&server, "/status/410").contains("the answer is 410"));
    assert_eq!(check(&[server.url("/status/404")])[0].severity(), Severity::Warning);
    for path in ["/to-gone/301", "/to-gone/302"] {
        assert!(finding(&server, path).starts_with(&format!("dead-link: `{path}` is dead: the answer is 410")), "{path}");
    }
}

#[test]
fn head_that_is_refused_is_asked_again_with_get() {
    let server = usual();
    for path in ["/head/405", "/head/403", "/head/501", "/head/400", "/head/404", "/head/500", "/head/hangs-up"] {
        assert_eq!(finding(&server, path), "", "{path}");
        assert!(server.asked().contains(&format!("GET {path}")));
    }
}

#[test]
fn head_that_succeeds_is_enough() {
    let server = usual();
    check(&[server.url("/fine"), server.url("/status/429")]);
    assert_eq!(server.asked(), ["HEAD /fine", "HEAD /status/429"]);
}

#[test]
fn other_answers_could_not_be_confirmed() {
    let server = usual();
    for code in ["400", "401", "403", "429", "451", "500", "503", "999", "300", "304"] {
        let said = finding(&server, &format!("/status/{code}"));
        assert_eq!(
            said,
            format!("unconfirmed-link: `/status/{code}` could not be confirmed: the answer is {code} / open the link yourself")
        );
    }
    assert_eq!(check(&[server.url("/status/500")])[0].severity(), Severity::Note);
    assert!(finding(&server, "/hangs-up").contains("the host hangs up without an answer"));
}

#[test]
fn a_page_that_moved_for_good_is_noted_with_its_new_address() {
    let server = usual();
    let moved = |path: &str, to: &str| {
        assert_eq!(finding(&server, path), format!("moved-link: `{path}` has moved for good / if it is the same page, link to `{to}`"))
    };
    moved("/to-fine/301", "/fine");
    moved("/to-fine/308", "/fine");
    moved("/to-fine/301#fees", "/fine#fees");
    moved("/to-part", "/fine#part");
    moved("/to-part#fees", "/fine#part");
    moved("/permanent-temporary", "/to-fine/302");
    assert_eq!(check(&[server.url("/to-fine/301")])[0].severity(), Severity::Note);
}

#[test]
fn redirections_are_followed_to_their_end() {
    let server = usual();
    assert_eq!(finding(&server, "/hop/10"), "");
    assert!(finding(&server, "/hop/11").contains("more than 10 redirections follow one another"));
    assert!(finding(&server, "/circle").contains("its redirections go in a circle"));
    assert!(finding(&server, "/to-app").contains("it redirects to where we cannot follow: `app://open` is no address of the web"));
    assert!(finding(&server, "/to-nowhere").contains("the answer is 302"));
}

#[test]
fn a_redirection_to_another_host_is_followed() {
    let there = usual();
    let to = there.url("/status/404");
    let here = Server::start(move |_| redirect(301, &to));
    assert!(finding(&here, "/").starts_with("dead-link"));
    assert_eq!(there.asked(), ["GET /status/404", "HEAD /status/404"]);
}

#[test]
fn a_server_that_does_not_answer_in_time_could_not_be_confirmed() {
    let (release, held) = std::sync::mpsc::channel::<()>();
    let held = Mutex::new(held);
    let server = Server::start(move |_| {
        // Until the test has its finding, however slow this machine is.
        let _ = held.lock().unwrap().recv();
        None
    });
    let limits = Limits { time: Duration::from_millis(200), ..Limits::default() };
    let found = external::check(&targets(&[server.url("/slow")]), &limits, &|_, _| {});
    assert_eq!(found[0].kind.code, "unconfirmed-link");
    assert!(found[0].message.to_string().ends_with("no answer within 0.2 s"), "{}", found[0].message);
    assert_eq!(server.asked(), ["HEAD /slow"]);
    drop(release);
}

#[test]
fn a_refused_connection_could_not_be_confirmed() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let found = check(&[url]);
    assert_eq!(found[0].kind.code, "unconfirmed-link");
    assert!(found[0].message.to_string().ends_with("the host refuses the connection"), "{}", found[0].message);
}

#[test]
fn a_connection_that_is_not_secure_could_not_be_confirmed() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 1_000]);
            let _ = stream.write_all(b"HTTP/1.1 400 This is no TLS\r\n\r\n");
        }
    });
    let found = check(&[url]);
    assert_eq!(found[0].kind.code, "unconfirmed-link");
    assert!(found[0].message.to_string().contains("the connection is not secure"), "{}", found[0].message);
}

#[test]
fn what_is_no_address_is_not_asked() {
    let found = check(&[
        "https://日本語.jp/".to_owned(),
        "http://".to_owned(),
        "mailto:a@b.example".to_owned(),
        "tel:0120".to_owned(),
        "/ja/".to_owned(),
    ]);
    let said: Vec<String> = found.iter().map(|found| found.message.to_string()).collect();
    assert_eq!(said.len(), 2);
    assert!(said[0].contains("link to its form that begins with `xn--`"), "{}", said[0]);
    assert!(said[1].contains("is no address of the web"), "{}", said[1]);
}

#[test]
fn one_address_in_ten_places_is_asked_once_and_reported_ten_times() {
    let server = usual();
    let urls: Vec<String> = (0..10).map(|n| server.url(&format!("/status/404{}", if n % 2 == 0 { "#part" } else { "" }))).collect();
    let found = check(&urls);
    assert_eq!(server.asked(), ["GET /status/404", "HEAD /status/404"]);
    let places: Vec<u32> = found.iter().map(|found| found.span.unwrap().start).collect();
    assert_eq!(places, (0..10).collect::<Vec<u32>>());
    assert!(found[0].message.to_string().contains("404#part`"));
}

#[test]
fn findings_come_in_the_order_of_the_targets() {
    let server = usual();
    let paths = ["/status/404", "/fine", "/to-fine/301", "/status/500", "/status/410", "/status/404", "/hop/3", "/circle"];
    let found = check(&paths.map(|path| server.url(path)));
    let got: Vec<(u32, &str)> = found.iter().map(|found| (found.span.unwrap().start, found.kind.code)).collect();
    let expected =
        [(0, "dead-link"), (2, "moved-link"), (3, "unconfirmed-link"), (4, "dead-link"), (5, "dead-link"), (7, "unconfirmed-link")];
    assert_eq!(got, expected);
}

#[test]
fn progress_counts_addresses_up_to_all_of_them() {
    let server = usual();
    let urls = ["/a", "/a#b", "/b", "/hop/2", "/c"].map(|path| server.url(path));
    let steps = RefCell::new(Vec::new());
    external::check(&targets(&urls), &Limits::default(), &|done, total| steps.borrow_mut().push((done, total)));
    assert_eq!(*steps.borrow(), [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]);
    assert!(check(&[]).is_empty());
}

#[test]
fn we_say_who_we_are_and_keep_no_cookies() {
    let server = usual();
    finding(&server, "/hop/2#part");
    let asked = server.asked.lock().unwrap().clone();
    assert_eq!(asked.len(), 3);
    for request in asked {
        assert!(request.headers.contains(&format!("user-agent: futago/{} (link check)", env!("CARGO_PKG_VERSION"))), "{request:?}");
        assert!(!request.headers.iter().any(|header| header.starts_with("cookie") || header.starts_with("referer")), "{request:?}");
        assert!(!request.line.contains('#'), "{request:?}");
    }
}

#[test]
fn a_host_is_asked_by_two_at_once_and_no_more() {
    // The first two meet here, which they could not if one came after the other.
    let (arrived, meeting) = (AtomicUsize::new(0), Barrier::new(2));
    let server = Server::start(move |request| {
        if arrived.fetch_add(1, Ordering::SeqCst) < 2 {
            meeting.wait();
        }
        // Time for a third to come, if one were let.
        thread::sleep(Duration::from_millis(5));
        let page = request.line.ends_with('0');
        if page { redirect(302, "/other") } else { status(200) }
    });
    let urls: Vec<String> = (0..40).map(|n| server.url(&format!("/{n}"))).collect();
    assert_eq!(check(&urls).len(), 0);
    assert_eq!(server.most_at_once.load(Ordering::SeqCst), 2);
    assert_eq!(server.asked().len(), 44);
}

#[test]
fn a_host_to_which_many_addresses_redirect_is_not_asked_more_either() {
    let there = Server::start(|_| {
        thread::sleep(Duration::from_millis(5));
        status(200)
    });
    let to = there.url("/").replace("127.0.0.1", "localhost");
    let here = Server::start(move |_| redirect(302, &to));
    let urls: Vec<String> = (0..20).map(|n| here.url(&format!("/{n}"))).collect();
    let limits = Limits { at_once_per_host: 6, ..Limits::default() };
    assert_eq!(external::check(&targets(&urls), &limits, &|_, _| {}).len(), 0);
    assert!(there.most_at_once.load(Ordering::SeqCst) <= 6);
    assert_eq!(there.asked().len(), 20);
}

#[test]
fn no_more_are_asked_at_once_than_allowed_in_all() {
    let server = Server::start(|_| {
        thread::sleep(Duration::from_millis(5));
        status(200)
    });
    let other_name = server.url.replace("127.0.0.1", "localhost");
    let urls: Vec<String> = (0..20).map(|n| format!("{}/{n}", if n % 2 == 0 { &server.url } else { &other_name })).collect();
    let limits = Limits { at_once: 3, ..Limits::default() };
    assert_eq!(external::check(&targets(&urls), &limits, &|_, _| {}).len(), 0);
    assert!(server.most_at_once.load(Ordering::SeqCst) <= 3);
    assert_eq!(server.asked().len(), 20);
}

#[test]
fn every_kind_is_listed_with_its_manual() {
    let codes: Vec<&str> = external::KINDS.iter().map(|kind| kind.code).collect();
    assert_eq!(codes, ["dead-link", "moved-link", "unconfirmed-link"]);
    for kind in external::KINDS {
        assert!(["What: ", " Why: ", " Do: "].iter().all(|part| kind.explain.contains(part)), "{}", kind.code);
    }
}
