//! What operators of a deployment do beside its restaurants: make and suspend them, add their first people, print tokens,
//! and look at what is stored.
//!
//! A command is a list of words with an optional input ([`Invocation`]), and its answer a text ([`Outcome`]), so that it
//! runs alike in the process that was started for it, over a [`socket`] in the process that has the folder open, and in the
//! function `control` of a stack, which has no route: only credentials that may invoke it reach it.

pub mod arguments;
mod doctor;
mod hours;
mod staff;
mod tenant;

use api::ApiError;
use arguments::{Command, TokenAction, TokenArguments};
use clap::{CommandFactory as _, FromArgMatches as _, Parser};
use domain::{TenantId, Timestamp};
use ports::EngineError;
use ports::tenants::{RegisteredTenant, TenantState};
use serde::{Deserialize, Serialize};
use services::auth::{AuthService, MachineToken};
use services::catalog::CatalogService;
use services::doctor::Doctor;
use services::tenants::TenantsService;
use std::sync::Arc;

/// A command as it was typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Invocation {
    /// What was typed before the words, for help: `server` or `cargo xtask`.
    pub called: String,
    /// The words, e.g. `tenant`, `list`.
    pub words: Vec<String>,
    /// What was sent to it: a password on its first line, where the words say so.
    #[serde(default)]
    pub input: String,
}

/// What became of a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub ok: bool,
    /// For the person who typed it, without a line break at its end.
    pub text: String,
    /// What the program exits with, where that is not 0 when it went well and 1 when not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit: Option<u8>,
}

impl Outcome {
    /// What the program exits with.
    pub fn exit_code(&self) -> u8 {
        self.exit.unwrap_or(u8::from(!self.ok))
    }
}

/// What a command says: the text of its success, or a sentence that says what to type instead.
type Said = Result<String, String>;

#[derive(Debug, Parser)]
struct Typed {
    #[command(subcommand)]
    command: Command,
}

/// Runs commands, with these services.
#[derive(Debug, Clone)]
pub struct Control {
    pub tenants: Arc<TenantsService>,
    pub catalog: Arc<CatalogService>,
    pub auth: Arc<AuthService>,
    pub doctor: Doctor,
}

impl Control {
    pub fn new(
        tenants: Arc<TenantsService>,
        catalog: Arc<CatalogService>,
        auth: Arc<AuthService>,
        doctor: Doctor,
    ) -> Control {
        Control {
            tenants,
            catalog,
            auth,
            doctor,
        }
    }

    /// Does what was typed.
    pub async fn run(&self, invocation: &Invocation) -> Outcome {
        let said = match read(invocation) {
            Ok(Command::Tenant(command)) => self.tenant(&command).await,
            Ok(Command::Staff(command)) => self.staff(&command, &invocation.input).await,
            Ok(Command::Token(token)) => self.token(&token).await,
            Ok(Command::Doctor(arguments)) => return self.examine(&arguments).await,
            Err(outcome) => return outcome,
        };
        Outcome {
            ok: said.is_ok(),
            text: said.unwrap_or_else(|error| error),
            exit: None,
        }
    }

    async fn token(&self, arguments: &TokenArguments) -> Said {
        let tenant = arguments
            .tenant
            .as_ref()
            .ok_or("name the restaurant with --tenant; `tenant list` shows those that there are")?;
        self.existing(tenant).await?;
        match &arguments.action {
            None => {
                let (role, label) = (arguments.role, arguments.label.trim());
                let token = self.auth.make_token(tenant, role, label).await.map_err(said)?;
                tracing::info!(%tenant, role = role.wire_name(), label, "a token was printed");
                Ok(token)
            }
            Some(TokenAction::List) => {
                let tokens = self.auth.machine_tokens(tenant).await.map_err(said)?;
                let lines: Vec<String> = tokens.iter().map(line).collect();
                match lines.is_empty() {
                    true => Ok(format!(
                        "{tenant} has no tokens; `token --tenant {tenant}` prints one"
                    )),
                    false => Ok(lines.join("\n")),
                }
            }
            Some(TokenAction::Revoke { id }) => {
                self.auth.revoke_token(tenant, id).await.map_err(said)?;
                tracing::info!(%tenant, id, "a token was revoked");
                Ok(format!("{id} is good no longer"))
            }
        }
    }

    /// The restaurant of this id; an error when there is none, it is not made yet or it was deleted.
    async fn existing(&self, id: &TenantId) -> Result<RegisteredTenant, String> {
        let found = self.tenants.record(id).await.map_err(engine)?;
        match found {
            Some(tenant) if tenant.state == TenantState::Deleted => Err(format!(
                "the restaurant {id} was deleted; `tenant list` shows those that are left"
            )),
            Some(tenant) if tenant.state == TenantState::Preparing => Err(format!(
                "the restaurant {id} is not made yet; type its `tenant create` again, or give it up with `tenant delete {id} \
                 --yes`"
            )),
            Some(tenant) => Ok(tenant),
            None => Err(format!(
                "there is no restaurant {id}; `tenant list` shows those that there are, `tenant create` makes one"
            )),
        }
    }
}

/// A token as a line of a list.
fn line(token: &MachineToken) -> String {
    let day = |at: Timestamp| at.to_string().chars().take(10).collect::<String>();
    let until = match token.revoked_at {
        Some(at) => format!("revoked {}", day(at)),
        None => format!("until {}", day(token.expires_at)),
    };
    let label = match token.label.as_str() {
        "" => String::new(),
        label => format!("  {label}"),
    };
    // As the API names them.
    let scopes = token
        .scopes
        .as_ref()
        .and_then(|scopes| serde_json::to_value(scopes).ok());
    let scopes = scopes.map_or_else(String::new, |scopes| format!("  {scopes}"));
    format!(
        "{}  {}{scopes}  made {}  {until}{label}",
        token.id,
        token.role.wire_name(),
        day(token.made_at)
    )
}

/// The command, or what is to be said of words that are none.
fn read(invocation: &Invocation) -> Result<Command, Outcome> {
    let called = invocation.called.clone();
    let command = Typed::command().bin_name(called.clone());
    let words = std::iter::once(&called).chain(&invocation.words);
    let typed = command
        .try_get_matches_from(words)
        .and_then(|matches| Typed::from_arg_matches(&matches));
    typed.map(|typed| typed.command).map_err(|error| Outcome {
        ok: !error.use_stderr(),
        text: error.render().to_string().trim_end().to_owned(),
        exit: None,
    })
}

/// An engine's failure as a sentence.
fn engine(error: EngineError) -> String {
    tracing::error!(%error, "control");
    format!("nothing was changed: {error}")
}

/// A refused use case as a sentence.
fn said(error: services::Error) -> String {
    let error = ApiError::from(error);
    format!("{}: {}", error.code.wire_name(), error.message)
}
