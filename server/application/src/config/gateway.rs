//! Who takes the money, from environment variables.

use super::ConfigError;
use engine_mercadopago::{Account, is_pos, is_user};

const MERCADO_PAGO: &str = "https://api.mercadopago.com";

/// What lets production take orders that nobody pays for.
const DANGER: &str = "BRASA_DANGER_ORDERS_WITHOUT_MONEY";

/// `BRASA_GATEWAY`: `simulated` (default outside production), `mercadopago`, or `none`; production must name one. Restaurants that are
/// not published yet use the simulated one, whatever this is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gateway {
    /// No money is taken: the customer says how a payment ends. `takes_messages` is whether messages that nobody signs count too,
    /// which they never do in production. There it needs `BRASA_DANGER_ORDERS_WITHOUT_MONEY=1` as well.
    Simulated {
        takes_messages: bool,
    },
    MercadoPago(Account),
    /// Customers pay at the door.
    CashOnly,
    /// Every payment fails: for functions that take no money.
    Nobody,
}

impl Gateway {
    /// Reads the variables. Errors never show a secret.
    pub fn read(set: impl Fn(&str) -> Option<String>, production: bool) -> Result<Gateway, ConfigError> {
        match set("BRASA_GATEWAY").as_deref() {
            None if production => Err(wrong(
                "BRASA_GATEWAY",
                "",
                "name who takes the money, such as BRASA_GATEWAY=mercadopago with the variables BRASA_MERCADOPAGO_…, or type \
                 BRASA_GATEWAY=none where customers pay at the door",
            )),
            Some("simulated") if production && set(DANGER).as_deref() != Some("1") => Err(wrong(
                "BRASA_GATEWAY",
                "simulated",
                "in production every customer could approve their own payment; type BRASA_GATEWAY=mercadopago, or \
                 BRASA_DANGER_ORDERS_WITHOUT_MONEY=1 besides if orders are to be had without money",
            )),
            None | Some("simulated") => Ok(Gateway::Simulated {
                takes_messages: !production,
            }),
            Some("none") => Ok(Gateway::CashOnly),
            Some("mercadopago") => Ok(Gateway::MercadoPago(account(&set, production)?)),
            Some(other) => Err(wrong(
                "BRASA_GATEWAY",
                other,
                "it should be simulated, mercadopago or none",
            )),
        }
    }
}

/// `BRASA_MERCADOPAGO_URL`: where Mercado Pago is reached, for the account of the deployment and those of its restaurants. Default
/// `https://api.mercadopago.com`; without a slash at its end, in production `https` only.
pub fn mercado_pago(set: impl Fn(&str) -> Option<String>, production: bool) -> Result<String, ConfigError> {
    let url = set("BRASA_MERCADOPAGO_URL").unwrap_or_else(|| MERCADO_PAGO.into());
    let url = url.trim_end_matches('/').to_owned();
    let parsed = reqwest::Url::parse(&url).ok();
    let usable = parsed.is_some_and(|url| {
        url.has_host() && (url.scheme() == "https" || (url.scheme() == "http" && !production))
    });
    if usable {
        Ok(url)
    } else {
        Err(wrong(
            "BRASA_MERCADOPAGO_URL",
            &url,
            "it should be the address of the API, with https in production",
        ))
    }
}

fn account(set: &impl Fn(&str) -> Option<String>, production: bool) -> Result<Account, ConfigError> {
    let url = mercado_pago(set, production)?;
    let secret = |variable, expected| set(variable).ok_or_else(|| wrong(variable, "", expected));
    let token = secret(
        "BRASA_MERCADOPAGO_TOKEN",
        "it must be the access token of the application when BRASA_GATEWAY=mercadopago",
    )?;
    if token.chars().any(|c| !c.is_ascii_graphic()) {
        return Err(wrong(
            "BRASA_MERCADOPAGO_TOKEN",
            "…",
            "it has a character that no access token has",
        ));
    }
    let user = set("BRASA_MERCADOPAGO_USER").unwrap_or_default();
    if !is_user(&user) {
        return Err(wrong(
            "BRASA_MERCADOPAGO_USER",
            &user,
            "it must be the number of the account that receives the money",
        ));
    }
    let pos = set("BRASA_MERCADOPAGO_POS").unwrap_or_default();
    if !is_pos(&pos) {
        return Err(wrong(
            "BRASA_MERCADOPAGO_POS",
            &pos,
            "it must be the external id of the point of sale: 1 to 40 letters, digits, - and _",
        ));
    }
    let webhook_secret = secret(
        "BRASA_MERCADOPAGO_WEBHOOK_SECRET",
        "it must be the secret that notifications are signed with when BRASA_GATEWAY=mercadopago",
    )?;
    Ok(Account {
        url,
        token,
        user,
        pos,
        webhook_secret,
    })
}

