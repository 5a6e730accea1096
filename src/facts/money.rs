//! Amounts of money and their currencies.

use std::fmt;

/// An amount in whole minor units of its currency; JPY has none, so 1 is one yen, and in USD 1 is one cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    pub amount: u64,
    pub currency: Currency,
    /// `None` if the source does not say.
    pub tax_included: Option<bool>,
}

impl Money {
    /// The amount in major units with separators: `1,100` yen, `1,234.50` dollars.
    pub fn digits(self) -> String {
        let digits = usize::from(self.currency.minor_digits);
        let padded = format!("{:0>width$}", self.amount, width = digits + 1);
        let (major, minor) = padded.split_at(padded.len() - digits);
        if minor.is_empty() { grouped(major) } else { format!("{}.{minor}", grouped(major)) }
    }
}

/// A currency of ISO 4217.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    code: &'static str,
    /// How many decimals its minor unit has: 0 for yen, 2 for cents.
    minor_digits: u8,
}

impl Currency {
    /// The currency of a code in capitals; `None` if ISO 4217 has no such code.
    pub fn of_code(code: &str) -> Option<Currency> {
        CODES.iter().find_map(|(minor_digits, codes)| {
            codes.split(' ').find(|known| *known == code).map(|code| Currency { code, minor_digits: *minor_digits })
        })
    }

    pub fn code(self) -> &'static str {
        self.code
    }

    pub fn minor_digits(self) -> u8 {
        self.minor_digits
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code)
    }
}

fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Decimals of the minor unit, and the currencies that have so many. Source: ISO 4217, list one.
static CODES: &[(u8, &str)] = &[
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
    (
        2,
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK \
         DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT \
         LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN \
         QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS \
         VED VES WST XCD XCG YER ZAR ZMW ZWG",
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
];

#[cfg(test)]
mod tests {
    use super::{Currency, Money};

    #[test]
    fn an_amount_has_the_decimals_of_its_currency() {
        for (amount, code, expected) in [
            (0, "JPY", "0"),
            (1100, "JPY", "1,100"),
            (1234567, "JPY", "1,234,567"),
            (5, "USD", "0.05"),
            (123450, "USD", "1,234.50"),
            (1, "KWD", "0.001"),
            (u64::MAX, "JPY", "18,446,744,073,709,551,615"),
        ] {
            let currency = Currency::of_code(code).unwrap();
            assert_eq!(Money { amount, currency, tax_included: None }.digits(), expected);
        }
    }

    #[test]
    fn a_code_that_iso_4217_does_not_have_is_no_currency() {
        for code in ["", "YEN", "jpy", "JPY KMF", " "] {
            assert_eq!(Currency::of_code(code), None, "{code}");
        }
    }
}
