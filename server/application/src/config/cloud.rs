//! The configuration of a function of Lambda, from environment variables only.

use super::gateway::{self, Gateway};
use super::{ConfigError, Environment, default_tenant};
use crate::secrets::Secrets;
use domain::TenantId;
use ports::PublicAddress;
use std::fmt;
use std::str::FromStr;

/// What a function answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// The API and the events of the service of this name.
    Service(&'static str),
    /// Events from the outbox to the bus.
    Relay,
    /// What time and failures have left behind, once a minute.
    Sweep,
    /// Pages that ask what has changed.
    Live,
    /// Restaurants, staff and tokens, for operators.
    Control,
}

/// The keys of the deployment, or where they are.
#[derive(Debug, Clone)]
pub enum Keys {
    Given(Secrets),
    /// Names of parameters.
    Parameters {
        tokens: String,
        cursors: String,
        /// In functions that open what restaurants have entrusted to the deployment.
        vault: Option<String>,
    },
}

/// The services that a function can be.
pub const SERVICES: [&str; 14] = [
    "auth",
    "customers",
    "catalog",
    "orders",
    "payments",
    "workflow",
    "stages",
    "dashboard",
    "notifications",
    "operations",
    "webhooks",
    "claims",
    "catering",
    "integrations",
];

/// Everything that is set for a function.
#[derive(Debug, Clone)]
pub struct CloudConfig {
    /// `BRASA_SERVICE`: a service of [`SERVICES`], `relay`, `sweep`, `live` or `control`.
    pub duty: Duty,
    /// `BRASA_TABLES`: what the names of the tables begin with.
    pub tables: String,
    /// `BRASA_BUS`: the name of the event bus.
    pub bus: String,
    /// `BRASA_BUCKET`: the name of the bucket for files.
    pub bucket: String,
    /// `BRASA_MACHINE`: the ARN of the state machine, where executions may be started.
    pub machine: Option<String>,
    /// `BRASA_MAIL_FROM`: who sends mail. Default nobody, which production refuses: no mail.
    pub mail_from: Option<String>,
    /// `BRASA_PUBLIC_URL`: as for one process, but always set. `BRASA_CONSOLE_URL`: where the console is, which has an address of its
    /// own there.
    pub public: PublicAddress,
    /// `BRASA_TENANT_ROLE`: the ARN of the function's own role, whose sessions, each tagged with a restaurant, reach that
    /// restaurant's rows. Default none: the function's own credentials do.
    pub tenant_role: Option<String>,
    /// `BRASA_SOCKETS`: the address of the stage of the WebSocket API, such as
    /// `wss://x1.execute-api.us-east-1.amazonaws.com/dev`, in functions that let pages listen or tell them. Default none:
    /// pages ask again and again.
    pub sockets: Option<String>,
    /// `BRASA_TOKENS_KEY`, `BRASA_CURSORS_KEY` and `BRASA_VAULT_KEY`, or, with `BRASA_SECRETS` as their prefix, the parameters
    /// `tokens`, `cursors` and `vault` of SSM: base64 of 32 bytes each. Of the vault there may be several, the newest first, with
    /// commas between them.
    pub keys: Keys,
    /// `BRASA_GATEWAY` and what belongs to it: as for one process, but for the secrets of [`gateway_secrets`]. In production
    /// functions that take no money have none.
    pub gateway: Gateway,
    /// `BRASA_MERCADOPAGO_URL`: as for one process.
    pub mercado_pago: String,
    /// Whether customers can pay before they receive: not with `BRASA_CASH_ONLY=1`, which is set for all functions where the gateway
    /// is `none`.
    pub online: bool,
    /// `BRASA_DEMO=1`: two demo restaurants, stored by the sweep. Default off; refused in production.
    pub demo: bool,
    /// `BRASA_ORIGINS`: the apps' own addresses such as `https://app.example.pe`, separated by commas. What comes from
    /// them through a proxy is of the same origin. Default none.
    pub origins: Vec<String>,
    /// `BRASA_ENV`: as for one process.
    pub environment: Environment,
    /// `BRASA_TENANT`: as for one process.
    pub default_tenant: TenantId,
    /// `BRASA_LOG`: as for one process.
    pub log: String,
}

impl CloudConfig {
    /// Reads the environment of the process.
    pub fn from_env() -> Result<CloudConfig, ConfigError> {
        CloudConfig::read(|name| std::env::var(name).ok())
    }

