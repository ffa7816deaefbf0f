//! The configuration, from environment variables only.

pub mod cloud;
pub mod folder;
pub mod gateway;
pub mod mail;

use domain::TenantId;
use gateway::Gateway;
use mail::Smtp;
use ports::PublicAddress;
use std::fmt;
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
    /// `BRASA_ENV`: `development` (default where only this machine reaches `BRASA_ADDR`) or `production`. Production means TLS
    /// in front: secure cookies, HSTS.
    pub environment: Environment,
    /// `BRASA_TENANT`: the restaurant whose address `BRASA_PUBLIC_URL` is, and in development that of a host name that names none.
    /// Default `pardos`.
    pub default_tenant: TenantId,
    /// `BRASA_GATEWAY` and `BRASA_MERCADOPAGO_…`: who takes the money. Default the simulated gateway; production
    /// must name one.
    pub gateway: Gateway,
    /// See [`gateway::mercado_pago`].
    pub mercado_pago: String,
    /// `BRASA_SMTP_URL`: the server that takes mail, such as `smtps://user:password@mail.example.pe`, and
    /// `BRASA_MAIL_FROM`: the address of the sender. Default none: mail lies in files in the data folder.
    /// Production must set both.
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

/// A variable that is missing, or has a value that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ConfigError {
    pub variable: &'static str,
    /// Empty when it is missing.
    pub value: String,
    /// What would do, as a half sentence.
    pub expected: &'static str,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ConfigError {
            variable,
            value,
            expected,
        } = self;
        match value.as_str() {
            "" => write!(out, "{variable} is not set: {expected}"),
            value => write!(out, "{variable}={value:?} cannot be used: {expected}"),
        }
    }
}

/// Everything that keeps the server from starting, a sentence each.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Refused(pub Vec<ConfigError>);

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentences: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        out.write_str(&sentences.join("\n"))
    }
}

impl Config {
    /// Reads the environment of the process.
    pub fn from_env() -> Result<Config, Refused> {
        Config::read(|name| std::env::var(name).ok())
    }

    /// Reads variables from anywhere. The error names all that are missing or wrong.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Config, Refused> {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let mut wrong = Wrong::default();
        let address = wrong.note(address(set("BRASA_ADDR")));
        let environment = wrong.note(Environment::parse(set("BRASA_ENV")));
        if let (Some(address), None) = (address, set("BRASA_ENV"))
            && !address.ip().is_loopback()
        {
            wrong.0.push(ConfigError {
                variable: "BRASA_ENV",
                value: String::new(),
                expected: "others can reach BRASA_ADDR, so type BRASA_ENV=production, or BRASA_ENV=development where \
                           all who can reach it may know the demo's passwords",
            });
        }
        // What cannot be read is held to the stricter rules.
        let environment = environment.unwrap_or(Environment::Production);
        let demo = wrong.note(demo(set("BRASA_DEMO"), environment));
        let default_tenant = wrong.note(default_tenant(set("BRASA_TENANT")));
        let gateway = wrong.note(Gateway::read(set, environment == Environment::Production));
        let mercado_pago = wrong.note(gateway::mercado_pago(set, environment == Environment::Production));
        let smtp = wrong.note(Smtp::read(set, environment));
        let public = wrong.note(mail::public_address(
            set("BRASA_PUBLIC_URL"),
            environment,
            default_tenant.as_ref(),
            address,
        ));
        let read = || {
            Some(Config {
                address: address?,
                data: data_folder(set("BRASA_DATA")),
                site: set("BRASA_SITE").unwrap_or_else(|| "dist".into()).into(),
                demo: demo?,
                environment,
                default_tenant: default_tenant?,
                gateway: gateway?,
                mercado_pago: mercado_pago?,
                smtp: smtp?,
                public: public?,
                log: set("BRASA_LOG").unwrap_or_else(|| "info".into()),
            })
        };
        match (wrong.0.is_empty(), read()) {
            (true, Some(config)) => Ok(config),
            _ => Err(Refused(wrong.0)),
        }
    }
}

/// What was wrong until now.
#[derive(Default)]
struct Wrong(Vec<ConfigError>);

impl Wrong {
    fn note<T>(&mut self, read: Result<T, ConfigError>) -> Option<T> {
        read.map_err(|error| self.0.push(error)).ok()
    }
}

/// Where restaurants are reached, for commands: `BRASA_PUBLIC_URL` and `BRASA_TENANT`, or this machine.
pub fn public_address(set: impl Fn(&str) -> Option<String>) -> Result<PublicAddress, ConfigError> {
    let default_tenant = default_tenant(set("BRASA_TENANT"))?;
    let listening = address(set("BRASA_ADDR")).ok();
    let (url, anywhere) = (set("BRASA_PUBLIC_URL"), Environment::Development);
    mail::public_address(url, anywhere, Some(&default_tenant), listening)
}

/// The folder of the data: `BRASA_DATA`, or `./data`.
pub fn data_folder(set: Option<String>) -> PathBuf {
    set.unwrap_or_else(|| "data".into()).into()
}

fn address(set: Option<String>) -> Result<SocketAddr, ConfigError> {
    let text = set.unwrap_or_else(|| "127.0.0.1:3000".into());
    text.parse().map_err(|_| ConfigError {
        variable: "BRASA_ADDR",
        value: text,
        expected: "it should be an address and port such as 127.0.0.1:3000",
    })
}

