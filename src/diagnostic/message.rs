//! Words for people, kept as a pattern and its arguments, so that another language needs a table and no other code.

use std::fmt;

/// A sentence with named places, as in "`{key}` is not a key of {what}". The English pattern is its identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub pattern: &'static str,
    pub arguments: Vec<(&'static str, String)>,
}

impl fmt::Display for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.pattern;
        while let Some(open) = rest.find('{') {
            out.write_str(&rest[..open])?;
            let inside = &rest[open + 1..];
            let argument = self.arguments.iter().find(|(name, _)| inside.strip_prefix(name).is_some_and(|after| after.starts_with('}')));
            match argument {
                Some((name, value)) => {
                    write_visibly(value, out)?;
                    rest = &inside[name.len() + 1..];
                }
                // The author of the pattern meant a brace.
                None => {
                    out.write_str("{")?;
                    rest = inside;
                }
            }
        }
        out.write_str(rest)
    }
}

/// What comes from content cannot begin a line of its own: a terminal or a log would take it for ours.
fn write_visibly(value: &str, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    if !value.contains(char::is_control) {
        return out.write_str(value);
    }
    value
        .chars()
        .try_for_each(|c| if c.is_control() { write!(out, "{}", c.escape_default()) } else { out.write_str(c.encode_utf8(&mut [0; 4])) })
}

/// `say!("`{key}` is not known", key = name)`: a [`Message`] with its arguments.
#[macro_export]
macro_rules! say {
    ($pattern:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::diagnostic::Message {
            pattern: $pattern,
            arguments: vec![$((stringify!($name), ($value).to_string())),*],
        }
    };
}

#[cfg(test)]
mod tests {
    #[test]
    fn arguments_stand_in_their_places() {
        let message = say!("`{key}` is not a key of {what}; write `twin: { none: … }`", key = "titel", what = "a page");
        assert_eq!(message.to_string(), "`titel` is not a key of a page; write `twin: { none: … }`");
    }

    #[test]
    fn a_place_may_stand_in_braces() {
        assert_eq!(say!("write `{#{id}}`", id = "stop").to_string(), "write `{#stop}`");
    }

    #[test]
    fn an_argument_begins_no_line_and_moves_no_cursor() {
        assert_eq!(
            say!("`{key}` is not known", key = "a\n::add-mask::\u{1b}[31m").to_string(),
            "`a\\n::add-mask::\\u{1b}[31m` is not known"
        );
    }

    #[test]
    fn an_argument_is_never_read_as_a_pattern() {
        let message = say!("{a} and {b}", a = "{b}", b = "x");
        assert_eq!(message.to_string(), "{b} and x");
    }
}
