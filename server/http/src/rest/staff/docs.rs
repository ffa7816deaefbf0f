//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::OperationDoc;
use crate::rest::openapi::shapes::{of, text};
use crate::rest::orders::Nothing;
use api::Code;
use api::staff::{
    InvitationLink, Invitations, NewInvitation, NewPin, NewStaffMember, StaffChange, StaffList, StaffMember,
    StaffPassword, StaffPin,
};
use api::tablets::{Tablet, TabletChange, Tablets};
use serde_json::json;

const MANAGERS: &str = "Managers.";

pub(crate) fn list() -> OperationDoc {
    OperationDoc::new("Staff", "Who works in the restaurant", of::<StaffList>()).who(MANAGERS)
}

pub(crate) fn hire() -> OperationDoc {
    OperationDoc::new(
        "Staff",
        "Add somebody; the answer shows their first password, this once",
        of::<StaffPassword>(),
    )
    .who(MANAGERS)
    .created()
    .body::<NewStaffMember>(
        json!({ "username": "milagros", "name": "Milagros Quispe", "role": "dispatcher" }),
        &["username", "name", "role"],
    )
    .errors(&[Code::UsernameTaken, Code::LimitReached])
}

pub(crate) fn member() -> OperationDoc {
    OperationDoc::new("Staff", "Somebody of the staff", of::<StaffMember>()).who(MANAGERS)
}

pub(crate) fn change() -> OperationDoc {
    OperationDoc::new(
        "Staff",
        "Change somebody, only the given fields. Another role, and not being let in, ends their sessions",
        of::<StaffMember>(),
    )
    .who(MANAGERS)
    .body::<StaffChange>(json!({ "role": "driver", "active": true }), &[])
    .errors(&[Code::Conflict])
    .if_match()
}

pub(crate) fn give_password() -> OperationDoc {
    OperationDoc::new(
        "Staff",
        "Give somebody a new password, shown this once; their sessions end",
        of::<StaffPassword>(),
    )
    .who(MANAGERS)
    .body::<Nothing>(json!({}), &[])
    .errors(&[Code::Conflict])
}

pub(crate) fn give_pin() -> OperationDoc {
    OperationDoc::new(
        "Staff",
        "Give somebody a PIN for shared tablets, or have one made; it is shown this once",
        of::<StaffPin>(),
    )
    .who(MANAGERS)
    .body::<NewPin>(json!({ "pin": "4071" }), &[])
}

pub(crate) fn unlock_pin() -> OperationDoc {
    OperationDoc::new(
        "Staff",
        "Let somebody's PIN be tried again after five wrong ones",
        of::<StaffMember>(),
    )
    .who(MANAGERS)
    .body::<Nothing>(json!({}), &[])
}

pub(crate) fn tablets() -> OperationDoc {
    OperationDoc::new(
        "Staff",
        "The tablets that several people share; each is registered in the console, on itself",
        of::<Tablets>(),
    )
    .who(MANAGERS)
}

pub(crate) fn change_tablet() -> OperationDoc {
    OperationDoc::new(
        "Staff",
        "Call a tablet something else, or let it be locked after another time; only the given fields",
        of::<Tablet>(),
    )
    .who(MANAGERS)
    .body::<TabletChange>(json!({ "name": "Cocina", "locksAfterMin": 5 }), &[])
}

pub(crate) fn remove_tablet() -> OperationDoc {
    OperationDoc::new(
        "Staff",
        "Take a tablet off the list; the session on it ends",
        text(),
    )
    .who(MANAGERS)
    .no_content()
}

pub(crate) fn invitations() -> OperationDoc {
    OperationDoc::new(
        "Staff",
        "The invitations that nobody has used yet",
        of::<Invitations>(),
    )
    .who(MANAGERS)
}

pub(crate) fn invite() -> OperationDoc {
    OperationDoc::new(
        "Staff",
        "Invite somebody, who chooses their own user name and password; the answer shows the link, this once, and it goes by mail where an \
         address is named",
        of::<InvitationLink>(),
    )
    .who(MANAGERS)
    .created()
    .body::<NewInvitation>(
        json!({ "name": "Milagros Quispe", "role": "dispatcher", "email": "milagros@example.pe" }),
        &["name", "role"],
    )
    .errors(&[Code::LimitReached])
}

pub(crate) fn withdraw_invitation() -> OperationDoc {
    OperationDoc::new("Staff", "Make the link of an invitation useless", text())
        .who(MANAGERS)
        .no_content()
}
