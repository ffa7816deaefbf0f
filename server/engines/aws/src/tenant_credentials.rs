//! Whose rows a request to DynamoDB may touch. A function's role opens the tables to sessions that are tagged with a
//! restaurant, and to each of those this restaurant's partitions only. What is read or written of a restaurant goes
//! through its session; the function's own credentials reach nothing of any restaurant but the registry and the two
//! indexes of what is on its way and of limits that have passed.

use aws_config::SdkConfig;
use aws_config::identity::IdentityCache;
use aws_config::sts::AssumeRoleProvider;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::Builder;
use domain::TenantId;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// The tag of a session that the roles' conditions are on.
const TAG: &str = "tenant";

/// Maximum number of sessions that are kept; then the one that was not used for longest is forgotten.
const MAX_SESSIONS: usize = 1_000;

/// Clients with the credentials of restaurants. All send over the connections of the configuration's HTTP client.
#[derive(Clone)]
pub(super) struct TenantCredentials {
    own: Client,
    config: SdkConfig,
    role: Option<Arc<str>>,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    clients: HashMap<TenantId, (Client, u64)>,
    uses: u64,
}

impl TenantCredentials {
    /// `role` is the role whose sessions are tagged; without one the credentials of the configuration do for all
    /// restaurants. Nothing is asked of AWS by that.
    pub(super) fn new(config: &SdkConfig, role: Option<&str>) -> TenantCredentials {
        TenantCredentials {
            own: Client::new(config),
            config: config.clone(),
            role: role.map(Arc::from),
            kept: Arc::default(),
        }
    }

    /// The way to what is of no restaurant.
    pub(super) fn own(&self) -> &Client {
        &self.own
    }

    /// The way to what is of a restaurant. Its credentials are asked for by the first request, once for all requests
    /// that wait for them, and again before they expire.
    pub(super) async fn of(&self, tenant: &TenantId) -> Client {
        let Some(role) = &self.role else {
            return self.own.clone();
        };
        if let Some(client) = self.kept(|kept| kept.used(tenant)) {
            return client;
        }
        let provider = AssumeRoleProvider::builder(&**role)
            .configure(&self.config)
            .session_name(format!("{TAG}-{tenant}"))
            .tags([(TAG, tenant.as_str())])
            .build()
            .await;
        let own = Builder::from(&self.config)
            .credentials_provider(provider)
            .identity_cache(IdentityCache::lazy().build());
        let client = Client::from_conf(own.build());
        self.kept(|kept| kept.keep(tenant, client))
    }

    fn kept<T>(&self, with: impl FnOnce(&mut Kept) -> T) -> T {
        with(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Kept {
    fn used(&mut self, tenant: &TenantId) -> Option<Client> {
        self.uses += 1;
        let (client, used) = self.clients.get_mut(tenant)?;
        *used = self.uses;
        Some(client.clone())
    }

    /// Keeps a client, unless another caller was faster; then theirs is the one.
    fn keep(&mut self, tenant: &TenantId, client: Client) -> Client {
        if let Some(known) = self.used(tenant) {
            return known;
        }
        if self.clients.len() >= MAX_SESSIONS {
            let oldest = self.clients.iter().min_by_key(|(_, (_, used))| *used);
            if let Some(oldest) = oldest.map(|(tenant, _)| tenant.clone()) {
                self.clients.remove(&oldest);
            }
        }
        self.clients.insert(tenant.clone(), (client.clone(), self.uses));
        client
    }
}

impl fmt::Debug for TenantCredentials {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sessions")
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_config::{BehaviorVersion, Region};

    async fn nowhere() -> SdkConfig {
        let config = aws_config::defaults(BehaviorVersion::latest()).region(Region::from_static("us-east-1"));
        config.no_credentials().load().await
    }

    #[tokio::test]
    async fn the_session_that_was_not_used_for_longest_goes() {
        let sessions = TenantCredentials::new(&nowhere().await, Some("arn:aws:iam::000000000000:role/r"));
        let tenant = |number: usize| TenantId::parse(format!("r{number}")).unwrap();
        for number in 0..MAX_SESSIONS {
            sessions.of(&tenant(number)).await;
        }
        sessions.of(&tenant(0)).await;
        sessions.of(&tenant(MAX_SESSIONS)).await;
        let known = |number: usize| sessions.kept(|kept| kept.clients.contains_key(&tenant(number)));
        assert!(known(0) && known(2) && known(MAX_SESSIONS));
        assert!(!known(1));
    }

    #[tokio::test]
    async fn without_a_role_all_restaurants_share_one_way() {
        let sessions = TenantCredentials::new(&nowhere().await, None);
        sessions.of(&TenantId::parse("pardos").unwrap()).await;
        assert!(sessions.kept(|kept| kept.clients.is_empty()));
    }
}
