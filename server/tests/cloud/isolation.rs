//! Sessions of the deployed roles, asked for as functions ask for them, at the rows of another restaurant.

use super::control;
use aws_config::sts::AssumeRoleProvider;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_apigatewaymanagement::Client as Gateway;
use aws_sdk_apigatewaymanagement::config::Builder;
use aws_sdk_apigatewaymanagement::primitives::Blob;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes, Put, TransactWriteItem};
use std::collections::HashMap;

const OWN: &str = "pardos";
const FOREIGN: &str = "caleta";

/// Every function, and every kind of partition by its table.
const FUNCTIONS: [&str; 17] = [
    "auth",
    "control",
    "customers",
    "catalog",
    "orders",
    "payments",
    "stages",
    "workflow",
    "dashboard",
    "notifications",
    "integrations",
    "webhooks",
    "claims",
    "operations",
    "live",
    "relay",
    "sweep",
];
const PARTITIONS: [(&str, &str); 22] = [
    ("users", "USER#u"),
    ("users", "SESSIONS#u"),
    ("users", "EMAIL#e"),
    ("customers", "CUSTOMER#c"),
    ("catalog", "CATALOG"),
    ("catalog", "TENANT"),
    ("orders", "ORDER#o"),
    ("orders", "IDEMPOTENCY#k"),
    ("steps", "ORDER#o"),
    ("payments", "PAYMENT#o"),
    ("notifications", "CUSTOMER#c"),
    ("webhooks", "ADDRESSES"),
    ("webhooks", "DUE"),
    ("claims", "BOOK"),
    ("claims", "OPEN"),
    ("dashboard", "DAY#2025-10-25"),
    ("workflows", "ORDER#o"),
    ("events", "OUTBOX#e"),
    ("events", "FEED"),
    ("events", "DEAD"),
    ("events", "SEQUENCE#orders"),
    ("events", "LISTENERS#HOUSE"),
];
const INDEXES: [(&str, &str, &str); 4] = [
    ("orders", "orders_by_queue", "COOKING#surco"),
    ("orders", "orders_by_state", "COMPLETED#0"),
    ("orders", "orders_by_time", "ORDERS#0"),
    ("users", "users_by_alias", "ALIAS#a"),
];

/// A session of a function's role.
pub struct Session {
    config: SdkConfig,
    client: Client,
    role: String,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Done,
    Denied,
}

impl Session {
    /// The one that a function is started with: the emulator takes its owner for Lambda.
    pub async fn of_function(name: &str) -> Session {
        let owner = aws_config::defaults(BehaviorVersion::latest())
            .http_client(engine_aws::http_client())
            .load()
            .await;
        let role = control::role(name);
        let session = assumed(&owner, &role, &[]).await;
        session.expect("Lambda may take the role")
    }

    /// One that is tagged with a restaurant, by this one's leave.
    pub async fn tagged(&self, tenant: &str) -> Result<Session, String> {
        assumed(&self.config, &self.role, &[("tenant", tenant)]).await
    }

    /// The same role again, with other tags or none.
    pub async fn again(&self, tags: &[(&str, &str)]) -> Result<Session, String> {
        assumed(&self.config, &self.role, tags).await
    }

    pub async fn get(&self, table: &str, pk: &str) -> Answer {
        let request = self.client.get_item().table_name(named(table));
        answer(request.set_key(Some(key(pk))).send().await)
    }

    pub async fn query(&self, table: &str, index: Option<&str>, pk: &str) -> Answer {
        let attribute = index.map_or_else(|| "pk".to_owned(), |index| format!("{index}_pk"));
        let request = self
            .client
            .query()
            .table_name(named(table))
            .set_index_name(index.map(str::to_owned))
            .key_condition_expression("#pk = :pk")
            .expression_attribute_names("#pk", attribute)
            .expression_attribute_values(":pk", AttributeValue::S(pk.to_owned()));
        answer(request.send().await)
    }

    async fn get_both(&self, table: &str, pks: [&str; 2]) -> Answer {
        let keys = KeysAndAttributes::builder().set_keys(Some(pks.map(key).to_vec()));
        let asked = HashMap::from([(named(table), keys.build().unwrap())]);
        answer(
            self.client
                .batch_get_item()
                .set_request_items(Some(asked))
                .send()
                .await,
        )
    }

    /// Two documents in one transaction, one of each restaurant.
    async fn put_both(&self, table: &str, pks: [&str; 2]) -> Answer {
        let puts = pks.map(|pk| {
            let put = Put::builder().table_name(named(table)).set_item(Some(key(pk)));
            TransactWriteItem::builder().put(put.build().unwrap()).build()
        });
        let request = self.client.transact_write_items();
        answer(request.set_transact_items(Some(puts.to_vec())).send().await)
    }

    async fn scan(&self, table: &str) -> Answer {
        answer(self.client.scan().table_name(named(table)).send().await)
    }
}

async fn assumed(by: &SdkConfig, role: &str, tags: &[(&str, &str)]) -> Result<Session, String> {
    use aws_sdk_dynamodb::config::{ProvideCredentials, SharedCredentialsProvider};
    let provider = AssumeRoleProvider::builder(role)
        .configure(by)
        .session_name("isolation");
    let provider = if tags.is_empty() {
        provider
    } else {
        provider.tags(tags.iter().copied())
    };
    let credentials = provider.build().await.provide_credentials().await;
    let credentials = credentials.map_err(|error| format!("{error:?}"))?;
    let config = by
        .to_builder()
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .build();
    Ok(Session {
        client: Client::new(&config),
        config,
        role: role.to_owned(),
    })
}

