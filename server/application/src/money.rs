//! Who takes the money of a deployment's restaurants.

use crate::config::gateway::Gateway;
use crate::secrets::Secrets;
use engine_mercadopago::{MercadoPagoDirectory, MercadoPagoGateway, OwnAccounts};
use engine_simulated::no_gateway::NoGateway;
use engine_simulated::rehearsals::WithRehearsals;
use engine_simulated::simulated_gateway::SimulatedGateway;
use ports::{AccountDirectory, Clock, Documents, EngineError, PaymentGateway};
use services::payment_accounts::SealedAccounts;
use services::vault::Vault;
use std::sync::Arc;

/// Who takes the money, and where it is asked whose account a token is.
#[derive(Debug, Clone)]
pub struct Money {
    pub gateway: Arc<dyn PaymentGateway>,
    pub directory: Arc<dyn AccountDirectory>,
}

/// Who takes the money: for each restaurant the account of its own that it has connected, and else who is chosen for all. `url` is
/// where Mercado Pago is reached.
pub fn money(
    chosen: &Gateway,
    url: &str,
    documents: Arc<dyn Documents>,
    secrets: &Secrets,
    clock: &Arc<dyn Clock>,
) -> Result<Money, EngineError> {
    if *chosen == Gateway::Nobody {
        return Ok(no_money());
    }
    let shared = shared_gateway(chosen, documents.clone(), clock)?;
    let accounts = SealedAccounts::new(documents, Vault::new(&secrets.vault));
    let own = OwnAccounts::new(shared, Arc::new(accounts), url.to_owned(), clock.clone())?;
    Ok(Money {
        gateway: Arc::new(own),
        directory: Arc::new(MercadoPagoDirectory::new(url.to_owned())?),
    })
}

/// For what takes no money.
pub fn no_money() -> Money {
    Money {
        gateway: Arc::new(NoGateway),
        directory: Arc::new(NoGateway),
    }
}

/// Who takes the money of the restaurants that have connected no account of their own.
pub fn shared_gateway(
    chosen: &Gateway,
    documents: Arc<dyn Documents>,
    clock: &Arc<dyn Clock>,
) -> Result<Arc<dyn PaymentGateway>, EngineError> {
    let simulated =
        |takes_messages| Arc::new(SimulatedGateway::new(documents, clock.clone(), takes_messages));
    let own: Arc<dyn PaymentGateway> = match chosen {
        // It pretends for everybody.
        Gateway::Simulated { takes_messages } => return Ok(simulated(*takes_messages)),
        Gateway::Nobody | Gateway::CashOnly => Arc::new(NoGateway),
        Gateway::MercadoPago(account) => Arc::new(MercadoPagoGateway::new(account.clone(), clock.clone())?),
    };
    Ok(Arc::new(WithRehearsals::new(own, simulated(false))))
}
