//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::{MANAGERS, OperationDoc};
use crate::rest::openapi::shapes::of;
use api::audit::AuditPage;
use api::exports::ExportLink;

pub(crate) fn entries() -> OperationDoc {
    OperationDoc::new(
        "Audit",
        "Who changed what, newest first: settings, products and their prices, the staff, cancelled orders",
        of::<AuditPage>(),
    )
    .who(MANAGERS)
    .query(&["cursor", "limit"])
}

pub(crate) fn export() -> OperationDoc {
    OperationDoc::new(
        "Audit",
        "The newest 5,000 of it as CSV, a line for each change, behind a link",
        of::<ExportLink>(),
    )
    .who(MANAGERS)
}
