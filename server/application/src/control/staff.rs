//! The staff of a restaurant: their accounts and their passwords.

use super::arguments::{Password, Person, StaffCommand};
use super::{Control, Said, said};
use api::Code;
use domain::TenantId;
use domain::customer::{check_name, check_password, check_username};
use domain::order::Actor;
use domain::staff::Role;
use services::auth::{NewStaff, StaffAccount, made_password};
use std::fmt::Write as _;

/// Groups of five characters in a password that is made: 100 bits.
const GROUPS: usize = 4;

impl Control {
    pub(super) async fn staff(&self, command: &StaffCommand, input: &str) -> Said {
        match command {
            StaffCommand::Add {
                person,
                role,
                name,
                password,
            } => self.add(person, *role, name, password, input).await,
            StaffCommand::Reset { person, password } => self.reset(person, password, input).await,
            StaffCommand::Deactivate { person } => self.let_in(person, false).await,
            StaffCommand::Activate { person } => self.let_in(person, true).await,
            StaffCommand::List { tenant } => self.list_staff(tenant).await,
        }
    }

    async fn add(&self, person: &Person, role: Role, name: &str, password: &Password, input: &str) -> Said {
        let tenant = &person.tenant;
        self.existing(tenant).await?;
        let username = check_username(&person.username)
            .map_err(|_| "the user name should be 3 to 40 of a-z, 0-9, ., _ and -".to_owned())?;
        let name =
            check_name(name).map_err(|_| "--name should be 1 to 80 characters on one line".to_owned())?;
        let Secret { text, shown, made } = secret(password, input)?;
        let new = NewStaff {
            username: username.clone(),
            name,
            role,
        };
        match self
            .auth
            .add_staff_account(tenant, &new, &text, made, &Actor::system())
            .await
        {
            Ok(()) => {}
            Err(error) if error.code() == Code::UsernameTaken => {
                return Err(format!(
                    "somebody of {tenant} has the user name {username} already; choose another one, or type `staff \
                     reset {username} --tenant {tenant}` for a new password"
                ));
            }
            Err(error) => return Err(said(error)),
        }
        let role = role.wire_name();
        tracing::info!(%tenant, role, "somebody was added to the staff");
        Ok(format!("{username} is {role} of {tenant} now{shown}"))
    }

    async fn reset(&self, person: &Person, password: &Password, input: &str) -> Said {
        let Person { username, tenant } = person;
        self.existing(tenant).await?;
        let Secret { text, shown, made } = secret(password, input)?;
        let reset = self
            .auth
            .reset_staff_password(tenant, &lower(username), &text, made, &Actor::system())
            .await;
        let account = reset.map_err(|error| unknown(person, error))?;
        tracing::info!(%tenant, "somebody of the staff has a new password");
        let out = match account.active {
            true => String::new(),
            false => format!(
                "; they are kept out still, `staff activate {username} --tenant {tenant}` lets them in"
            ),
        };
        Ok(format!("{username} of {tenant} has a new password{out}{shown}"))
    }

    async fn let_in(&self, person: &Person, active: bool) -> Said {
        let Person { username, tenant } = person;
        self.existing(tenant).await?;
        let changed = self
            .auth
            .set_staff_active(tenant, &lower(username), active, &Actor::system())
            .await;
        changed.map_err(|error| unknown(person, error))?;
        tracing::info!(%tenant, active, "somebody of the staff was let in or kept out");
        Ok(match active {
            true => format!("{username} of {tenant} may sign in again"),
            false => format!("{username} of {tenant} may not sign in any more"),
        })
    }

    async fn list_staff(&self, tenant: &TenantId) -> Said {
        self.existing(tenant).await?;
        let all = self.auth.list_staff(tenant).await.map_err(said)?;
        if all.is_empty() {
            return Ok(format!(
                "{tenant} has no staff yet; `staff add --help` says how to add somebody"
            ));
        }
        let mut text = format!("{:40}  {:10}  {:8}  {}", "USER NAME", "ROLE", "MAY", "NAME");
        for StaffAccount {
            username,
            name,
            role,
            active,
        } in &all
        {
            let may = if *active { "sign in" } else { "nothing" };
            let _ = write!(text, "\n{username:40}  {:10}  {may:8}  {name}", role.wire_name());
        }
        Ok(text)
    }
}

fn lower(username: &str) -> String {
    username.to_lowercase()
}

fn unknown(person: &Person, error: services::Error) -> String {
    let Person { username, tenant } = person;
    match error.code() {
        Code::NotFound => {
            format!(
                "nobody of the staff of {tenant} is called {username}; see `staff list --tenant {tenant}`"
            )
        }
        _ => said(error),
    }
}

/// A password of somebody.
struct Secret {
    text: String,
    /// What is said about it: one that was made is shown, one that was sent is not.
    shown: String,
    /// Whether it was made here, so that it has to be changed at the first sign-in.
    made: bool,
}

fn secret(password: &Password, input: &str) -> Result<Secret, String> {
    if !password.from_input {
        let text = made_password(GROUPS);
        let shown =
            format!("; this password is shown this once, and is changed at the first sign-in:\n{text}");
        let made = true;
        return Ok(Secret { text, shown, made });
    }
    let line = input.lines().next().unwrap_or_default().to_owned();
    check_password(&line).map_err(
        |_| "the first line of the input should be a password of 8 to 128 characters that nobody guesses",
    )?;
    Ok(Secret {
        text: line,
        shown: String::new(),
        made: false,
    })
}
