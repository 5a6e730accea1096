//! futago (双子, twins): a static-site generator for guides in two or more languages.
//!
//! One straight line: `source` reads the disk; `yaml`, `markdown`, `page`, `facts`, `phrases`, `messages`, `glossary`, `tree`
//! and `config` parse their files and never fail; `site` links what was parsed; `check` judges the linked site; `render` makes the bytes of one address from site and
//! `theme`; `write` puts all of them on the disk, or `preview` answers one request with them. `project` is that line up to
//! the judging, and `commands` are short stories over it.
//!
//! What is wrong with content is a finding (`diagnostic`), gathered and never thrown. What is wrong with the surroundings is
//! a `Failure`, and stops. The date is an argument; same input, same bytes. `ARCHITECTURE.md` says what never depends on what.

pub mod diagnostic;
pub mod lang;
pub mod address;
pub mod file_name;

pub mod source;
pub mod yaml;
pub mod config;
pub mod reading;
pub mod markdown;
pub mod page;
pub mod facts;
pub mod phrases;
pub mod messages;
pub mod glossary;
pub mod tree;

pub mod site;
pub mod uses;
pub mod check;
pub mod theme;
pub mod render;
pub mod project;
pub mod catalogue;
pub mod schema;

pub mod write;
pub mod external;
pub mod preview;

pub mod cli;
pub mod commands;
