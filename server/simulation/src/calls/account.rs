//! What people do with their accounts.

use super::{Answer, Secret, done, failed};
use crate::process::Process;
use api::account::{EmailChange, PasswordChange, PasswordReset};
use api::auth::{App, Credentials, Registration, SessionTokens};
use domain::customer::Address;
use domain::{CustomerId, TenantId};
use ports::Documents as _;
use ports::documents::{Commit, Expect, Key, Table, Write};
use serde_json::Value;
use services::Error;
use services::auth::SignIn;
use services::caller::{Caller, Who};

/// A password that people of a history have, with a hash of it that is made and checked with next to no work. The services
/// check a password by the parameters that its hash names.
#[derive(Debug)]
pub struct Password {
    pub text: &'static str,
    pub hash: &'static str,
}

/// All passwords of histories, as Argon2id with 8 KiB and one pass.
pub static PASSWORDS: [Password; 3] = [
    Password {
        text: "brasa-demo",
        hash: "$argon2id$v=19$m=8,t=1,p=1$c2ltdWxhdGlvbi1zYWx0Lg$jxt893/9AWQccn6fACZ7eLw0dfBUw/OB9j2IYi0mxQY",
    },
    Password {
        text: "pollo-a-la-brasa",
        hash: "$argon2id$v=19$m=8,t=1,p=1$c2ltdWxhdGlvbi1zYWx0Lg$tmNTcWQZpB5hn9iy/bIYqiKfZl9zpp3CtBXJ5Avd3V0",
    },
    Password {
        text: "otra-clave-larga",
        hash: "$argon2id$v=19$m=8,t=1,p=1$c2ltdWxhdGlvbi1zYWx0Lg$mi8Uuuy4CiU7Yik68VH/0FFVRWnHQPZAc28qM/TJd+o",
    },
];

/// A call about an account. Passwords are named by their place in [`PASSWORDS`].
#[derive(Debug, Clone)]
pub enum AccountCall {
    SignUp {
        tenant: TenantId,
        username: String,
        email: String,
        password: usize,
    },
    SignIn {
        tenant: TenantId,
        account: String,
        password: usize,
    },
    /// Another address, which counts once its code was used.
    ChangeEmail {
        caller: Caller,
        email: String,
        password: usize,
    },
    ConfirmEmail {
        caller: Caller,
        code: String,
    },
    ChangePassword {
        caller: Caller,
        old: usize,
        new: usize,
    },
    /// A password was forgotten.
    Recover {
        tenant: TenantId,
        account: String,
    },
    Reset {
        tenant: TenantId,
        account: String,
        request: String,
        code: String,
        password: usize,
    },
    SignOutEverywhere {
        caller: Caller,
    },
    SignOut {
        caller: Caller,
        session: usize,
        tokens: Secret<SessionTokens>,
    },
    Close {
        caller: Caller,
        password: usize,
    },
    /// A manager closes it for a customer.
    Erase {
        manager: Caller,
        customer: Caller,
    },
    /// A browser reads something with its session.
    Use {
        caller: Caller,
        session: usize,
        tokens: Secret<SessionTokens>,
    },
}

impl AccountCall {
    /// Whose account it is, where that is known before the call is made.
    pub fn customer(&self) -> Option<&Caller> {
        match self {
            AccountCall::SignUp { .. }
            | AccountCall::SignIn { .. }
            | AccountCall::Recover { .. }
            | AccountCall::Reset { .. } => None,
            AccountCall::Erase { customer, .. } => Some(customer),
            AccountCall::ChangeEmail { caller, .. }
            | AccountCall::ConfirmEmail { caller, .. }
            | AccountCall::ChangePassword { caller, .. }
            | AccountCall::SignOutEverywhere { caller }
            | AccountCall::SignOut { caller, .. }
            | AccountCall::Close { caller, .. }
            | AccountCall::Use { caller, .. } => Some(caller),
        }
    }
}

fn password(place: usize) -> &'static str {
    PASSWORDS.get(place).map_or("", |password| password.text)
}

/// Somebody of whom nothing is known.
pub fn visitor(tenant: &TenantId) -> Caller {
    Caller {
        tenant: tenant.clone(),
        who: Who::Visitor,
        address: None,
    }
}

