//! `cargo xtask sizes`: what a browser downloads, compressed as it is served.

use std::{fmt::Write as _, io::Write as _, path::Path};

use anyhow::{Context, Result, bail};

use crate::{
    assets,
    bundle::{Bundle, CLIENT, Purpose, RESTAURANT},
    files::{self, Places},
    pages::{self, TENANTS},
};

/// Shows the downloads of both apps as `dist/` holds them, with the budgets.
pub fn show(places: &Places) -> Result<()> {
    if !places.dist.is_dir() {
        bail!("there is no dist/ yet: `cargo xtask build` makes it");
    }
    let mut table = Table {
        places,
        text: String::new(),
    };
    table.head("brotli 11, in KB of 1,000 bytes");

    table.head("storefront");
    table.bundle(&Bundle::read(&CLIENT.folder(places, Purpose::Shipping))?, 200, 30)?;
    table.file("200.html", Some(14))?;
    for tenant in TENANTS {
        for page in ["", "pedido/", "pedidos/_/", "ingresar/", "registro/"] {
            let file = pages::demo_folder(places, tenant).join(format!("{page}index.html"));
            let sizes = table.sizes(&file)?;
            table.line(&format!("{tenant}: /{page}"), sizes, Some(14));
        }
    }

    table.head("console");
    table.bundle(
        &Bundle::read(&RESTAURANT.folder(places, Purpose::Shipping))?,
        250,
        30,
    )?;
    for file in files::walk(&places.dist.join("assets"))? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".css") {
            table.file(&format!("assets/{name}"), None)?;
        }
    }
    table.file("restaurante/index.html", None)?;

    // The one who reads may have seen enough (`| head`): that is no failure.
    let _ = std::io::stdout().write_all(table.text.as_bytes());
    Ok(())
}

struct Table<'p> {
    places: &'p Places,
    text: String,
}

impl Table<'_> {
    fn head(&mut self, title: &str) {
        let _ = writeln!(
            self.text,
            "\n{title:58} {:>8} {:>8} {:>8}",
            "raw", "sent", "budget"
        );
    }

    /// What starts an app, in sum, then what it loads later.
    fn bundle(&mut self, bundle: &Bundle, budget: usize, lazy: usize) -> Result<()> {
        let mut sum = [0, 0];
        for name in [&bundle.entry, &bundle.wasm].into_iter().chain(&bundle.modules) {
            let [raw, sent] = self.file(&format!("assets/{name}"), None)?;
            sum = [sum[0] + raw, sum[1] + sent];
        }
        self.line("  these together", sum, Some(budget));
        for (name, files) in &bundle.lazy {
            let mut sum = [0, 0];
            for file in files {
                let [raw, sent] = self.sizes(&self.places.dist.join("assets").join(file))?;
                sum = [sum[0] + raw, sum[1] + sent];
            }
            self.line(&format!("lazy {name}, files: {}", files.len()), sum, Some(lazy));
        }
        Ok(())
    }

    /// A file of `dist/`.
    fn file(&mut self, path: &str, budget: Option<usize>) -> Result<[usize; 2]> {
        let sizes = self.sizes(&self.places.dist.join(path))?;
        self.line(path, sizes, budget);
        Ok(sizes)
    }

    /// The size of a file and what is sent for it.
    fn sizes(&self, file: &Path) -> Result<[usize; 2]> {
        let content = files::read(file).context("make it whole: cargo xtask build")?;
        Ok([content.len(), assets::compressed(self.places, &content)?.len()])
    }

    fn line(&mut self, name: &str, [raw, sent]: [usize; 2], budget: Option<usize>) {
        let over = budget.is_some_and(|kilobytes| sent > kilobytes * 1000);
        let budget = budget.map(|kilobytes| kilobytes.to_string()).unwrap_or_default();
        let [raw, sent] = [raw, sent].map(|bytes| format!("{}.{}", bytes / 1000, bytes % 1000 / 100));
        let note = if over { "  over" } else { "" };
        let _ = writeln!(self.text, "  {name:56} {raw:>8} {sent:>8} {budget:>8}{note}");
    }
}
