//! Makes the storefront's pages of one restaurant as files, for a place that draws none itself:
//! `prerender --data STOREFRONT.json --template PAGE.html --out FOLDER [--site https://pedidos.example.pe]`.

use api::catalog::Storefront;
use app_client::render;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("prerender: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut storefront: Storefront = serde_json::from_slice(&std::fs::read(argument("--data")?)?)?;
    let template = std::fs::read_to_string(argument("--template")?)?;
    let out = argument("--out")?;
    let site = argument("--site").map(|site| site.to_string_lossy().into_owned());
    let site = site.unwrap_or_default();
    // These pages stay for days: what has run out is there again by then, how many are left, the app says, and so it does what the
    // restaurant says until some day.
    let notice = storefront.tenant.notice.take();
    storefront.tenant.notice = notice.filter(|notice| notice.until.is_none());
    for product in &mut storefront.catalog.products {
        product.stock = None;
        product.active |= product.off_until.take().is_some();
    }
    for place in render::places(&storefront) {
        let drawn = render::draw(&storefront, &place, site.trim_end_matches('/'))?;
        let folder = Path::new(&out).join(place.trim_start_matches('/'));
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("index.html"), drawn.in_template(&template))?;
    }
    Ok(())
}

fn argument(name: &str) -> Result<PathBuf, Box<dyn Error>> {
    let mut arguments = std::env::args_os()
        .skip_while(|argument| argument != name)
        .skip(1);
    arguments
        .next()
        .map(PathBuf::from)
        .ok_or_else(|| format!("{name} is missing").into())
}