/// Whether there are demo restaurants; never in production.
fn demo(set: Option<String>, environment: Environment) -> Result<bool, ConfigError> {
    let wrong = |value: &str, expected| ConfigError {
        variable: "BRASA_DEMO",
        value: value.into(),
        expected,
    };
    match set.as_deref() {
        None | Some("0") => Ok(false),
        Some("1") if environment == Environment::Production => Err(wrong(
            "1",
            "demo accounts have a known password and stay out of production; type unset BRASA_DEMO",
        )),
        Some("1") => Ok(true),
        Some(other) => Err(wrong(other, "it should be 1 or 0")),
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

    fn read(pairs: &[(&str, &str)]) -> Result<Config, Refused> {
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

    /// The variables that keep the server from starting.
    fn refused(pairs: &[(&str, &str)]) -> Vec<&'static str> {
        let refused = read(pairs).unwrap_err().0;
        refused.into_iter().map(|error| error.variable).collect()
    }

    /// All that production wants.
    const PRODUCTION: [(&str, &str); 6] = [
        ("BRASA_ENV", "production"),
        ("BRASA_GATEWAY", "simulated"),
        ("BRASA_DANGER_ORDERS_WITHOUT_MONEY", "1"),
        ("BRASA_SMTP_URL", "smtps://ana:secret@mail.example.pe"),
        ("BRASA_MAIL_FROM", "pedidos@example.pe"),
        ("BRASA_PUBLIC_URL", "https://example.pe"),
    ];

    #[test]
    fn a_wrong_value_is_named() {
        for (name, value) in [
            ("BRASA_ADDR", "here"),
            ("BRASA_DEMO", "yes"),
            ("BRASA_TENANT", "A B"),
        ] {
            let refused = read(&[(name, value)]).unwrap_err();
            let [error] = refused.0.as_slice() else {
                panic!("{refused}");
            };
            assert_eq!((error.variable, error.value.as_str()), (name, value));
            assert!(error.to_string().starts_with(name));
        }
        assert_eq!(refused(&[("BRASA_ENV", "test")])[0], "BRASA_ENV");
    }

    #[test]
    fn mail_leaves_by_a_server_that_is_named_whole() {
        assert_eq!(read(&[]).unwrap().smtp, None);
        let from = ("BRASA_MAIL_FROM", "pedidos@example.pe");
        let url = ("BRASA_SMTP_URL", "smtps://ana:secret@mail.example.pe");
        let smtp = read(&[url, from]).unwrap().smtp.unwrap();
        assert_eq!((smtp.url(), smtp.from()), (url.1, from.1));
        assert!(!format!("{smtp:?}").contains("secret"));
        let plain = [("BRASA_SMTP_URL", "smtp://u:secret@mail.example.pe")];
        let in_production: Vec<_> = plain.iter().chain(&PRODUCTION).copied().collect();
        for (set, named) in [
            (&[url][..], "BRASA_MAIL_FROM"),
            (&[("BRASA_SMTP_URL", "http://secret"), from], "BRASA_SMTP_URL"),
            (&in_production, "BRASA_SMTP_URL"),
        ] {
            let refused = read(set).unwrap_err();
            assert_eq!(refused.0[0].variable, named);
            assert!(!refused.to_string().contains("secret"), "{refused}");
        }
    }

    #[test]
    fn production_names_everything_that_is_missing_at_once() {
        assert!(read(&PRODUCTION).is_ok());
        assert_eq!(
            refused(&[("BRASA_ENV", "production"), ("BRASA_DEMO", "1")]),
            [
                "BRASA_DEMO",
                "BRASA_GATEWAY",
                "BRASA_SMTP_URL",
                "BRASA_PUBLIC_URL"
            ]
        );
        let sentences = read(&[("BRASA_ENV", "production")]).unwrap_err().to_string();
        assert_eq!(sentences.lines().count(), 3, "{sentences}");
        assert!(sentences.contains("BRASA_GATEWAY is not set: "), "{sentences}");
        for (name, value) in [
            ("BRASA_PUBLIC_URL", "http://example.pe"),
            ("BRASA_DEMO", "1"),
            ("BRASA_DANGER_ORDERS_WITHOUT_MONEY", "0"),
        ] {
            let set: Vec<_> = [(name, value)].iter().chain(&PRODUCTION).copied().collect();
            assert_eq!(refused(&set).len(), 1, "{name}");
        }
    }

    #[test]
    fn an_address_that_others_reach_says_what_it_is() {
        for address in ["0.0.0.0:3000", "192.168.1.5:80", "[::]:3000"] {
            assert_eq!(refused(&[("BRASA_ADDR", address)]), ["BRASA_ENV"]);
            assert!(read(&[("BRASA_ADDR", address), ("BRASA_ENV", "development")]).is_ok());
            let set: Vec<_> = [("BRASA_ADDR", address)]
                .iter()
                .chain(&PRODUCTION)
                .copied()
                .collect();
            assert!(read(&set).is_ok());
        }
        assert!(read(&[("BRASA_ADDR", "[::1]:3000")]).is_ok());
    }
}
