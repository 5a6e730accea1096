//! The acceptance list of the preview's HTTP.

use std::io::{BufReader, Write};
use std::net::{IpAddr, Ipv4Addr, Shutdown, TcpListener};
use std::thread;

use futago::preview::{Listen, Port, Preview, Settings};

use crate::client::{Events, ask, connect, reply};
use crate::running::{Running, settings};
use crate::site::{Site, page};

#[test]
fn get_and_head_are_answered_and_nothing_else() {
    let site = Site::new();
    let running = Running::of(&site);
    let at = running.address();
    let get = running.get("/en/");
    let head = ask(at, format!("HEAD /en/ HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n"));
    assert_eq!((head.status, head.header("content-length")), (200, get.header("content-length")));
    let head = ask(at, format!("HEAD /_/reload HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n"));
    assert_eq!(head.status, 200);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "FUTAGO"] {
        let reply = ask(at, format!("{method} /en/ HTTP/1.1\r\nHost: {at}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
}

#[test]
fn a_connection_is_kept_for_the_next_request() {
    let site = Site::new();
    let running = Running::of(&site);
    let mut stream = BufReader::new(connect(running.address()));
    for path in ["/en/", "/nowhere", "/ja/guide/notes.txt", "/en/"] {
        write!(stream.get_mut(), "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", running.address()).unwrap();
        let reply = reply(&mut stream, false);
        assert_eq!(reply.status, if path == "/nowhere" { 404 } else { 200 });
    }
}

#[test]
fn foreign_hosts_are_refused() {
    let site = Site::new();
    let running = Running::of(&site);
    let port = running.address().port();
    let with_host = |host: &str| ask(running.address(), format!("GET /en/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).status;
    for host in [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}"), "localhost".to_owned()] {
        assert_eq!(with_host(&host), 200, "{host}");
    }
    for host in ["evil.example".to_owned(), format!("evil.example:{port}"), "192.168.0.1".to_owned(), String::new()] {
        assert_eq!(with_host(&host), 403, "{host:?}");
    }
    let none = ask(running.address(), "GET /en/ HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert_eq!(none.status, 400);
    let absolute =
        ask(running.address(), format!("GET http://evil.example/en/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"));
    assert_eq!(absolute.status, 403);
}

#[test]
fn paths_are_read_safely() {
    let site = Site::new();
    site.write("outside.txt", "nobody's business");
    let running = Running::of(&site);
    assert_eq!(running.get("/%FF%FE/").status, 400);
    for path in [
        "/../outside.txt",
        "/ja/../../outside.txt",
        "/%2e%2e/outside.txt",
        "/..%2foutside.txt",
        "/%252e%252e/outside.txt",
        "/..%5coutside.txt",
        "//outside.txt",
        "/ja/%00",
        "/ja/guide/notes.txt/",
        "/content/site.yaml",
        "/site.yaml",
        "/data/desks.yaml",
    ] {
        let reply = running.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(!reply.text().contains("nobody's business"));
    }
    let japanese = running.get("/ja/guide/%E6%89%8B%E9%A0%86/");
    assert_eq!(japanese.status, 200);
}

#[test]
fn a_missing_slash_is_added() {
    let site = Site::with("base_url: https://example.org/repo/\n");
    let running = Running::of(&site);
    for (path, to, status) in [
        ("/repo/ja/guide", "/repo/ja/guide/", 308),
        ("/repo/ja/guide?a=b", "/repo/ja/guide/?a=b", 308),
        ("/repo/ja/guide/%E6%89%8B%E9%A0%86", "/repo/ja/guide/%E6%89%8B%E9%A0%86/", 308),
        ("/repo/ja/guide/index.html", "/repo/ja/guide/", 308),
        ("/repo/old/about", "/repo/old/about/", 308),
        ("/repo", "/repo/", 308),
        ("/", "/repo/", 307),
    ] {
        let reply = running.get(path);
        assert_eq!((reply.status, reply.header("location")), (status, Some(to)), "{path}");
        assert_eq!(reply.header("cache-control"), Some("no-store"), "or the browser would remember it for ever");
    }
    let japanese = Site::with("base_url: https://example.org/手引/\n");
    let running_there = Running::of(&japanese);
    assert_eq!(running_there.get("/%E6%89%8B%E5%BC%95/ja/").status, 200);
    assert_eq!(running_there.get("/").header("location"), Some("/%E6%89%8B%E5%BC%95/"), "a base path beyond ASCII");
    assert_eq!(running.get("/elsewhere/").status, 404);
    assert_eq!(running.get("/ja/guide/").status, 404, "the site stands below its base path only");
}

#[test]
fn what_is_not_there_is_said_in_the_language_of_the_address() {
    let site = Site::new();
    let running = Running::of(&site);
    for (path, lang) in [("/ja/nowhere/", "<html lang=\"ja\">"), ("/en/nowhere.png", "<html lang=\"en\">"), ("/nowhere/", "<h1>404</h1>")] {
        let reply = running.get(path);
        assert_eq!((reply.status, reply.header("content-type")), (404, Some("text/html; charset=utf-8")));
        assert!(reply.text().contains(lang), "{path}");
        assert!(reply.text().contains("/_/reload.js?"), "a page that is written now shows by itself");
    }
    assert_eq!(running.get("/ja/404.html").status, 200);
}

#[test]
fn each_reply_carries_the_headers_of_the_published_site() {
    let site = Site::new();
    let running = Running::of(&site);
    for path in ["/en/", "/nowhere", "/ja/guide/notes.txt", "/en/guide", "/sitemap.xml", "/_/reload.js", "/%FF"] {
        let reply = running.get(path);
        let policy = reply.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("require-trusted-types-for 'script'"), "{path}");
        assert!(!policy.contains("upgrade-insecure-requests"), "it would break a preview without TLS");
        assert_eq!(reply.header("strict-transport-security"), None);
        assert_eq!(reply.header("cache-control"), Some("no-store"), "{path}");
        for (name, value) in futago::render::HEADERS_FOR_PREVIEW {
            assert_eq!(reply.header(&name.to_lowercase()), Some(*value), "{path}");
        }
    }
}

#[test]
fn types_say_their_charset() {
    let site = Site::new();
    let running = Running::of(&site);
    let style = running
        .get("/en/")
        .text()
        .split("href=\"")
        .find(|part| part.starts_with("/assets/css/"))
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    for (path, expected) in [
        ("/en/", "text/html; charset=utf-8"),
        (style.as_str(), "text/css; charset=utf-8"),
        ("/ja/guide/notes.txt", "text/plain; charset=utf-8"),
        ("/ja/guide/picture.png", "image/png"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/en/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/en/manifest.webmanifest", "application/manifest+json; charset=utf-8"),
        ("/data/desks.json", "application/json; charset=utf-8"),
        ("/data/desks.schema.json", "application/json; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/_headers", "text/plain; charset=utf-8"),
    ] {
        assert_eq!(running.get(path).header("content-type"), Some(expected), "{path}");
    }
}

#[test]
fn assets_are_served_in_parts() {
    let site = Site::new();
    let running = Running::of(&site);
    let at = running.address();
    let part = |range: &str| {
        ask(at, format!("GET /ja/guide/notes.txt HTTP/1.1\r\nHost: {at}\r\nRange: bytes={range}\r\nConnection: close\r\n\r\n"))
    };
    let middle = part("2-4");
    assert_eq!((middle.status, middle.header("content-range"), middle.text().as_str()), (206, Some("bytes 2-4/10"), "234"));
    assert_eq!(part("-3").text(), "789");
    assert_eq!(part("20-").status, 416);
    assert_eq!(middle.header("content-type"), Some("text/plain; charset=utf-8"));
}

#[test]
fn a_taken_port_is_passed_over_or_refused() {
    let site = Site::new();
    let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
    // Somebody else may hold it already, which is as good.
    let _first = TcpListener::bind((host, 1111));
    let next = Running::with(Settings { listen: Listen { host, port: Port::FirstFree }, ..settings(&site) });
    assert!((1112..=1131).contains(&next.address().port()));
    assert!(next.preview.is_other_port());
    let chosen = Settings { listen: Listen { host, port: Port::Chosen(next.address().port()) }, ..settings(&site) };
    let Err(failure) = Preview::start(chosen, |_| {}) else { panic!("a taken port is no address") };
    assert!(failure.0.to_string().contains("is taken"), "{}", failure.0);
}

#[test]
fn idle_slow_and_half_closed_clients_hold_nobody_up() {
    let site = Site::new();
    let running = Running::of(&site);
    let request = format!("GET /en/ HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", running.address());
    let idle: Vec<_> = (0..200).map(|_| connect(running.address())).collect();
    let streams: Vec<_> = (0..50).map(|_| Events::open(running.address(), "/_/reload")).collect();
    let mut slow = connect(running.address());
    slow.write_all(&request.as_bytes()[..20]).unwrap();
    assert_eq!(running.get("/en/").status, 200);

    let mut half = connect(running.address());
    half.write_all(request.as_bytes()).unwrap();
    half.shutdown(Shutdown::Write).unwrap();
    assert_eq!(reply(&mut BufReader::new(half), false).status, 200);

    slow.write_all(&request.as_bytes()[20..]).unwrap();
    assert_eq!(reply(&mut BufReader::new(slow), false).status, 200);
    site.write("content/en/index.md", &page("Home", "For all of them."));
    for mut stream in streams {
        assert!(stream.next().contains("retry"));
        assert!(stream.next().contains("event: saved"));
    }
    drop(idle);
    assert_eq!(running.get("/en/").status, 200);
}

#[test]
fn requests_under_load_while_files_change_are_all_answered() {
    let site = Site::of_pages(20);
    let running = Running::of(&site);
    let address = running.address();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(move || {
                let mut stream = BufReader::new(connect(address));
                for at in 0..250 {
                    write!(stream.get_mut(), "GET /en/s0/p{}/ HTTP/1.1\r\nHost: {address}\r\n\r\n", at % 20).unwrap();
                    let reply = reply(&mut stream, false);
                    assert!(reply.status == 200 && reply.text().ends_with("</html>\n"), "{}", reply.status);
                }
            });
        }
        for round in 0..200 {
            site.write_over(&format!("content/en/s0/p{}.md", round % 20), &page(&format!("Round {round}"), "Text."));
        }
    });
    running.until_fresh(&site, "200 saves under load");
}
