use crate::cli::Serve; use crate::commands::Outcome; use crate::diagnostic::Failure;
pub fn run(_arguments: &Serve, _now: jiff::civil::Date) -> Result<Outcome, Failure> { Ok(Outcome::Clean) }
