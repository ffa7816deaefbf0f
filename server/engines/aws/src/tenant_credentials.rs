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
use quick_cache::sync::Cache;
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

/// The tag of a session that the roles' conditions are on.
const TAG: &str = "tenant";

/// Maximum number of sessions that are kept; then those that are used least are forgotten.
const MAX_SESSIONS: usize = 1_000;

/// Clients with the credentials of restaurants. All send over the connections of the configuration's HTTP client.
#[derive(Clone)]
pub(super) struct TenantCredentials {
    own: Client,
    config: SdkConfig,
    role: Option<Arc<str>>,
    clients: Arc<Cache<TenantId, Client>>,
}

impl TenantCredentials {
    /// `role` is the role whose sessions are tagged; without one the credentials of the configuration do for all
    /// restaurants. Nothing is asked of AWS by that.
    pub(super) fn new(config: &SdkConfig, role: Option<&str>) -> TenantCredentials {
        TenantCredentials {
            own: Client::new(config),
            config: config.clone(),
            role: role.map(Arc::from),
            clients: Arc::new(Cache::new(MAX_SESSIONS)),
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
        let made = self.clients.get_or_insert_async(tenant, async {
            Ok::<_, Infallible>(self.client(role, tenant).await)
        });
        let Ok(client) = made.await;
        client
    }

    async fn client(&self, role: &str, tenant: &TenantId) -> Client {
        let provider = AssumeRoleProvider::builder(role)
            .configure(&self.config)
            .session_name(format!("{TAG}-{tenant}"))
            .tags([(TAG, tenant.as_str())])
            .build()
            .await;
        let own = Builder::from(&self.config)
            .credentials_provider(provider)
            .identity_cache(IdentityCache::lazy().build());
        Client::from_conf(own.build())
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
    async fn a_session_that_is_used_stays_and_there_are_never_too_many() {
        let sessions = TenantCredentials::new(&nowhere().await, Some("arn:aws:iam::000000000000:role/r"));
        let tenant = |number: usize| TenantId::parse(format!("r{number}")).unwrap();
        for number in 0..MAX_SESSIONS + 200 {
            sessions.of(&tenant(number)).await;
            sessions.of(&tenant(0)).await;
        }
        assert!(sessions.clients.contains_key(&tenant(0)));
        assert!(sessions.clients.contains_key(&tenant(MAX_SESSIONS + 199)));
        assert!(sessions.clients.len() <= MAX_SESSIONS);
    }

    #[tokio::test]
    async fn without_a_role_all_restaurants_share_one_way() {
        let sessions = TenantCredentials::new(&nowhere().await, None);
        sessions.of(&TenantId::parse("pardos").unwrap()).await;
        assert!(sessions.clients.is_empty());
    }
}
