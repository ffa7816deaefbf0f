//! How mail leaves one process, and where its links lead.

use super::{ConfigError, Environment};
use domain::TenantId;
use ports::PublicAddress;
use std::fmt;
use std::net::SocketAddr;

/// A server that takes mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Smtp {
    url: String,
    from: String,
}

impl fmt::Debug for Smtp {
    /// Without the password that its address may have.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Smtp from {}", self.from)
    }
}

impl Smtp {
    /// `smtp://` or `smtps://` with user, password, host and port.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The address of the sender.
    pub fn from(&self) -> &str {
        &self.from
    }

    /// Reads `BRASA_SMTP_URL` and `BRASA_MAIL_FROM`; `None` without the first, which production must have.
    pub(super) fn read(
        set: impl Fn(&str) -> Option<String>,
        environment: Environment,
    ) -> Result<Option<Smtp>, ConfigError> {
        let url = match set("BRASA_SMTP_URL") {
            Some(url) => url,
            None if environment == Environment::Production => {
                return Err(ConfigError {
                    variable: "BRASA_SMTP_URL",
                    value: String::new(),
                    expected: "name the server that takes mail, such as BRASA_SMTP_URL=smtps://user:password@mail.example.pe, \
                               and the sender, such as BRASA_MAIL_FROM=pedidos@example.pe",
                });
            }
            None => return Ok(None),
        };
        // Its value may hold a password, and is not repeated.
        let wrong = |expected| ConfigError {
            variable: "BRASA_SMTP_URL",
            value: "…".into(),
            expected,
        };
        let secure = url.starts_with("smtps://") || url.contains("tls=required");
        if !url.starts_with("smtp://") && !url.starts_with("smtps://") {
            return Err(wrong(
                "it should be an address such as smtps://user:password@mail.example.pe",
            ));
        }
        if environment == Environment::Production && !secure {
            return Err(wrong(
                "in production it should be smtps://… or end in ?tls=required",
            ));
        }
        let from = set("BRASA_MAIL_FROM").unwrap_or_default();
        if domain::written::Email::parse(&from).is_err() {
            return Err(ConfigError {
                variable: "BRASA_MAIL_FROM",
                value: from,
                expected: "with BRASA_SMTP_URL it should be the address of the sender",
            });
        }
        Ok(Some(Smtp { url, from }))
    }
}

/// Reads `BRASA_PUBLIC_URL`. Without it a machine of somebody who develops is `localhost`; production must say it.
pub(super) fn public_address(
    set: Option<String>,
    environment: Environment,
    default_tenant: Option<&TenantId>,
    listening: Option<SocketAddr>,
) -> Result<PublicAddress, ConfigError> {
    let production = environment == Environment::Production;
    let text = match set {
        None if !production => {
            let port = listening.map_or(80, |listening| listening.port());
            format!("http://localhost:{port}")
        }
        text => text.unwrap_or_default(),
    };
    // A default restaurant that cannot be read is an error of its own, and the address is looked at all the same.
    let stand_in = TenantId::parse("t").ok();
    let default_tenant = default_tenant.or(stand_in.as_ref());
    match default_tenant.and_then(|tenant| PublicAddress::parse(&text, tenant)) {
        Some(address) if !production || address.is_secure() => Ok(address),
        _ => Err(ConfigError {
            variable: "BRASA_PUBLIC_URL",
            value: text,
            expected: "it should be where the storefront is reached, such as BRASA_PUBLIC_URL=https://example.pe or \
                       https://{tenant}.example.pe",
        }),
    }
}
