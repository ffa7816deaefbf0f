//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::OperationDoc;
use crate::rest::openapi::shapes::text;
use api::Code;
use serde_json::json;

pub(crate) fn verify_notification() -> OperationDoc {
    OperationDoc::new(
        "Payments",
        "A gateway's notification; signed, except with the simulated gateway",
        text(),
    )
    .body::<super::Notification>(
        json!({ "id": "sim_o_01k8a_1", "type": "payment",
                        "date_created": "2015-03-25 10:04:58", "user_id": 44444,
                        "api_version": "v1", "action": "state_FINISHED" }),
        &[],
    )
    .errors(&[Code::BadSignature, Code::UnknownPayment])
    .no_answer()
}
