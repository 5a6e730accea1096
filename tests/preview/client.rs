//! A bare HTTP client, so that nothing hides what goes over the wire.

use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

/// Longer than anything may take, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

pub fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

pub fn get(address: SocketAddr, path: &str) -> Reply {
    ask(address, format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"))
}

/// Sends the bytes of one request and reads the reply to its end.
pub fn ask(address: SocketAddr, request: impl AsRef<[u8]>) -> Reply {
    let mut stream = connect(address);
    stream.write_all(request.as_ref()).unwrap();
    let is_head = request.as_ref().starts_with(b"HEAD");
    reply(&mut BufReader::new(stream), is_head)
}

/// One reply of a connection that may stay open.
pub fn reply(stream: &mut impl BufRead, is_head: bool) -> Reply {
    let mut reply = head(stream);
    let length: Option<usize> = reply.header("content-length").map(|length| length.parse().unwrap());
    match length {
        _ if is_head => {}
        Some(length) => {
            reply.body = vec![0; length];
            stream.read_exact(&mut reply.body).unwrap();
        }
        None if reply.header("transfer-encoding").is_none() && reply.status != 304 => drop(stream.read_to_end(&mut reply.body).unwrap()),
        None => {}
    }
    reply
}

fn head(stream: &mut impl BufRead) -> Reply {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        assert!(stream.read_line(&mut line).unwrap() > 0, "the connection was closed within the head of a reply, after {lines:?}");
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let status = lines[0].split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines[1..].iter().map(|line| line.split_once(": ").unwrap()).map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Reply { status, headers: headers.collect(), body: Vec::new() }
}

/// What a browser sees on the stream of reload events.
pub struct Events {
    stream: BufReader<TcpStream>,
    pub head: Reply,
}

impl Events {
    /// `path`: with the query that names what the browser shows.
    pub fn open(address: SocketAddr, path: &str) -> Events {
        Events::open_with(address, path, "")
    }

    pub fn open_with(address: SocketAddr, path: &str, headers: &str) -> Events {
        let mut stream = connect(address);
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\n{headers}\r\n").unwrap();
        let mut stream = BufReader::new(stream);
        let head = head(&mut stream);
        Events { stream, head }
    }

    /// The next event or comment, up to its empty line. Between them stand the sizes of chunks, which are passed over.
    pub fn next(&mut self) -> String {
        let mut event = String::new();
        loop {
            let mut line = String::new();
            assert!(self.stream.read_line(&mut line).unwrap() > 0, "the stream was closed");
            let line = line.trim_end();
            match line {
                "" if !event.is_empty() => return event,
                _ if line.contains(':') => event = format!("{event}{line}\n"),
                _ => {}
            }
        }
    }

    pub fn close(self) {
        self.stream.get_ref().shutdown(Shutdown::Both).unwrap();
    }
}