fn answer<T, E: ProvideErrorMetadata + std::fmt::Debug, R: std::fmt::Debug>(
    done: Result<T, SdkError<E, R>>,
) -> Answer {
    match done {
        Ok(_) => Answer::Done,
        Err(error) if error.code() == Some("AccessDeniedException") => Answer::Denied,
        Err(error) => panic!("{error:?}"),
    }
}

fn named(table: &str) -> String {
    format!("{}{table}", std::env::var("BRASA_TABLES").expect("BRASA_TABLES"))
}

fn key(pk: &str) -> HashMap<String, AttributeValue> {
    let text = |value: &str| AttributeValue::S(value.to_owned());
    HashMap::from([("pk".into(), text(pk)), ("sk".into(), text("ISOLATION"))])
}

fn of(tenant: &str, kind: &str) -> String {
    format!("TENANT#{tenant}#{kind}")
}

/// No function's session of one restaurant, and no function's own session, reaches a row of another.
pub async fn no_function_reaches_another_restaurant() {
    for function in FUNCTIONS {
        let own = Session::of_function(function).await;
        let tagged = own.tagged(OWN).await.expect("a session of a restaurant");
        let reached = tagged.get("catalog", &of(OWN, "CATALOG")).await;
        assert_eq!(reached, Answer::Done, "{function} reads its own restaurant");
        for (table, kind) in PARTITIONS {
            for (who, session, tenant) in [
                ("another's", &tagged, FOREIGN),
                ("nobody's", &own, FOREIGN),
                ("nobody's", &own, OWN),
            ] {
                let pk = of(tenant, kind);
                let what = format!("{function}: {who} session at {pk} of {table}");
                assert_eq!(session.get(table, &pk).await, Answer::Denied, "{what}");
                assert_eq!(session.query(table, None, &pk).await, Answer::Denied, "{what}");
                let both = [&*of(OWN, kind), &*pk];
                if tenant == FOREIGN {
                    assert_eq!(session.get_both(table, both).await, Answer::Denied, "{what}");
                    assert_eq!(session.put_both(table, both).await, Answer::Denied, "{what}");
                }
            }
            for session in [&own, &tagged] {
                assert_eq!(
                    session.scan(table).await,
                    Answer::Denied,
                    "{function} scans {table}"
                );
            }
        }
        // The registry is looked up by all, and listed by those who may enter restaurants.
        assert_eq!(own.get("tenants", "REGISTRY").await, Answer::Done, "{function}");
        let listed = match function {
            "control" | "sweep" => Answer::Done,
            _ => Answer::Denied,
        };
        assert_eq!(own.query("tenants", None, "REGISTRY").await, listed, "{function}");
        assert_eq!(own.get("tenants", "OTHER").await, Answer::Denied, "{function}");
        for (table, index, kind) in INDEXES {
            let denied = tagged.query(table, Some(index), &of(FOREIGN, kind)).await;
            assert_eq!(denied, Answer::Denied, "{function}: {index}");
        }
        for (table, index, pk, of) in [
            ("events", "pending", "PENDING#0", "sweep"),
            ("events", "pending", "LETTERS#0", "operations"),
            ("workflows", "due", "DUE#0", "sweep"),
        ] {
            let expected = if function == of {
                Answer::Done
            } else {
                Answer::Denied
            };
            assert_eq!(
                own.query(table, Some(index), pk).await,
                expected,
                "{function}: {index}"
            );
        }
    }
}

/// Who relays tells pages that listen, `live` hangs up, and nobody else reaches them.
pub async fn pages_are_told_by_whoever_relays() {
    const GONE: u16 = 410;
    const FORBIDDEN: u16 = 403;
    let address = std::env::var("BRASA_SOCKETS").expect("BRASA_SOCKETS");
    let endpoint = address.replacen("ws", "http", 1);
    for function in FUNCTIONS {
        let own = Session::of_function(function).await;
        let config = Builder::from(&own.config).endpoint_url(&endpoint);
        let gateway = Gateway::from_conf(config.build());
        let posted = gateway.post_to_connection().connection_id("nobody");
        let posted = posted.data(Blob::new("[]")).send().await.unwrap_err();
        let ended = gateway.delete_connection().connection_id("nobody");
        let ended = ended.send().await.unwrap_err();
        let status = (
            posted.raw_response().unwrap().status().as_u16(),
            ended.raw_response().unwrap().status().as_u16(),
        );
        let expected = match function {
            "relay" | "sweep" => (GONE, FORBIDDEN),
            "live" => (FORBIDDEN, GONE),
            _ => (FORBIDDEN, FORBIDDEN),
        };
        assert_eq!(status, expected, "{function}");
    }
}

/// Only a function's own session leads to one of a restaurant, and none of those leads to another's.
pub async fn a_session_stays_its_restaurants() {
    let own = Session::of_function("orders").await;
    let tagged = own.tagged(OWN).await.expect("a session of a restaurant");
    for (session, tags) in [
        (&tagged, [("tenant", FOREIGN)].as_slice()),
        (&tagged, [("tenant", OWN)].as_slice()),
        (&own, [].as_slice()),
        (&own, [("tenant", "")].as_slice()),
        (&own, [("tenant", OWN), ("more", "x")].as_slice()),
    ] {
        let refused = session.again(tags).await.map(|_| tags);
        assert!(
            refused.is_err_and(|error| error.contains("AccessDenied")),
            "{tags:?}"
        );
    }
    let mut other = Session::of_function("stages").await;
    other.role = control::role("orders");
    assert!(other.tagged(OWN).await.is_err(), "another function's role");
}
