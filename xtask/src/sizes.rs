//! `cargo xtask sizes`: what a browser downloads, compressed as it is served.

use anyhow::{Context, Result, bail};

use crate::{
    assets,
    bundle::{App, Bundle, CLIENT, RESTAURANT},
    files::{self, Places},
    pages::TENANTS,
};

/// Shows both apps' downloads against their budgets. It measures what `dist/` holds.
pub fn show(places: &Places) -> Result<()> {
    let assets = places.dist.join("assets");
    if !assets.is_dir() {
        bail!("there is no dist/ yet: `cargo xtask build` makes it");
    }
    println!("{:58} {:>9} {:>9}", "brotli 11, KB of 1,000 bytes", "raw", "sent");
    for (app, css, budget) in [(&CLIENT, None, 200.0), (&RESTAURANT, Some("restaurant-"), 250.0)] {
        println!("\n{}", app.package);
        let bundle = Bundle::read(&app.folder(places))?;
        let mut first = 0.0;
        for file in [&bundle.entry, &bundle.wasm].into_iter().chain(&bundle.modules) {
            first += line(places, &format!("assets/{file}"))?;
        }
        println!("  {:56} {:>19.1}  (budget {budget})", "JS and main wasm", first);
        for chunk in &bundle.chunks {
            line(places, &format!("assets/{chunk}"))?;
        }
        if let Some(start) = css {
            for file in files::walk(&assets)? {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                if name.starts_with(start) && name.ends_with(".css") {
                    line(places, &format!("assets/{name}"))?;
                }
            }
        }
        page(places, app)?;
    }
    Ok(())
}

fn page(places: &Places, app: &App) -> Result<()> {
    if app.package == RESTAURANT.package {
        return line(places, "restaurante/index.html").map(drop);
    }
    line(places, "200.html")?;
    for tenant in TENANTS {
        let home = format!("tenants/{tenant}/index.html");
        if places.dist.join(&home).is_file() {
            line(places, &home)?;
        }
    }
    println!("  {:56} {:>19}  (budget 14)", "(HTML carries its CSS)", "");
    Ok(())
}

/// Prints one file and hands back its compressed size in KB.
fn line(places: &Places, path: &str) -> Result<f64> {
    let content = files::read(&places.dist.join(path)).context("dist/ is not whole: `cargo xtask build`")?;
    let sent = kilobytes(assets::compressed(places, &content)?.len());
    println!("  {path:56} {:>9.1} {sent:>9.1}", kilobytes(content.len()));
    Ok(sent)
}

fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}
