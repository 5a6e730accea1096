//! The commands: each a short story over the stages.

mod build;
mod check;
mod facts;
mod new;
mod rendering;
mod report;
mod schema;
mod serve;
mod tree;

use clap::CommandFactory;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use crate::cli::{Cli, Command, Common, New};
use crate::config::BaseUrl;
use crate::diagnostic::Failure;
use crate::project::Options;
use crate::render::Indexing;
use crate::site::Drafts;

/// What a command ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Clean,
    Findings,
}

/// Runs what was typed. `now` is the day in Japan, for those who gave none.
///
/// # Errors
/// The surroundings do not allow it.
pub fn run(cli: Cli, now: Date) -> Result<Outcome, Failure> {
    match cli.command {
        Command::Build(arguments) => build::run(&arguments, now),
        Command::Check(arguments) => check::run(&arguments, now),
        Command::Serve(arguments) => serve::run(&arguments, now),
        Command::New(New::Page { key, root, today }) => new::page(&root, &key, today.unwrap_or(now)),
        Command::Tree(arguments) => tree::run(&arguments, now),
        Command::Facts(arguments) => facts::run(&arguments, now),
        Command::Schema(arguments) => schema::run(&arguments, now),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "futago", &mut script);
            report::output(&String::from_utf8_lossy(&script))?;
            Ok(Outcome::Clean)
        }
    }
}

/// The day in Japan, which has had no summer time since 1951.
pub fn today_in_japan() -> Date {
    let offset = Offset::constant(9);
    jiff::Timestamp::now().to_zoned(TimeZone::fixed(offset)).date()
}

fn options(common: &Common, now: Date, drafts: bool, base_url: Option<BaseUrl>, indexing: Indexing) -> Options {
    Options {
        root: common.root.clone(),
        today: common.today.unwrap_or(now),
        drafts: if drafts { Drafts::Shown } else { Drafts::Hidden },
        base_url,
        indexing,
    }
}
