//! Accounts: who gets in, whose session goes on, and what is left of somebody who is gone.

use super::{Violation, hold};
use crate::calls::{AccountCall, Answer};
use crate::model::{Known, Model, Person, is_unknown};
use crate::process::Process;
use domain::TenantId;
use ports::documents::Table;

/// Looks at the answer to a call about an account, before it is recorded.
pub(super) fn check(
    model: &Model,
    call: &AccountCall,
    answer: &Answer,
    provoked: bool,
) -> Result<(), Violation> {
    let found = || format!("{call:?}: {answer:?}");
    match call {
        AccountCall::SignIn {
            tenant,
            account,
            password,
        } => {
            let mut people = model.people.iter();
            let Some(person) = people.find(|person| person.is_called(tenant, account)) else {
                return Ok(());
            };
            let right = person.password.is_none_or(|known| known == *password);
            match answer {
                Answer::SignedIn { caller, .. } => {
                    hold(right, "12 a wrong password lets nobody in", found)?;
                    let own = **caller == person.caller;
                    hold(own, "12 somebody gets into their own account", found)?;
                    hold(
                        person.closed != Known::Yes,
                        "12 nobody gets into a closed account",
                        found,
                    )
                }
                Answer::Refused(code) if is_unknown(*code) => hold(
                    provoked || !right || person.password.is_none() || !person.is_open(),
                    "12 the right password lets its owner in",
                    found,
                ),
                _ => Ok(()),
            }
        }
        AccountCall::Use { caller, session, .. } => {
            let id = caller.customer_id().ok();
            let person = id.and_then(|id| model.person(&caller.tenant, id));
            let session = person.and_then(|person| person.sessions.get(*session));
            let Some(session) = session else { return Ok(()) };
            let read = matches!(answer, Answer::Done | Answer::SignedIn { .. });
            match session.ended {
                Known::Yes => hold(!read, "12 a session that has ended reads nothing", found),
                Known::No => hold(read || provoked, "12 a session goes on until it is ended", found),
                Known::Perhaps => Ok(()),
            }
        }
        AccountCall::ConfirmEmail { code, .. } | AccountCall::Reset { code, .. } => hold(
            is_code(code) || matches!(answer, Answer::Refused(_) | Answer::Unknown(_)),
            "12 what was not sent is no code",
            found,
        ),
        _ => Ok(()),
    }
}

fn is_code(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Nothing of a person whose account is closed stands in the store once their time is over, but in the book of claims, which the
/// law has kept.
pub(super) fn are_forgotten(model: &Model, process: &Process, tenant: &TenantId) -> Result<(), Violation> {
    let closed = model
        .people_of(tenant)
        .filter(|person| person.closed == Known::Yes);
    let closed: Vec<&Person> = closed.collect();
    if closed.is_empty() {
        return Ok(());
    }
    for table in Table::ALL.into_iter().filter(|table| *table != Table::Claims) {
        for document in process.memory.documents.select(tenant, table, |_, _| true) {
            let text = format!("{} {} {}", document.key.pk, document.key.sk, document.body.text());
            for person in &closed {
                let personal = person.emails.iter().chain([&person.name, &person.phone]);
                let mut personal = personal.filter(|word| !word.is_empty());
                let left = personal.find(|word| text.contains(word.as_str()));
                hold(left.is_none(), "12 who is gone is forgotten", || {
                    format!("{left:?} in {text}")
                })?;
            }
        }
    }
    Ok(())
}
