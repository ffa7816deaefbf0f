//! One process with everything: `server` serves, `server export` and `server token` help whoever runs it.

use clap::{Parser, Subcommand};
use server::config::{Config, Environment};
use server::ports::Clock as _;
use server::ports::clock::SystemClock;
use server::secrets::Secrets;
use server::services::auth::service_token;
use server::{demo, http, wiring};
use shared::domain::TenantId;
use shared::domain::staff::Role;
use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use tracing_subscriber::EnvFilter;

/// The C library's allocator keeps the 19 MiB of a password's hash for each of its arenas: 350 MB after twenty sign-ins, and 95 with this one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Debug, Parser)]
#[command(
    name = "server",
    about = "Brasa: a restaurant's ordering site and kitchen console."
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve both apps and the API. What happens when nothing else is said.
    Serve,
    /// Print what the storefront of a demo restaurant shows, as JSON: pages are pre-rendered from it.
    Export {
        #[arg(long)]
        tenant: TenantId,
    },
    /// Print a token for a machine of a restaurant's own, good for a year.
    Token {
        #[arg(long)]
        tenant: TenantId,
        /// `service`, or a role of the staff for trying things out.
        #[arg(long, default_value = "service", value_parser = role)]
        role: Role,
    },
}

fn role(name: &str) -> Result<Role, String> {
    Role::from_wire_name(name).ok_or_else(|| "cook, dispatcher, driver, manager or service".to_owned())
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(Command::Export { tenant }) = &arguments.command {
        let house = demo::storefront(tenant)?.ok_or("there is no demo restaurant of this name")?;
        println!("{}", serde_json::to_string(&house)?);
        return Ok(());
    }
    let config = Config::from_env()?;
    if let Some(Command::Token { tenant, role }) = &arguments.command {
        let secrets = Secrets::open(&config.data)?;
        println!(
            "{}",
            service_token(&secrets.tokens, SystemClock.now(), tenant, *role)?
        );
        return Ok(());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(config))
}

async fn serve(config: Config) -> Result<(), Box<dyn Error>> {
    start_logging(&config);
    let address = config.address;
    let app = wiring::build(config, Arc::new(SystemClock)).await?;
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(|error| format!("BRASA_ADDR={address} cannot be listened on: {error}"))?;
    app.spawn();
    tracing::info!(%address, data = %app.config.data.display(), demo = app.config.demo, "serving");
    http::serve(listener, app.http(), stopped()).await?;
    tracing::info!("stopping");
    app.shutdown().await?;
    Ok(())
}

fn start_logging(config: &Config) {
    let filter = EnvFilter::try_new(&config.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match config.environment {
        Environment::Development => logs.with_target(false).init(),
        Environment::Production => logs.json().init(),
    }
}

/// Ends with Ctrl-C or a polite request to terminate.
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut asked) => {
                asked.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}
