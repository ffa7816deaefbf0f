//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::{MANAGERS, OperationDoc};
use crate::rest::openapi::shapes::of;

pub(crate) fn summary() -> OperationDoc {
    OperationDoc::new(
        "Dashboard",
        "The days at a glance",
        of::<api::dashboard::Summary>(),
    )
    .who(MANAGERS)
    .query(&["from day", "to day"])
}

pub(crate) fn stats() -> OperationDoc {
    OperationDoc::new(
        "Dashboard",
        "By status, hour, stage, product and person",
        of::<api::dashboard::Stats>(),
    )
    .who(MANAGERS)
    .query(&["from day", "to day"])
}
