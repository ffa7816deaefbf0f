//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::{MANAGERS, OperationDoc};
use crate::rest::openapi::shapes::of;
use api::catalog::KeptPicture;
use serde_json::json;

pub(crate) fn keep() -> OperationDoc {
    OperationDoc::new(
        "Carta",
        "Keep a picture, upright and without what its file says besides; a photograph is cut to 4:3",
        of::<KeptPicture>(),
    )
    .who(MANAGERS)
    .created()
    .body::<super::PictureBody>(
        json!({ "content": "/9j/4AAQSkZJRgABAQAAAQABAAD/…", "kind": "photo" }),
        &["content"],
    )
}
