//! Rows that are worked on by themselves, each apart from the others.

use crate::error::Error;
use domain::TenantId;
use ports::documents::Document;

/// What can be read of these rows of a restaurant. One that cannot be read is logged and passed over, so that it keeps no other
/// from its turn.
pub fn readable<T>(
    tenant: &TenantId,
    documents: &[Document],
    read: impl Fn(&Document) -> Result<T, Error>,
) -> Vec<T> {
    let read = documents.iter().filter_map(|document| match read(document) {
        Ok(read) => Some(read),
        Err(error) => {
            let key = &document.key;
            tracing::error!(%tenant, table = ?key.table, pk = key.pk, sk = key.sk, %error, "a row that cannot be read is passed over");
            None
        }
    });
    read.collect()
}
