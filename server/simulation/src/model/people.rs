//! The customers of a history, and what they know of their accounts.

use super::Model;
use crate::calls::{AccountCall, Answer, Secret};
use api::Code;
use api::auth::SessionTokens;
use domain::{CustomerId, TenantId};
use services::caller::{Caller, Who};

/// Whether something has happened, as far as those who wanted it know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Known {
    #[default]
    No,
    /// They have no answer.
    Perhaps,
    Yes,
}

/// A customer.
#[derive(Debug, Clone)]
pub struct Person {
    pub caller: Caller,
    pub name: String,
    /// Every address that they ever gave.
    pub emails: Vec<String>,
    pub phone: String,
    /// The place of their password; `None` while they do not know which one counts.
    pub password: Option<usize>,
    pub sessions: Vec<Session>,
    pub closed: Known,
    /// The request for a new password that they made last.
    pub recovery: Option<String>,
}

/// A session in a browser.
#[derive(Debug, Clone)]
pub struct Session {
    pub tokens: Secret<SessionTokens>,
    pub ended: Known,
}

impl Person {
    pub fn id(&self) -> Option<&CustomerId> {
        self.caller.customer_id().ok()
    }

    pub fn username(&self) -> &str {
        match &self.caller.who {
            Who::Customer { username, .. } => username,
            _ => "",
        }
    }

    pub fn is_open(&self) -> bool {
        self.closed == Known::No
    }

    fn end_sessions(&mut self, ended: Known) {
        let going_on = |session: &&mut Session| session.ended != Known::Yes;
        for session in self.sessions.iter_mut().filter(going_on) {
            session.ended = ended;
        }
    }

    /// Whether they sign in under this name.
    pub fn is_called(&self, tenant: &TenantId, account: &str) -> bool {
        self.caller.tenant == *tenant && self.username() == account
    }
}

impl Model {
    /// The customers of a restaurant.
    pub fn people_of<'m>(&'m self, tenant: &TenantId) -> impl Iterator<Item = &'m Person> {
        self.people
            .iter()
            .filter(move |person| person.caller.tenant == *tenant)
    }

    /// A customer by their id.
    pub fn person(&self, tenant: &TenantId, id: &CustomerId) -> Option<&Person> {
        self.people_of(tenant).find(|person| person.id() == Some(id))
    }

    fn person_mut(&mut self, of: &Caller) -> Option<&mut Person> {
        let id = of.customer_id().ok()?;
        self.people
            .iter_mut()
            .find(|person| person.caller.tenant == of.tenant && person.id() == Some(id))
    }

    /// Takes in what came of a call about an account.
    pub(super) fn record_account(&mut self, call: &AccountCall, answer: &Answer) {
        match (call, answer) {
            (
                AccountCall::SignUp {
                    username,
                    email,
                    password,
                    ..
                },
                Answer::SignedIn { caller, tokens },
            ) => self.people.push(Person {
                caller: (**caller).clone(),
                name: crate::calls::name_of(username),
                emails: vec![email.clone()],
                phone: String::new(),
                password: Some(*password),
                sessions: vec![Session {
                    tokens: tokens.clone(),
                    ended: Known::No,
                }],
                closed: Known::No,
                recovery: None,
            }),
            (AccountCall::SignIn { .. }, Answer::SignedIn { caller, tokens }) => {
                self.signed_in(caller, tokens, None);
            }
            (AccountCall::ChangePassword { new, .. }, Answer::SignedIn { caller, tokens }) => {
                self.signed_in(caller, tokens, Some(*new));
            }
            (AccountCall::Reset { password, .. }, Answer::SignedIn { caller, tokens }) => {
                self.signed_in(caller, tokens, Some(*password));
            }
            (AccountCall::Reset { tenant, account, .. }, Answer::Unknown(_)) => {
                let own = |person: &&mut Person| person.is_called(tenant, account);
                if let Some(person) = self.people.iter_mut().find(own) {
                    person.password = None;
                    person.end_sessions(Known::Perhaps);
                }
            }
            (AccountCall::Recover { tenant, account }, Answer::Reply { body, .. }) => {
                let own = |person: &&mut Person| person.is_called(tenant, account);
                if let Some(person) = self.people.iter_mut().find(own) {
                    person.recovery = Some(body.clone());
                }
            }
            (call, answer) => {
                let known = match answer {
                    Answer::Refused(_) => return,
                    Answer::Unknown(_) => Known::Perhaps,
                    _ => Known::Yes,
                };
                if let Some(person) = call.customer().and_then(|of| self.person_mut(of)) {
                    person.record(call, answer, known);
                }
            }
        }
    }

    /// Somebody has a new session. With a new password all others have ended.
    fn signed_in(&mut self, of: &Caller, tokens: &Secret<SessionTokens>, password: Option<usize>) {
        if let Some(person) = self.person_mut(of) {
            if password.is_some() {
                person.end_sessions(Known::Yes);
                person.password = password;
            }
            person.sessions.push(Session {
                tokens: tokens.clone(),
                ended: Known::No,
            });
        }
    }
}

impl Person {
    fn record(&mut self, call: &AccountCall, answer: &Answer, known: Known) {
        match call {
            AccountCall::ChangeEmail { email, .. } => self.emails.push(email.clone()),
            AccountCall::ChangePassword { .. } => {
                self.password = None;
                self.end_sessions(known);
            }
            AccountCall::SignOutEverywhere { .. } => self.end_sessions(known),
            AccountCall::SignOut { session, .. } => {
                if let Some(session) = self.sessions.get_mut(*session) {
                    session.ended = known;
                }
            }
            AccountCall::Close { .. } | AccountCall::Erase { .. } => {
                self.closed = known;
                self.end_sessions(known);
            }
            AccountCall::Use { session, .. } => {
                if let (Some(session), Answer::SignedIn { tokens, .. }) =
                    (self.sessions.get_mut(*session), answer)
                {
                    session.tokens = tokens.clone();
                }
            }
            _ => {}
        }
    }
}

/// Whether a refusal says that somebody is not known, or that what they know is wrong.
pub fn is_unknown(code: Code) -> bool {
    matches!(code, Code::Unauthenticated | Code::WrongCredentials)
}
