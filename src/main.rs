//! Arguments in, exit code out.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use futago::cli::Cli;
use futago::commands::{self, Outcome};

fn main() -> ExitCode {
    // clap itself ends with 2 on a wrong call, which is our code for it too.
    let cli = Cli::parse();
    match commands::run(cli, commands::today_in_japan()) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(failure) => {
            // If nobody can read standard error, the exit code says it all.
            let _ = writeln!(std::io::stderr(), "futago: {}", failure.0);
            ExitCode::from(2)
        }
    }
}
