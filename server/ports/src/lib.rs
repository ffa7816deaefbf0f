//! What the services need of the world, as traits. `engines` has the adapters, and the suites in
//! `ports-testsuite` hold each of them to the same promises.

pub mod accounts;
pub mod blobs;
pub mod body;
pub mod catering_requests;
pub mod clock;
pub mod commitments;
pub mod correlation;
pub mod deadlines;
pub mod delivery;
pub mod documents;
pub mod engine_error;
pub mod event_bus;
pub mod http_sender;
pub mod live_topic;
pub mod mailer;
pub mod new_customers;
pub mod open_orders;
pub mod page_renderer;
pub mod payment_accounts;
pub mod payment_gateway;
pub mod periodic_task;
pub mod public_address;
pub mod tenants;
pub mod workflows;

pub use accounts::Accounts;
pub use blobs::Blobs;
pub use catering_requests::CateringRequests;
pub use clock::Clock;
pub use commitments::Commitments;
pub use documents::Documents;
pub use engine_error::{EngineError, EngineErrorKind};
pub use event_bus::EventBus;
pub use http_sender::HttpSender;
pub use live_topic::LiveTopic;
pub use mailer::{Mailer, SentMails};
pub use new_customers::NewCustomers;
pub use open_orders::OpenOrders;
pub use page_renderer::PageRenderer;
pub use payment_accounts::{AccountDirectory, PaymentAccounts};
pub use payment_gateway::{PaymentGateway, SimulatedPayments};
pub use periodic_task::PeriodicTask;
pub use public_address::{PublicAddress, StorefrontAddress};
pub use tenants::Tenants;
pub use workflows::Workflows;