    /// Reads variables from anywhere.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<CloudConfig, ConfigError> {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let needed = |variable: &'static str| {
            set(variable).ok_or(ConfigError {
                variable,
                value: String::new(),
                expected: "it must be set",
            })
        };
        let service = needed("BRASA_SERVICE")?;
        let duty: Duty = service.parse().map_err(|()| ConfigError {
            variable: "BRASA_SERVICE",
            value: service,
            expected: "it should be the name of a service, relay, sweep, live or control",
        })?;
        let keys = match set("BRASA_SECRETS") {
            Some(prefix) => Keys::below(&prefix, duty),
            None => {
                let vault = set("BRASA_VAULT_KEY").filter(|_| duty.opens_secrets());
                let (tokens, cursors) = (needed("BRASA_TOKENS_KEY")?, needed("BRASA_CURSORS_KEY")?);
                Keys::given(&tokens, &cursors, vault.as_deref())?
            }
        };
        let environment = Environment::parse(set("BRASA_ENV"))?;
        let demo = set("BRASA_DEMO").is_some_and(|demo| demo == "1");
        if demo && environment == Environment::Production {
            return Err(ConfigError {
                variable: "BRASA_DEMO",
                value: "1".into(),
                expected: "demo accounts have a known password and stay out of production",
            });
        }
        let production = environment == Environment::Production;
        let gateway = match duty.takes_money() || !production {
            true => Gateway::read(set, production)?,
            false => Gateway::Nobody,
        };
        let default_tenant = default_tenant(set("BRASA_TENANT"))?;
        let public = needed("BRASA_PUBLIC_URL")?;
        // The first of several is that of the default restaurant.
        let console = set("BRASA_CONSOLE_URL").and_then(|all| all.split(',').next().map(str::to_owned));
        let address =
            PublicAddress::parse(&public, &default_tenant).map(|address| address.with_console(console));
        let mail_from = set("BRASA_MAIL_FROM");
        if production && mail_from.is_none() {
            return Err(ConfigError {
                variable: "BRASA_MAIL_FROM",
                value: String::new(),
                expected: "in production it must be a verified sender of SES; deploy with --param mailFrom=…",
            });
        }
        Ok(CloudConfig {
            public: address
                .filter(|address| !production || address.is_secure())
                .ok_or(ConfigError {
                    variable: "BRASA_PUBLIC_URL",
                    value: public,
                    expected: "it should be where the storefront is reached, such as https://example.pe",
                })?,
            duty,
            tables: needed("BRASA_TABLES")?,
            bus: needed("BRASA_BUS")?,
            bucket: needed("BRASA_BUCKET")?,
            machine: set("BRASA_MACHINE"),
            mail_from,
            tenant_role: set("BRASA_TENANT_ROLE"),
            sockets: set("BRASA_SOCKETS"),
            keys,
            gateway,
            mercado_pago: gateway::mercado_pago(set, production)?,
            online: set("BRASA_CASH_ONLY").as_deref() != Some("1"),
            demo,
            origins: origins(&set("BRASA_ORIGINS").unwrap_or_default()),
            environment,
            default_tenant,
            log: set("BRASA_LOG").unwrap_or_else(|| "info".into()),
        })
    }
}

impl Keys {
    /// Where a function of this duty finds its keys in SSM.
    fn below(prefix: &str, duty: Duty) -> Keys {
        Keys::Parameters {
            tokens: format!("{prefix}tokens"),
            cursors: format!("{prefix}cursors"),
            vault: duty.opens_secrets().then(|| format!("{prefix}vault")),
        }
    }

    /// Keys that stand in the environment, each in base64.
    fn given(tokens: &str, cursors: &str, vault: Option<&str>) -> Result<Keys, ConfigError> {
        let secrets = Secrets::decode(tokens, cursors, vault);
        secrets.map(Keys::Given).ok_or(ConfigError {
            variable: "BRASA_TOKENS_KEY",
            // What it is instead stays secret.
            value: "…".into(),
            expected: "it, BRASA_CURSORS_KEY and BRASA_VAULT_KEY should be base64 of 32 bytes",
        })
    }
}

/// Origins between commas, as browsers write them.
fn origins(list: &str) -> Vec<String> {
    list.split(',')
        .map(|origin| origin.trim().trim_end_matches('/').to_lowercase())
        .filter(|origin| !origin.is_empty())
        .collect()
}

