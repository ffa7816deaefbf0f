//! Remove menu: what was written of a restaurant that was never served goes.

use super::CatalogService;
use super::store;
use domain::TenantId;
use ports::documents::{Commit, CommitError, Expect, Key, Write};

/// A commit has room for a hundred writes.
const WRITES_PER_COMMIT: usize = 100;

impl CatalogService {
    /// Deletes the settings and the whole carta of a restaurant, whatever of them is there. Only for one that nobody ever
    /// reached: orders name dishes.
    pub async fn remove_menu(&self, tenant: &TenantId) -> Result<(), CommitError> {
        let all = store::read_all(&*self.documents, tenant).await?;
        let mut keys: Vec<Key> = all.into_values().map(|document| document.key).collect();
        keys.push(store::settings_key());
        for keys in keys.chunks(WRITES_PER_COMMIT) {
            let delete = |key: &Key| Write::Delete {
                key: key.clone(),
                expect: Expect::Anything,
            };
            let writes = keys.iter().map(delete).collect();
            let events = Vec::new();
            self.documents.commit(tenant, Commit { writes, events }).await?;
        }
        self.restaurants.forget(tenant);
        Ok(())
    }
}