fn wrong(variable: &'static str, value: &str, expected: &'static str) -> ConfigError {
    ConfigError {
        variable,
        value: value.to_owned(),
        expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [(&str, &str); 5] = [
        ("BRASA_GATEWAY", "mercadopago"),
        ("BRASA_MERCADOPAGO_TOKEN", "APP_USR-1"),
        ("BRASA_MERCADOPAGO_USER", "44444"),
        ("BRASA_MERCADOPAGO_POS", "CAJA1"),
        ("BRASA_MERCADOPAGO_WEBHOOK_SECRET", "s3cr3t"),
    ];

    fn read(change: (&str, &str), production: bool) -> Result<Gateway, ConfigError> {
        let set = |name: &str| {
            let found = std::iter::once(&change).chain(&ALL).find(|(key, _)| *key == name);
            found
                .map(|(_, value)| (*value).to_owned())
                .filter(|value| !value.is_empty())
        };
        Gateway::read(set, production)
    }

    #[test]
    fn outside_production_the_simulated_gateway_needs_nothing() {
        assert_eq!(
            Gateway::read(|_| None, false),
            Ok(Gateway::Simulated { takes_messages: true })
        );
    }

    #[test]
    fn in_production_orders_without_money_are_asked_for_by_name() {
        assert_eq!(
            Gateway::read(|_| None, true).unwrap_err().variable,
            "BRASA_GATEWAY"
        );
        let simulated = |danger: Option<&str>| {
            Gateway::read(
                |name| match name {
                    "BRASA_GATEWAY" => Some("simulated".into()),
                    DANGER => danger.map(str::to_owned),
                    _ => None,
                },
                true,
            )
        };
        for danger in [None, Some("0"), Some("yes")] {
            assert_eq!(simulated(danger).unwrap_err().variable, "BRASA_GATEWAY");
        }
        assert_eq!(
            simulated(Some("1")),
            Ok(Gateway::Simulated {
                takes_messages: false
            })
        );
    }

    #[test]
    fn nobody_takes_money_where_that_is_said() {
        for production in [false, true] {
            assert_eq!(read(("BRASA_GATEWAY", "none"), production), Ok(Gateway::CashOnly));
        }
    }

    #[test]
    fn mercado_pago_needs_everything() {
        let Ok(Gateway::MercadoPago(account)) = read(("", ""), true) else {
            panic!("it is all there");
        };
        assert_eq!(
            (account.url.as_str(), account.user.as_str()),
            (MERCADO_PAGO, "44444")
        );
        assert!(!format!("{account:?}").contains("APP_USR") && !format!("{account:?}").contains("s3cr3t"));
        for (variable, value, production) in [
            ("BRASA_GATEWAY", "stripe", false),
            ("BRASA_MERCADOPAGO_TOKEN", "", false),
            ("BRASA_MERCADOPAGO_TOKEN", "two words", false),
            ("BRASA_MERCADOPAGO_USER", "", false),
            ("BRASA_MERCADOPAGO_USER", "me", false),
            ("BRASA_MERCADOPAGO_POS", "../x", false),
            ("BRASA_MERCADOPAGO_WEBHOOK_SECRET", "", false),
            ("BRASA_MERCADOPAGO_URL", "here", false),
            ("BRASA_MERCADOPAGO_URL", "ftp://example.pe", false),
            ("BRASA_MERCADOPAGO_URL", "http://example.pe", true),
        ] {
            let error = read((variable, value), production).unwrap_err();
            assert_eq!(error.variable, variable);
            assert!(error.to_string().starts_with(variable));
            assert!(!error.to_string().contains("two words"), "secrets are not shown");
        }
    }
}
