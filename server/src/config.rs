//! The configuration, from environment variables only.

#[cfg(feature = "aws")]
pub mod cloud;
pub mod gateway;
pub mod mail;

use crate::ports::PublicAddress;
use gateway::Gateway;
use mail::Smtp;
use shared::domain::TenantId;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Everything that can be set from outside.
#[derive(Debug, Clone)]
pub struct Config {
    /// `BRASA_ADDR`: where to listen. Default `127.0.0.1:3000`.
    pub address: SocketAddr,
    /// `BRASA_DATA`: the folder of the database, the keys, files and mail. Default `./data`; made when absent.
    pub data: PathBuf,
    /// `BRASA_SITE`: the folder of the built apps. Default `./dist`.
    pub site: PathBuf,
    /// `BRASA_DEMO=1`: two demo restaurants with their staff. Default off; refused in production.
    pub demo: bool,
    /// `BRASA_ENV`: `development` (default) or `production`. Production means TLS in front: secure cookies, HSTS.
    pub environment: Environment,
    /// `BRASA_TENANT`: the restaurant of a host name that names none. Default `pardos`.
    pub default_tenant: TenantId,
    /// `BRASA_GATEWAY` and `BRASA_MERCADOPAGO_…`: who takes the money. Default the simulated gateway.
    pub gateway: Gateway,
    /// `BRASA_SMTP_URL`: the server that takes mail, such as `smtps://user:password@mail.example.pe`, and
    /// `BRASA_MAIL_FROM`: the address of the sender. Default none: mail lies in files in the data folder.
    pub smtp: Option<Smtp>,
    /// `BRASA_PUBLIC_URL`: where links in mail lead, such as `https://example.pe` or `https://{tenant}.example.pe`. Default
    /// `http://localhost` with the port of `BRASA_ADDR`; production must set it.
    pub public: PublicAddress,
    /// `BRASA_LOG`: what is logged, in the form of `tracing_subscriber::EnvFilter`. Default `info`.
    pub log: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    Development,
    Production,
}

/// A variable with a value that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{variable}={value:?} cannot be used: {expected}")]
pub struct ConfigError {
    pub variable: &'static str,
    pub value: String,
    /// What would do, as a half sentence.
    pub expected: &'static str,
}

impl Config {
    /// Reads the environment of the process.
    pub fn from_env() -> Result<Config, ConfigError> {
        Config::read(|name| std::env::var(name).ok())
    }

    /// Reads variables from anywhere.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Config, ConfigError> {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let wrong = |variable, value: String, expected| ConfigError {
            variable,
            value,
            expected,
        };

        let address = set("BRASA_ADDR").unwrap_or_else(|| "127.0.0.1:3000".into());
        let address: SocketAddr = address.parse().map_err(|_| {
            wrong(
                "BRASA_ADDR",
                address,
                "it should be an address and port such as 127.0.0.1:3000",
            )
        })?;
        let demo = match set("BRASA_DEMO").as_deref() {
            None | Some("0") => false,
            Some("1") => true,
            Some(other) => return Err(wrong("BRASA_DEMO", other.into(), "it should be 1 or 0")),
        };
        let environment = Environment::parse(set("BRASA_ENV"))?;
        if demo && environment == Environment::Production {
            return Err(wrong(
                "BRASA_DEMO",
                "1".into(),
                "demo accounts have a known password and stay out of production",
            ));
        }
        let default_tenant = default_tenant(set("BRASA_TENANT"))?;
        Ok(Config {
            smtp: Smtp::read(set, environment)?,
            public: mail::public_address(set("BRASA_PUBLIC_URL"), environment, &default_tenant, address)?,
            address,
            data: set("BRASA_DATA").unwrap_or_else(|| "data".into()).into(),
            site: set("BRASA_SITE").unwrap_or_else(|| "dist".into()).into(),
            demo,
            environment,
            default_tenant,
            gateway: Gateway::read(set, environment == Environment::Production)?,
            log: set("BRASA_LOG").unwrap_or_else(|| "info".into()),
        })
    }
}

impl Environment {
    fn parse(set: Option<String>) -> Result<Environment, ConfigError> {
        match set.as_deref() {
            None | Some("development") => Ok(Environment::Development),
            Some("production") => Ok(Environment::Production),
            Some(other) => Err(ConfigError {
                variable: "BRASA_ENV",
                value: other.into(),
                expected: "it should be development or production",
            }),
        }
    }
}

fn default_tenant(set: Option<String>) -> Result<TenantId, ConfigError> {
    let tenant = set.unwrap_or_else(|| "pardos".into());
    TenantId::parse(tenant.clone()).map_err(|_| ConfigError {
        variable: "BRASA_TENANT",
        value: tenant,
        expected: "it should be the id of a restaurant: a-z, 0-9 and -, at most 30",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::read(|name| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn everything_has_a_default() {
        let config = read(&[]).unwrap();
        assert_eq!(config.address.port(), 3000);
        assert!(!config.demo && config.environment == Environment::Development);
    }

    #[test]
    fn a_wrong_value_is_named() {
        for (name, value) in [
            ("BRASA_ADDR", "here"),
            ("BRASA_DEMO", "yes"),
            ("BRASA_ENV", "test"),
            ("BRASA_TENANT", "A B"),
        ] {
            let error = read(&[(name, value)]).unwrap_err();
            assert_eq!((error.variable, error.value.as_str()), (name, value));
            assert!(error.to_string().starts_with(name));
        }
    }

    #[test]
    fn mail_leaves_by_a_server_that_is_named_whole() {
        assert_eq!(read(&[]).unwrap().smtp, None);
        let from = ("BRASA_MAIL_FROM", "pedidos@example.pe");
        let url = ("BRASA_SMTP_URL", "smtps://ana:secret@mail.example.pe");
        let smtp = read(&[url, from]).unwrap().smtp.unwrap();
        assert_eq!((smtp.url(), smtp.from()), (url.1, from.1));
        assert!(!format!("{smtp:?}").contains("secret"));
        for (set, named) in [
            (&[url][..], "BRASA_MAIL_FROM"),
            (&[("BRASA_SMTP_URL", "http://secret"), from], "BRASA_SMTP_URL"),
            (
                &[
                    ("BRASA_SMTP_URL", "smtp://u:secret@mail.example.pe"),
                    from,
                    ("BRASA_ENV", "production"),
                ],
                "BRASA_SMTP_URL",
            ),
        ] {
            let error = read(set).unwrap_err();
            assert_eq!(error.variable, named);
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }

    #[test]
    fn production_says_where_it_is_reached() {
        let production = ("BRASA_ENV", "production");
        assert_eq!(read(&[production]).unwrap_err().variable, "BRASA_PUBLIC_URL");
        let plain = ("BRASA_PUBLIC_URL", "http://example.pe");
        assert_eq!(
            read(&[production, plain]).unwrap_err().variable,
            "BRASA_PUBLIC_URL"
        );
        assert!(read(&[production, ("BRASA_PUBLIC_URL", "https://example.pe")]).is_ok());
    }

    #[test]
    fn demo_accounts_stay_out_of_production() {
        assert_eq!(
            read(&[("BRASA_DEMO", "1"), ("BRASA_ENV", "production")])
                .unwrap_err()
                .variable,
            "BRASA_DEMO"
        );
    }
}
