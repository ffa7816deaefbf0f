//! One process with everything: `server` serves; `server tenant`, `staff`, `token`, `doctor`, `backup` and `restore` are for its
//! operator.

use application::config::{self, Config, Environment, folder};
use application::control::arguments::Command as ControlCommand;
use application::control::{Invocation, Outcome};
use application::demo;
use clap::{Parser, Subcommand};
use domain::TenantId;
use futures::FutureExt as _;
use ports::clock::SystemClock;
use server::backup;
use server::control_socket::{self, ControlSocket};
use server::wiring::{self, App};
use std::error::Error;
use std::io::Read as _;
use std::path::{Path, PathBuf};
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
    /// Print what the storefront of a demo restaurant shows, as JSON.
    Export {
        #[arg(long)]
        tenant: TenantId,
    },
    /// Copy all data into one new file, also while the server runs.
    Backup { file: PathBuf },
    /// Make a new folder of data from such a file.
    Restore { file: PathBuf },
    #[command(flatten)]
    Control(ControlCommand),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Some(Command::Export { tenant }) => export(&tenant),
        Some(Command::Backup { file }) => {
            backup::backup(&data_folder(), &file).map(|said| println!("{said}"))
        }
        Some(Command::Restore { file }) => {
            backup::restore(&file, &data_folder()).map(|said| println!("{said}"))
        }
        Some(Command::Control(command)) => return controlled(&command),
        Some(Command::Serve) | None => configured().and_then(|config| runtime()?.block_on(serve(config))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn runtime() -> Result<tokio::runtime::Runtime, Box<dyn Error>> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

fn export(tenant: &TenantId) -> Result<(), Box<dyn Error>> {
    let restaurant = demo::storefront(tenant)?.ok_or("there is no demo restaurant of this name")?;
    println!("{}", serde_json::to_string(&restaurant)?);
    Ok(())
}

/// Carries a command out, says what became of it, and exits with its code.
fn controlled(command: &ControlCommand) -> ExitCode {
    match control(command) {
        Ok(outcome) => {
            match outcome.ok {
                true => println!("{}", outcome.text),
                false => eprintln!("{}", outcome.text),
            }
            ExitCode::from(outcome.exit_code())
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(command.failure_code())
        }
    }
}

/// A command of the operator: by the process that serves the folder, or on the folder itself.
fn control(command: &ControlCommand) -> Result<Outcome, Box<dyn Error>> {
    let data = data_folder();
    if !command.may_begin() && !folder::has_data(&data) {
        let shown = data.display();
        return Err(format!(
            "there are no data of Brasa in {shown}; set BRASA_DATA to the folder of the server, or make the first \
             restaurant with `server tenant create --help`"
        )
        .into());
    }
    let mut input = String::new();
    if command.reads_input() {
        std::io::stdin().read_to_string(&mut input)?;
    }
    let invocation = Invocation {
        called: "server".into(),
        words: std::env::args().skip(1).collect(),
        input,
    };
    runtime()?.block_on(carried_out(&data, &invocation))
}

async fn carried_out(data: &Path, invocation: &Invocation) -> Result<Outcome, Box<dyn Error>> {
    if let Some(outcome) = control_socket::ask(data, invocation).await? {
        return Ok(outcome);
    }
    let public = config::public_address(set)?;
    let control = wiring::control(data, public, Arc::new(SystemClock)).map_err(|error| {
        format!("{error}\nif a server runs on this folder, stop it and type the command again")
    })?;
    Ok(control.run(invocation).await)
}

fn data_folder() -> PathBuf {
    config::data_folder(set("BRASA_DATA"))
}

fn set(variable: &str) -> Option<String> {
    std::env::var(variable).ok().filter(|value| !value.is_empty())
}

/// The configuration, or everything that keeps the server from starting.
fn configured() -> Result<Config, Box<dyn Error>> {
    let config = Config::from_env();
    let production = set("BRASA_ENV").as_deref() == Some("production");
    let mut faults = match production {
        true => folder::faults(
            &config::data_folder(set("BRASA_DATA")),
            set("BRASA_TENANT").is_some(),
        ),
        false => Vec::new(),
    };
    match config {
        Ok(config) if faults.is_empty() => return Ok(config),
        Ok(_) => {}
        Err(refused) => faults.insert(0, refused.to_string()),
    }
    Err(faults.join("\n").into())
}

async fn serve(config: Config) -> Result<(), Box<dyn Error>> {
    start_logging(&config);
    let address = config.address;
    let app = wiring::build(config, Arc::new(SystemClock)).await?;
    // A command that is typed once the server answers finds it.
    let control = ControlSocket::open(&app.config.data, app.control.clone());
    if let Err(error) = &control {
        tracing::warn!(%error, "commands of `server` work only while this process is stopped");
    }
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(|error| format!("BRASA_ADDR={address} cannot be listened on: {error}"))?;
    app.spawn();
    set_up_first(&app).await?;
    tracing::info!(%address, data = %app.config.data.display(), demo = app.config.demo, "serving");
    // Connections and the work in the background end at the same time: neither waits for what keeps the other.
    let stop = stopped().shared();
    let (served, ended) = tokio::join!(server_http::serve(listener, app.http(), stop.clone()), async {
        stop.await;
        tracing::info!("stopping");
        app.shutdown().await
    });
    drop(control);
    served?;
    ended?;
    Ok(())
}

/// Makes the first restaurant where there is none at all and its id was said, and prints the link with which it is set up.
async fn set_up_first(app: &App) -> Result<(), Box<dyn Error>> {
    if app.config.demo || set("BRASA_TENANT").is_none() {
        return Ok(());
    }
    if let Some(said) = app.control.begin_first(&app.config.default_tenant).await? {
        println!("{said}");
    }
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
