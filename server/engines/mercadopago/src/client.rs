//! The calls over HTTP: short, without redirects, and repeated once where repeating is harmless.

use super::ENGINE;
use ports::EngineError;
use reqwest::{RequestBuilder, Response, StatusCode, redirect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::error::Error;
use std::time::Duration;

/// A call that takes longer is not waited for.
const TIMEOUT: Duration = Duration::from_secs(5);
/// Before the second try.
const PAUSE: Duration = Duration::from_millis(200);
const MAX_ATTEMPTS: usize = 2;
/// Maximum length of an answer, in bytes.
const MAX_ANSWER: usize = 1024 * 1024;

/// A connection to the API with the token of the account.
pub(super) struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Client {
    pub(super) fn new(http: reqwest::Client, base: &str, token: &str) -> Client {
        Client {
            http,
            base: base.to_owned(),
            token: token.to_owned(),
        }
    }

    /// Reads something that says whether the token counts; `None` when it does not.
    pub(super) async fn get_if_accepted<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<Option<T>, EngineError> {
        let answer = self.ask(path, query).await?;
        if matches!(answer.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
            return Ok(None);
        }
        read(answer).await.map(Some)
    }

    /// Reads something; `None` when there is no such thing.
    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<Option<T>, EngineError> {
        let answer = self.ask(path, query).await?;
        if answer.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        read(answer).await.map(Some)
    }

    async fn ask(&self, path: &str, query: &[(&str, &str)]) -> Result<Response, EngineError> {
        self.send(|| self.http.get(format!("{}{path}", self.base)).query(query))
            .await
    }

    /// Does something, once for each key.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        key: &str,
        body: &impl Serialize,
    ) -> Result<T, EngineError> {
        let request = || {
            let request = self.http.post(format!("{}{path}", self.base));
            request.header("X-Idempotency-Key", key).json(body)
        };
        read(self.send(request).await?).await
    }

    /// Every call may be repeated: it reads, or it carries its key.
    async fn send(&self, request: impl Fn() -> RequestBuilder) -> Result<Response, EngineError> {
        let mut failure = unavailable("it was not asked");
        for attempt in 0..MAX_ATTEMPTS {
            if attempt > 0 {
                tokio::time::sleep(PAUSE).await;
            }
            match request().bearer_auth(&self.token).send().await {
                Ok(answer) if may_pass(answer.status()) => {
                    failure = unavailable(format!("it answers {}", answer.status()));
                }
                Ok(answer) => return Ok(answer),
                Err(error) => failure = unavailable(error.without_url()),
            }
        }
        Err(failure)
    }
}

/// What the calls of any account are made with.
pub(super) fn http() -> Result<reqwest::Client, EngineError> {
    // The second one finds that it is chosen already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .timeout(TIMEOUT)
        .redirect(redirect::Policy::none())
        .user_agent(concat!("brasa/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| broken(error).about("there is no HTTP client"))
}

/// Whether the same call may go well in a moment.
fn may_pass(status: StatusCode) -> bool {
    status.is_server_error()
        || status == StatusCode::TOO_MANY_REQUESTS
        || status == StatusCode::REQUEST_TIMEOUT
}

async fn read<T: DeserializeOwned>(mut answer: Response) -> Result<T, EngineError> {
    let status = answer.status();
    let mut body = Vec::new();
    while let Some(part) = answer
        .chunk()
        .await
        .map_err(|error| unavailable(error.without_url()))?
    {
        if body.len() + part.len() > MAX_ANSWER {
            return Err(broken("its answer is too long"));
        }
        body.extend_from_slice(&part);
    }
    if !status.is_success() {
        // The name of the error only: its text may repeat what was sent.
        let refusal: Value = serde_json::from_slice(&body).unwrap_or_default();
        let name: String = refusal
            .get("error")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .chars()
            .take(80)
            .collect();
        let said = format!("it answers {status} {name}");
        // 403 may be about this one call.
        return Err(match status {
            StatusCode::UNAUTHORIZED => EngineError::denied(ENGINE, said),
            _ => broken(said),
        });
    }
    serde_json::from_slice(&body).map_err(|error| broken(error).about("its answer has another form"))
}

fn unavailable(source: impl Into<Box<dyn Error + Send + Sync>>) -> EngineError {
    EngineError::unavailable(ENGINE, source)
}

fn broken(source: impl Into<Box<dyn Error + Send + Sync>>) -> EngineError {
    EngineError::broken(ENGINE, source)
}
