//! What belongs together: the request that began something, named in the log and in every event that follows from it.

use std::future::Future;

tokio::task_local! {
    static CORRELATION: String;
}

/// Does something on behalf of the request of this id.
pub async fn correlated<T>(id: Option<String>, doing: impl Future<Output = T>) -> T {
    match id {
        Some(id) => CORRELATION.scope(id, doing).await,
        None => doing.await,
    }
}

/// The id of the request on whose behalf this is done.
pub fn correlation() -> Option<String> {
    CORRELATION.try_with(String::clone).ok()
}
