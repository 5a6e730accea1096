use super::{Keys, japanese};
use crate::facts::{Type, Value, format_as, format_date, href};

#[test]
fn a_date_is_told_as_exactly_as_it_is_known() {
    for (text, expected) in [("2026-11-22", "2026年11月22日"), ("2022-03", "2022年3月"), ("2022", "2022年"), ("spring", "spring")] {
        assert_eq!(format_date(text, &Keys), expected);
    }
}

#[test]
fn only_a_confirmed_phone_can_be_dialled_from_the_page() {
    let phone = |number: &str| Value::Phone(number.to_owned());
    assert_eq!(href(&phone("+81-3-0000-0000"), true).as_deref(), Some("tel:+81300000000"));
    assert_eq!(href(&phone("+81-3-0000-0000"), false), None);
    assert_eq!(href(&phone("#0000"), true), None);
}

#[test]
fn an_address_leads_to_its_page_and_other_values_nowhere() {
    let address = "https://example.org/";
    assert_eq!(href(&Value::Url(address.to_owned()), false).as_deref(), Some(address));
    assert_eq!(href(&Value::Text(address.to_owned()), true), None);
    assert_eq!(href(&Value::Bool(true), true), None);
}

#[test]
fn a_choice_its_type_does_not_know_is_shown_by_its_key() {
    assert_eq!(format_as(&Value::Choice("east".to_owned()), &Type::Choice { of: Vec::new() }, japanese(), &Keys), "east");
}
