//! The preview over HTTP. The only user of `axum`, `hyper` and `tower-http`.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, LOCATION};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use percent_encoding::{CONTROLS, utf8_percent_encode};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use tower_http::services::ServeFile;

use super::respond::{Answer, not_found, respond};
use super::state::Snapshot;
use super::{Listen, Port};
use crate::address::SitePath;
use crate::diagnostic::Failure;
use crate::render::{Audience, HEADERS_FOR_PREVIEW, policy};
use crate::say;

/// The port that is tried first, and how many after it.
const FIRST_PORT: u16 = 1111;
const MOST_PORTS: u16 = 20;
/// After how long a browser that lost the stream asks again.
const RETRY: Duration = Duration::from_millis(300);
/// Something is said on a quiet stream, so that nothing between takes it for dead.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Rendering is short and uses the processor only: more threads than this would only wait for one another.
const MOST_THREADS: usize = 16;

/// Takes the port.
///
/// # Errors
/// The chosen port is taken, or all that were tried; or the address is none of this machine.
pub fn bind(listen: Listen) -> Result<TcpListener, Failure> {
    let (first, last) = match listen.port {
        Port::Chosen(port) => (port, port),
        Port::FirstFree => (FIRST_PORT, FIRST_PORT + MOST_PORTS),
    };
    for port in first..=last {
        match TcpListener::bind((listen.host, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => {
                let message = say!("cannot listen on {host}, port {port}: {error}", host = listen.host, port = port, error = error);
                return Err(Failure::new(message));
            }
        }
    }
    Err(Failure::new(match listen.port {
        Port::Chosen(port) => say!("port {port} is taken: choose another with `--port`, or leave it out", port = port),
        Port::FirstFree => say!("the ports {first} to {last} are all taken: choose one with `--port`", first = first, last = last),
    }))
}

/// Whether somebody else holds the port that the preview would have by itself.
pub fn is_other_than_first(address: SocketAddr, listen: Listen) -> bool {
    listen.port == Port::FirstFree && address.port() != FIRST_PORT
}

/// Answers from the snapshot that is in the channel at that moment, until the runtime is dropped.
///
/// # Errors
/// The system gives no threads or no sockets.
pub fn serve(listener: TcpListener, host: IpAddr, snapshots: watch::Receiver<Arc<Snapshot>>) -> Result<Runtime, Failure> {
    let cannot = |error: std::io::Error| Failure::new(say!("cannot answer requests: {error}", error = error));
    let runtime = Builder::new_multi_thread().worker_threads(2).max_blocking_threads(MOST_THREADS).enable_all().build().map_err(cannot)?;
    listener.set_nonblocking(true).map_err(cannot)?;
    let listener = {
        // A tokio listener is registered with the runtime that it is made in.
        let _inside = runtime.enter();
        tokio::net::TcpListener::from_std(listener).map_err(cannot)?
    };
    let desk = Arc::new(Desk { host, snapshots, headers: headers() });
    runtime.spawn(accept(listener, Router::new().fallback(answer).with_state(desk)));
    Ok(runtime)
}

/// Takes connections for ever. Not by axum's own loop, which drops the request of a client that has closed its sending half.
async fn accept(listener: tokio::net::TcpListener, router: Router) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // No more files can be opened: some connection will end.
            tokio::time::sleep(RETRY).await;
            continue;
        };
        // An answer is one small packet more often than not, and somebody waits for it.
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let mut connection = http1::Builder::new();
            // With a timer, a client that does not finish its request is left after 30 s.
            connection.half_close(true).timer(TokioTimer::new());
            // A client that goes away is its own matter.
            let _ = connection.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

/// What every request is answered with.
struct Desk {
    host: IpAddr,
    snapshots: watch::Receiver<Arc<Snapshot>>,
    headers: HeaderMap,
}

/// The headers of the published site, so that a breach of its policy shows while writing; but nothing may be kept.
fn headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in HEADERS_FOR_PREVIEW {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("the names of our own headers are sound");
        headers.insert(name, HeaderValue::from_static(value));
    }
    let policy = HeaderValue::from_str(&policy(Audience::Loopback)).expect("our policy is ASCII");
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers
}

async fn answer(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let mut response = match refused(&desk, &request) {
        Some(response) => response,
        None => found(&desk, request).await,
    };
    for (name, value) in &desk.headers {
        response.headers_mut().insert(name, value.clone());
    }
    response
}

/// Requests that are answered without a look at their path.
fn refused(desk: &Desk, request: &Request) -> Option<Response> {
    let mut hosts = request.headers().get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Some(plain(StatusCode::BAD_REQUEST, "A request names its host, once.\n"));
    };
    // A request may name the host in its first line too.
    let named = [host.to_str().unwrap_or_default(), request.uri().authority().map_or("localhost", |authority| authority.as_str())];
    if !named.into_iter().all(|name| is_ours(name, desk.host)) {
        return Some(plain(
            StatusCode::FORBIDDEN,
            "This preview answers to its own addresses only. To reach it by another, start it with `--host`.\n",
        ));
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD.\n");
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(response);
    }
    None
}

