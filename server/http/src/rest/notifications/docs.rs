//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::OperationDoc;
use crate::rest::openapi::shapes::{array, flag, object, of, or_null, text, whole};
use serde_json::json;

pub(crate) fn inbox() -> OperationDoc {
    OperationDoc::new(
        "Notifications",
        "A customer's messages, newest first",
        object(&[
            (
                "notifications",
                array(of::<api::notifications::NotificationView>()),
            ),
            ("nextCursor", or_null(text())),
            ("hasMore", flag()),
            ("unread", whole()),
        ]),
    )
    .who("The customer, managers and machines.")
    .query(&["cursor", "limit"])
}

pub(crate) fn read() -> OperationDoc {
    OperationDoc::new("Notifications", "Mark one message as read, or all", text())
        .who("The customer.")
        .body::<super::WasRead>(json!({ "all": true }), &[])
        .no_content()
}
