//! Commands and flags: what was typed.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

use crate::config::BaseUrl;

/// Builds, checks and previews guides in two or more languages.
///
/// futago (双子, twins) turns Markdown and typed facts under `content/` into a static site in which every page has its twin
/// in each other language.
///
/// Exit code: 0 clean, 1 findings of severity error (with --strict: warnings too), 2 the surroundings or the way it was called.
#[derive(Debug, Parser)]
#[command(name = "futago", version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Checks the site, then writes it
    ///
    /// With a finding of severity error nothing is written and the old output stays as it is. The output folder is replaced
    /// in one step; a folder that futago did not make is never emptied.
    Build(Build),
    /// Only checks: prints every finding with its place and its remedy
    Check(Check),
    /// Previews the site and reloads the browser after each save
    ///
    /// Findings stand as a banner on the page they concern. Listens on this machine only, unless --host says otherwise.
    Serve(Serve),
    /// Writes new files from the theme's skeletons, never over existing ones
    #[command(subcommand)]
    New(New),
    /// Lists the trees, or prints the figures and findings of one
    ///
    /// With --accept the table of its paths is written anew, beside the tree: look at what changed in it, and commit both.
    Tree(Tree),
    /// Lists the facts with their confidence and age, says what rests on one, or confirms them
    ///
    /// A fact is named as pages name it: COLLECTION/ROW#GROUP.NAME. Errors in the data are printed as well, and fail.
    Facts(Facts),
    /// Writes the JSON Schemas by which editors complete and check the site's YAML
    ///
    /// They stand in `.schemas/`; `.vscode/settings.json` says which file goes by which. A settings file that is there
    /// already is never changed: what it lacks is said.
    Schema(Schema),
    /// Prints a script that completes futago's commands in a shell
    ///
    /// For bash: futago completions bash > ~/.local/share/bash-completion/completions/futago
    Completions { shell: Shell },
}

/// What every command about a site takes.
#[derive(Debug, Args)]
pub struct Common {
    /// The site's folder, which holds `content/`
    #[arg(long, value_name = "DIR", default_value = ".", global = true)]
    pub root: PathBuf,
    /// The day on which facts are as old as they are; default: today in Japan
    #[arg(long, value_name = "YYYY-MM-DD", global = true)]
    pub today: Option<Date>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Human, global = true)]
    pub format: Format,
    /// Warnings count as errors; notes never do
    #[arg(long, global = true)]
    pub strict: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: the source line, a caret, the remedy
    Human,
    /// For programs: one JSON object a line
    Json,
    /// For GitHub Actions: annotations on the lines of a pull request
    Github,
}

#[derive(Debug, Args)]
pub struct Build {
    #[command(flatten)]
    pub common: Common,
    /// Where to write; relative to the site's folder
    #[arg(long, value_name = "DIR", default_value = "public")]
    pub out: PathBuf,
    /// The site's full address, instead of `base_url` in site.yaml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<BaseUrl>,
    /// Draft pages too
    #[arg(long)]
    pub drafts: bool,
    /// Write what there is even with errors, and exit with 1 all the same
    #[arg(long)]
    pub keep_going: bool,
    /// Ask search engines not to list this build: for deploys that are only looked at
    #[arg(long)]
    pub noindex: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub common: Common,
    /// Draft pages too
    #[arg(long)]
    pub drafts: bool,
    /// Also ask the network whether external links and the sources of facts are alive
    #[arg(long)]
    pub external: bool,
    /// Print what a code means and what to do, as in `--explain missing-twin`; `--explain all` lists them
    #[arg(long, value_name = "CODE")]
    pub explain: Option<String>,
}

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub common: Common,
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// The port; if it is taken, that is an error. Default: 1111, or the next one that is free
    #[arg(long)]
    pub port: Option<u16>,
    /// Open the page in a browser
    #[arg(long)]
    pub open: bool,
    /// Draft pages too
    #[arg(long)]
    pub drafts: bool,
}

#[derive(Debug, Args)]
pub struct Tree {
    /// The name of its file: `NAME` for content/trees/NAME.yaml; without one, all trees are listed
    pub name: Option<String>,
    #[command(flatten)]
    pub common: Common,
    /// Write the table of its paths as they are now; not while the tree has errors
    #[arg(long, requires = "name")]
    pub accept: bool,
}

#[derive(Debug, Args)]
pub struct Facts {
    #[command(subcommand)]
    pub command: Option<FactsCommand>,
    /// Only these: COLLECTION, COLLECTION/ROW, COLLECTION#FACT or COLLECTION/ROW#FACT; FACT may be a whole group
    #[arg(value_name = "KEY")]
    pub selection: Option<String>,
    #[command(flatten)]
    pub common: Common,
    /// Only those that are stale or expired on the day
    #[arg(long)]
    pub stale: bool,
    /// Only those that no person has compared with their living sources
    #[arg(long)]
    pub unconfirmed: bool,
    /// Every sentence, table, comparison and place of a tree that rests on the fact, in all languages: what must be read again
    /// when it changes. COLLECTION#FACT means that fact of any row
    #[arg(long, value_name = "KEY", conflicts_with_all = ["selection", "stale", "unconfirmed"])]
    pub uses: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum FactsCommand {
    /// Writes into its file that a person has compared a fact with its living source
    ///
    /// Only the line `checked:` is added or changed; comments, order, quotes and line ends stay as they are. Without a full
    /// KEY it asks about one unconfirmed fact after the other: y (it is still so), n (next), q (quit).
    Confirm(Confirm),
}

#[derive(Debug, Args)]
pub struct Confirm {
    /// COLLECTION/ROW#FACT. Without it, or with COLLECTION or COLLECTION/ROW, the unconfirmed ones are asked one by one
    pub key: Option<String>,
    /// The page it was compared with: one of the fact's sources, or a new one, which is added and needs --kind
    #[arg(long, value_name = "URL", requires = "key")]
    pub source: Option<String>,
    /// What a new source is: one of the schema's `source_kinds`
    #[arg(long, value_name = "KIND", requires = "source")]
    pub kind: Option<String>,
    /// The day of comparing; default: the day of --today
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub checked: Option<Date>,
}

#[derive(Debug, Args)]
pub struct Schema {
    #[command(flatten)]
    pub common: Common,
    /// Write nothing; fail if a file is not what would be written
    #[arg(long)]
    pub check: bool,
}

#[derive(Debug, Subcommand)]
pub enum New {
    /// Writes a page and its twin in each language
    ///
    /// KEY is the page's path without language and ending, as in `guide/call-issuer`; a KEY that ends in a slash makes a section.
    Page {
        key: String,
        /// The site's folder, which holds `content/`
        #[arg(long, value_name = "DIR", default_value = ".")]
        root: PathBuf,
        /// The day written into the page; default: today in Japan
        #[arg(long, value_name = "YYYY-MM-DD")]
        today: Option<Date>,
    },
}

fn base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).ok_or_else(|| "write `https://example.org/` or `https://example.org/path/`".to_owned())
}
