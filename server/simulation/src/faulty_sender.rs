//! How webhooks are sent in a history.

use crate::faults::Faults;
use async_trait::async_trait;
use ports::http_sender::{Outcome, Outgoing};
use ports::{EngineError, HttpSender};
use std::sync::Arc;

/// The way to the receivers, with the faults of the history.
#[derive(Debug)]
pub struct FaultySender(pub Arc<Faults>);

#[async_trait]
impl HttpSender for FaultySender {
    fn allows(&self, _: &str) -> bool {
        true
    }

    async fn post(&self, message: &Outgoing<'_>) -> Outcome {
        let received = async { Ok::<_, EngineError>(self.0.receiver.receive(message)) };
        let answer = match self.0.effect(received).await {
            Ok(Some(status)) => Ok(status),
            Ok(None) => Err("nobody answers".to_owned()),
            Err(error) => Err(error.to_string()),
        };
        Outcome { answer, took_ms: 0 }
    }
}
