//! A preview of a copy of the guide, and a browser that looks at it. Both end with the test.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::wd::{PrintConfiguration, PrintMargins, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// How long anything that must happen may take; far more than it does.
const PATIENCE: Duration = Duration::from_secs(30);

/// `futago serve` over a copy of this repository's guide.
pub struct Preview {
    pub root: PathBuf,
    pub address: String,
    process: Child,
    _folder: tempfile::TempDir,
}

impl Preview {
    pub fn start() -> Preview {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let root = folder.path().to_owned();
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        copy(&repository.join("content"), &root.join("content"));
        let port = free_port();
        let mut process = Command::new(env!("CARGO_BIN_EXE_futago"))
            .args(["serve", "--today", "2026-11-22", "--port", &port.to_string(), "--root"])
            .arg(&root)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("futago starts");
        // Nobody may be left waiting for a reader of what it prints.
        let printed = process.stderr.take().expect("it was piped");
        thread::spawn(move || BufReader::new(printed).lines().map_while(Result::ok).for_each(drop));
        wait_for_port(port, "futago serve");
        Preview { root, address: format!("http://127.0.0.1:{port}"), process, _folder: folder }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Changes a file as an editor does: reads it, replaces, saves.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let file = self.root.join(path);
        let text = fs::read_to_string(&file).expect("the page is there");
        assert!(text.contains(from), "{path} does not hold `{from}`");
        fs::write(&file, text.replacen(from, to, 1)).expect("the page can be saved");
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A driver with one browser of its own.
pub struct Browser {
    pub client: Client,
    /// Where it saves what is downloaded.
    pub downloads: tempfile::TempDir,
    driver: Child,
}

/// A command to Chromium itself, past WebDriver: media, sizes, downloads.
#[derive(Debug)]
struct DevTools(Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.expect("a session is open")))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.0.to_string()))
    }
}

/// Which size and colours a test wants.
#[derive(Clone, Copy)]
pub enum Window {
    Phone,
    Desk,
}

impl Browser {
    pub async fn start(window: Window) -> Browser {
        Browser::with_preferences(window, json!({})).await
    }

    /// A browser whose user has changed settings, by their names in Chromium's profile.
    pub async fn with_preferences(window: Window, mut preferences: Value) -> Browser {
        let downloads = tempfile::tempdir().expect("a temporary folder can be made");
        preferences["download.default_directory"] = json!(downloads.path());
        let port = free_port();
        let program = env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let driver = Command::new(&program)
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start `{program}` ({error}): install ChromeDriver, or run tests/run, which does"));
        wait_for_port(port, "chromedriver");
        let (width, height) = match window {
            Window::Phone => (360, 780),
            Window::Desk => (1280, 900),
        };
        let mut options = json!({ "args": [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
        ], "prefs": preferences });
        if let Window::Phone = window {
            // A headless window is never as narrow as a phone; the device's own metrics are.
            options["mobileEmulation"] = json!({ "deviceMetrics": { "width": width, "height": height, "pixelRatio": 2.0, "touch": true } });
        }
        let capabilities = json!({ "browserName": "chrome", "goog:chromeOptions": options });
        let Value::Object(capabilities) = capabilities else { unreachable!("it is written as an object") };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("the driver starts a browser");
        if let Window::Desk = window {
            client.set_window_size(width, height).await.expect("the window takes its size");
        }
        Browser { client, downloads, driver }
    }

    pub async fn open(&self, url: &str) {
        self.client.goto(url).await.expect("the page opens");
    }

    /// What a script in the page returns.
    pub async fn ask(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.expect("the script runs")
    }

    pub async fn text(&self, script: &str) -> String {
        match self.ask(script).await {
            Value::String(text) => text,
            other => panic!("`{script}` gave {other}, not a text"),
        }
    }

    /// Waits until a script returns true, and says what was waited for if it never does. Asks again after a reload too.
    pub async fn until(&self, what: &str, script: &str) {
        let end = Instant::now() + PATIENCE;
        loop {
            if matches!(self.client.execute(script, Vec::new()).await, Ok(Value::Bool(true))) {
                return;
            }
            assert!(Instant::now() < end, "waited in vain until {what}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub async fn click(&self, selector: &str) {
        let element = self.client.find(fantoccini::Locator::Css(selector)).await.expect("the element is there");
        element.click().await.expect("it can be clicked");
    }

    pub async fn dev_tools(&self, command: &str, parameters: Value) -> Value {
        let command = DevTools(json!({ "cmd": command, "params": parameters }));
        self.client.issue_cmd(command).await.expect("Chromium knows the command")
    }

    /// Presses and lets go of a key, wherever the focus is.
    pub async fn press(&self, key: char) {
        let keys = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        self.client.perform_actions(keys).await.expect("the key can be pressed");
    }

    /// Nothing on this page was refused by the policy, nor tried to do what is going to be.
    pub async fn keeps_the_policy(&self, page: &str) {
        // Reports made before this script ran are kept for it; they come in a task of their own.
        let reports = "const seen = []; new ReportingObserver(reports => seen.push(...reports), { buffered: true }).observe(); \
                       return new Promise(done => setTimeout(() => done(JSON.stringify(seen.map(report => report.toJSON()))), 0))";
        assert_eq!(self.text(reports).await, "[]", "{page} breaks the policy");
    }

    /// How many sheets of A4 the page is printed on.
    pub async fn sheets(&self) -> usize {
        let margins = PrintMargins { top: 0.7, bottom: 0.7, left: 0.8, right: 0.8 };
        let how = PrintConfiguration::builder().margins(margins).build().expect("the sheet is one that printers have");
        let pdf = self.client.print(how).await.expect("the page can be printed");
        // The objects of a PDF are text: each sheet is a `/Type /Page`, all of them together `/Type /Pages`.
        let text = String::from_utf8_lossy(&pdf);
        text.match_indices("/Type /Page").filter(|(at, found)| !text[at + found.len()..].starts_with('s')).count()
    }

    pub async fn close(self) {
        self.client.clone().close().await.expect("the browser closes");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    listener.local_addr().expect("a bound listener has an address").port()
}

fn wait_for_port(port: u16, who: &str) {
    let end = Instant::now() + PATIENCE;
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < end, "{who} does not answer");
        thread::sleep(Duration::from_millis(20));
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be listed") {
        let entry = entry.expect("its entry can be read");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("its kind is known").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the file can be copied");
        }
    }
}