/// Whether a `Host` names this server. A foreign site that makes its name lead to this machine (DNS rebinding) would read the
/// preview otherwise; for that it needs a name, so a preview that listens on all addresses answers to each bare address.
fn is_ours(host: &str, listening: IpAddr) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    match authority.host().trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
        Ok(address) => listening.is_unspecified() || [listening, Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()].contains(&address),
        Err(_) => authority.host().eq_ignore_ascii_case("localhost"),
    }
}

async fn found(desk: &Desk, request: Request) -> Response {
    let snapshot = Arc::clone(&desk.snapshots.borrow());
    let path = request.uri().path().to_owned();
    // On a thread of its own: a sitemap of 10,000 pages must not hold up the other requests.
    let rendered = tokio::task::spawn_blocking({
        let snapshot = Arc::clone(&snapshot);
        move || respond(&snapshot, &path)
    });
    match rendered.await {
        Ok(Answer::Reloads) => reloads(desk, &request).into_response(),
        Ok(Answer::File { content_type, path }) => file(snapshot, request, &content_type, path).await,
        Ok(answer) => in_memory(answer, request.uri().query()),
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "futago failed on this page; the terminal says more.\n"),
    }
}

fn in_memory(answer: Answer, query: Option<&str>) -> Response {
    match answer {
        Answer::Text { status, content_type, text } => {
            let status = StatusCode::from_u16(status).expect("respond() gives statuses that exist");
            (status, [(CONTENT_TYPE, content_type)], text).into_response()
        }
        Answer::Bytes { content_type, bytes } => ([(CONTENT_TYPE, content_type)], Bytes::from_owner(bytes)).into_response(),
        Answer::Moved { status, to } => {
            let status = StatusCode::from_u16(status).expect("respond() gives statuses that exist");
            // The base path may hold what no header can.
            let to = utf8_percent_encode(&to, CONTROLS);
            (status, [(LOCATION, query.map_or(to.to_string(), |query| format!("{to}?{query}")))]).into_response()
        }
        Answer::NotUtf8 => plain(StatusCode::BAD_REQUEST, "The path is not UTF-8.\n"),
        Answer::File { .. } | Answer::Reloads => unreachable!("found() answers these itself"),
    }
}

/// Streams a file, or the part of it that was asked for.
async fn file(snapshot: Arc<Snapshot>, request: Request, content_type: &str, path: PathBuf) -> Response {
    let address = SitePath::of_request(request.uri().path(), &snapshot.project.site.config().base_url.path);
    let mime = content_type.parse().unwrap_or(mime_guess::mime::APPLICATION_OCTET_STREAM);
    match ServeFile::new_with_mime(path, &mime).try_call(request).await {
        Ok(response) if response.status() != StatusCode::NOT_FOUND => response.map(Body::new),
        // It went since the site was read.
        _ => in_memory(not_found(&snapshot, address.as_ref()), None),
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, [(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// One event for each snapshot that is not the one the browser shows. It says so in the query of its first request, and by the
/// number of the last event when it comes again.
fn reloads(desk: &Desk, request: &Request) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let mut snapshots = desk.snapshots.clone();
    let last = request.headers().get("last-event-id").and_then(|id| id.to_str().ok());
    let shown = last.or(request.uri().query()).map_or_else(|| snapshots.borrow_and_update().version.to_string(), str::to_owned);
    let listener = Listener { snapshots, shown, is_greeted: false };
    let events = stream::unfold(listener, |listener| async { listener.next().await.map(|(event, listener)| (Ok(event), listener)) });
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE).text("quiet"))
}

/// A browser that waits for the next snapshot.
struct Listener {
    snapshots: watch::Receiver<Arc<Snapshot>>,
    /// The version that it shows, as it says itself.
    shown: String,
    is_greeted: bool,
}

impl Listener {
    async fn next(mut self) -> Option<(Event, Listener)> {
        if !self.is_greeted {
            self.is_greeted = true;
            return Some((Event::default().retry(RETRY).comment("futago"), self));
        }
        loop {
            let version = self.snapshots.borrow_and_update().version.to_string();
            if version != self.shown {
                self.shown.clone_from(&version);
                return Some((Event::default().event("saved").id(&version).data(&version), self));
            }
            // An error means that the preview ends.
            self.snapshots.changed().await.ok()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_addresses_are_its_host() {
        let ours = |host: &str, listening: &str| is_ours(host, listening.parse().unwrap());
        for host in ["127.0.0.1", "127.0.0.1:1111", "localhost:1111", "LOCALHOST", "[::1]:1111", "[::1]"] {
            assert!(ours(host, "127.0.0.1"), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:1111",
            "localhost.evil.example",
            "192.168.1.5",
            "127.0.0.1.evil.example",
            "127.0.0.1:80@evil.example",
        ] {
            assert!(!ours(host, "127.0.0.1"), "{host}");
        }
        assert!(ours("192.168.1.5:1111", "192.168.1.5"));
        assert!(ours("192.168.1.5:1111", "0.0.0.0") && ours("[fe80::1]:1111", "::"));
        assert!(!ours("evil.example", "0.0.0.0") && !ours("evil.example:1111", "::"));
    }
}