/// The variables of the payment gateway that are secret, each with the parameter of SSM that has it, where a stack keeps
/// them there; none for a gateway that has no secrets, or that has them in its environment.
pub fn gateway_secrets(variable: impl Fn(&str) -> Option<String>) -> Option<[(&'static str, String); 2]> {
    let prefix = variable("BRASA_SECRETS").filter(|prefix| !prefix.is_empty())?;
    let kept = variable("BRASA_GATEWAY")? == "mercadopago" && variable("BRASA_MERCADOPAGO_TOKEN").is_none();
    kept.then(|| {
        [
            ("BRASA_MERCADOPAGO_TOKEN", format!("{prefix}mercadopago-token")),
            (
                "BRASA_MERCADOPAGO_WEBHOOK_SECRET",
                format!("{prefix}mercadopago-webhook-secret"),
            ),
        ]
    })
}

/// The services that open, read or give back payments, besides the sweep.
const MONEY: [&str; 5] = ["payments", "workflow", "integrations", "catering", "operations"];

impl Duty {
    /// Whether the function has to know who takes the money.
    fn takes_money(self) -> bool {
        match self {
            Duty::Sweep => true,
            Duty::Service(name) => MONEY.contains(&name),
            Duty::Relay | Duty::Live | Duty::Control => false,
        }
    }

    /// Whether the function opens what restaurants have entrusted to the deployment: keys of their accounts at a gateway, and what
    /// calls to their own systems are signed with.
    fn opens_secrets(self) -> bool {
        self.takes_money() || self == Duty::Service("webhooks")
    }
}

impl FromStr for Duty {
    type Err = ();

    fn from_str(name: &str) -> Result<Duty, ()> {
        match name {
            "relay" => Ok(Duty::Relay),
            "sweep" => Ok(Duty::Sweep),
            "live" => Ok(Duty::Live),
            "control" => Ok(Duty::Control),
            name => SERVICES
                .into_iter()
                .find(|service| *service == name)
                .map(Duty::Service)
                .ok_or(()),
        }
    }
}

impl fmt::Display for Duty {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Duty::Service(name) => name,
            Duty::Relay => "relay",
            Duty::Sweep => "sweep",
            Duty::Live => "live",
            Duty::Control => "control",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;

    fn read(pairs: &[(&str, &str)]) -> Result<CloudConfig, ConfigError> {
        let key = BASE64_STANDARD.encode([7; 32]);
        let needed = [
            ("BRASA_SERVICE", "orders"),
            ("BRASA_TABLES", "brasa-dev-"),
            ("BRASA_BUS", "brasa-dev"),
            ("BRASA_BUCKET", "brasa-dev-files"),
            ("BRASA_PUBLIC_URL", "https://example.pe"),
            ("BRASA_MAIL_FROM", "pedidos@example.pe"),
            ("BRASA_TOKENS_KEY", key.as_str()),
            ("BRASA_CURSORS_KEY", key.as_str()),
        ];
        CloudConfig::read(|name| {
            let found = pairs.iter().chain(&needed).find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_function_needs_its_names_and_keys() {
        let config = read(&[("BRASA_ORIGINS", "https://A.example.pe/, https://b.example.pe")]).unwrap();
        assert_eq!(config.duty, Duty::Service("orders"));
        assert_eq!(config.origins, ["https://a.example.pe", "https://b.example.pe"]);
        for name in [
            "BRASA_SERVICE",
            "BRASA_TABLES",
            "BRASA_BUS",
            "BRASA_BUCKET",
            "BRASA_PUBLIC_URL",
            "BRASA_TOKENS_KEY",
        ] {
            assert_eq!(read(&[(name, "")]).unwrap_err().variable, name);
        }
        for wrong in ["short", "bm90IDMyIGJ5dGVz"] {
            let error = read(&[("BRASA_CURSORS_KEY", wrong)]).unwrap_err();
            assert!(!error.to_string().contains(wrong), "{error}");
        }
        assert_eq!(
            read(&[("BRASA_SERVICE", "kitchen")]).unwrap_err().variable,
            "BRASA_SERVICE"
        );
    }

    #[test]
    fn the_gateways_secrets_are_in_ssm_where_the_keys_are() {
        let secrets = |pairs: &[(&str, &str)]| {
            gateway_secrets(|name| {
                let found = pairs.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        let prefix = ("BRASA_SECRETS", "/brasa/dev/");
        let gateway = ("BRASA_GATEWAY", "mercadopago");
        let [token, webhook] = secrets(&[prefix, gateway]).unwrap();
        assert_eq!(
            token,
            ("BRASA_MERCADOPAGO_TOKEN", "/brasa/dev/mercadopago-token".into())
        );
        assert_eq!(webhook.1, "/brasa/dev/mercadopago-webhook-secret");
        for elsewhere in [
            &[prefix][..],
            &[gateway],
            &[prefix, ("BRASA_GATEWAY", "simulated")],
            &[prefix, gateway, ("BRASA_MERCADOPAGO_TOKEN", "APP_USR-1")],
        ] {
            assert_eq!(secrets(elsewhere), None, "{elsewhere:?}");
        }
    }

    #[test]
    fn in_production_a_function_that_takes_money_knows_by_whom() {
        let production = ("BRASA_ENV", "production");
        for service in MONEY.into_iter().chain(["sweep"]) {
            let unnamed = read(&[production, ("BRASA_SERVICE", service)]);
            assert_eq!(unnamed.unwrap_err().variable, "BRASA_GATEWAY", "{service}");
        }
        for service in ["orders", "control", "live"] {
            let config = read(&[production, ("BRASA_SERVICE", service)]).unwrap();
            assert_eq!(config.gateway, Gateway::Nobody);
        }
        for (missing, value) in [
            ("BRASA_MAIL_FROM", ""),
            ("BRASA_PUBLIC_URL", "http://localhost:3000"),
        ] {
            assert!(read(&[(missing, value)]).is_ok());
            let refused = read(&[production, (missing, value)]).unwrap_err();
            assert_eq!(refused.variable, missing);
        }
    }

    #[test]
    fn demo_accounts_stay_out_of_production() {
        let refused = read(&[("BRASA_DEMO", "1"), ("BRASA_ENV", "production")]);
        assert_eq!(refused.unwrap_err().variable, "BRASA_DEMO");
    }
}
