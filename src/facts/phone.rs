//! Telephone numbers, kept as written: how a number is grouped helps the reader who dials it.

/// The most digits a number can have: ITU-T E.164, with some room for a prefix dialled before it.
const MOST_DIGITS: usize = 18;
/// The fewest: some services have numbers of three.
const FEWEST_DIGITS: usize = 3;

/// Digits in groups joined by single hyphens, behind an optional `+` or `#`: `0120-000-000`, `+81-3-0000-0000`, `123`, `#0000`.
pub fn is_phone(text: &str) -> bool {
    let number = text.strip_prefix(['+', '#']).unwrap_or(text);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let grouped = number.split('-').all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    grouped && (FEWEST_DIGITS..=MOST_DIGITS).contains(&digits)
}

/// The number for a `tel:` address: digits and `+` only. `None` for `#0000` and its like: without the `#` it would be another
/// number, and with it telephones refuse to dial from a link.
pub fn dialled(text: &str) -> Option<String> {
    (!text.contains('#')).then(|| text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect())
}

#[cfg(test)]
mod tests {
    use super::{dialled, is_phone};

    #[test]
    fn a_phone_is_digits_and_hyphens() {
        for good in ["0120-000-000", "0120000000", "03-0000-0000", "+81-3-0000-0000", "123", "#0000", "0570-000-000"] {
            assert!(is_phone(good), "{good}");
        }
        for bad in ["", "11", "0120--000", "-0120", "0120-", "０１２０", "03 0000 0000", "call us", "81+3", "##0000", "0120-000-000 内線2"]
        {
            assert!(!is_phone(bad), "{bad}");
        }
    }

    #[test]
    fn a_link_dials_digits_and_plus_only() {
        assert_eq!(dialled("+81-3-0000-0000").as_deref(), Some("+81300000000"));
        assert_eq!(dialled("123").as_deref(), Some("123"));
        assert_eq!(dialled("#0000"), None);
    }
}