/// Makes a call.
pub(super) async fn perform(process: &Process, call: &AccountCall) -> Answer {
    let auth = &process.application.services.auth;
    match call {
        AccountCall::SignUp {
            tenant,
            username,
            email,
            password: place,
        } => {
            let registration = Registration {
                username: username.clone(),
                email: email.clone(),
                password: password(*place).to_owned(),
                name: name_of(username),
                phone: String::new(),
                address: Address::default(),
            };
            let made = auth.register_on_site(&visitor(tenant), registration).await;
            signed_in(process, made, Some(*place)).await
        }
        AccountCall::SignIn {
            tenant,
            account,
            password: place,
        } => {
            let credentials = Credentials {
                username: account.clone(),
                password: password(*place).to_owned(),
                new_password: None,
            };
            let made = auth.sign_in(&visitor(tenant), App::Storefront, credentials).await;
            signed_in(process, made, None).await
        }
        AccountCall::ChangePassword { caller, old, new } => {
            let change = PasswordChange {
                password: password(*old).to_owned(),
                new_password: password(*new).to_owned(),
            };
            let made = auth.change_password(caller, change).await;
            signed_in(process, made, Some(*new)).await
        }
        AccountCall::Recover { tenant, account } => {
            match auth.recover_password(&visitor(tenant), account).await {
                Ok(id) => Answer::Reply {
                    body: id.to_string(),
                    kept: false,
                },
                Err(error) => failed(&error),
            }
        }
        AccountCall::Reset {
            tenant,
            request,
            code,
            password: place,
            ..
        } => {
            let reset = PasswordReset {
                request_id: request.clone(),
                code: code.clone(),
                password: password(*place).to_owned(),
            };
            let made = auth.reset_password(&visitor(tenant), reset).await;
            signed_in(process, made, Some(*place)).await
        }
        AccountCall::SignOutEverywhere { caller } => done(auth.sign_out_everywhere(caller).await),
        AccountCall::SignOut { caller, tokens, .. } => {
            done(auth.sign_out(&caller.tenant, &tokens.0.refresh).await)
        }
        AccountCall::Use { caller, tokens, .. } => read(process, caller, &tokens.0).await,
        other => of_customer(process, other).await,
    }
}

/// What the customer, or a manager for them, does.
async fn of_customer(process: &Process, call: &AccountCall) -> Answer {
    let auth = &process.application.services.auth;
    let Some(Ok(id)) = call.customer().map(Caller::customer_id) else {
        return Answer::Done;
    };
    match call {
        AccountCall::ChangeEmail {
            caller,
            email,
            password: place,
        } => {
            let change = EmailChange {
                email: email.clone(),
                password: password(*place).to_owned(),
            };
            done(auth.change_email(caller, id, change).await)
        }
        AccountCall::ConfirmEmail { caller, code } => done(auth.confirm_email(caller, id, code).await),
        AccountCall::Close {
            caller,
            password: place,
        } => done(auth.close_account(caller, id, password(*place)).await),
        AccountCall::Erase { manager, .. } => done(auth.erase_customer(manager, id).await),
        _ => Answer::Done,
    }
}

/// What a page shows of its reader, with the access token, or with a new one where that is over.
async fn read(process: &Process, caller: &Caller, tokens: &SessionTokens) -> Answer {
    let services = &process.application.services;
    let known = match process.clock.now() < tokens.access_expires {
        true => services
            .auth
            .verify(&tokens.access)
            .await
            .map(|(caller, _)| (caller, None)),
        false => {
            let renewed = services
                .auth
                .renew(&caller.tenant, App::Storefront, &tokens.refresh)
                .await;
            renewed.map(|renewed| (renewed.caller, renewed.tokens))
        }
    };
    let (reader, tokens) = match known {
        Ok(known) => known,
        Err(error) => return failed(&error),
    };
    let id: Result<&CustomerId, Error> = reader.customer_id();
    let seen = match id {
        Ok(id) => services.customers.customer(&reader, id).await,
        Err(error) => return failed(&error),
    };
    match (seen, tokens) {
        (Err(error), _) => failed(&error),
        (Ok(_), None) => Answer::Done,
        (Ok(_), Some(tokens)) => Answer::SignedIn {
            caller: Box::new(reader),
            tokens: Secret(tokens),
        },
    }
}

/// An answer with a session in it. Where a password was hashed its hash is replaced by one that is cheap to check.
async fn signed_in(process: &Process, made: Result<SignIn, Error>, hashed: Option<usize>) -> Answer {
    let SignIn { caller, tokens } = match made {
        Ok(made) => made,
        Err(error) => return failed(&error),
    };
    if let (Some(password), Who::Customer { username, .. }) =
        (hashed.and_then(|place| PASSWORDS.get(place)), &caller.who)
    {
        // Only its later sign-ins would be slower.
        let _ = let_in_cheaply(process, &caller.tenant, username, password).await;
    }
    Answer::SignedIn {
        caller: Box::new(caller),
        tokens: Secret(tokens),
    }
}

/// Gives an account a password whose hash is cheap to check.
pub async fn let_in_cheaply(
    process: &Process,
    tenant: &TenantId,
    username: &str,
    password: &Password,
) -> Result<(), ports::documents::CommitError> {
    let documents = &process.memory.documents;
    let key = Key::new(Table::Users, format!("USER#{username}"), "INFO");
    let Some(found) = documents.get(tenant, &key).await? else {
        return Ok(());
    };
    let mut body = found.body.json();
    if let Some(hash) = body.get_mut("password") {
        *hash = Value::String(password.hash.to_owned());
    }
    let write = Write::put(key, &body, Expect::Version(found.version))?;
    let commit = Commit {
        writes: vec![write],
        events: Vec::new(),
    };
    documents.commit(tenant, commit).await
}

/// The name of somebody who signs up, which nobody else has.
pub fn name_of(username: &str) -> String {
    format!("Persona {username}")
}
