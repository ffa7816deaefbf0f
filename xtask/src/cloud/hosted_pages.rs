//! The storefront's pages for a place that publishes files: drawn by the build from what the deployed API says of the restaurant. Where
//! that is not to be had, every page is the shell, in which the storefront draws itself: a stack that is away keeps nobody from publishing.

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    files::{self, Places},
    pages,
    process::program,
};

/// The variable that names the API.
pub const API: &str = "BRASA_API";

/// Asks it: see the file.
const ASKING: &str = "xtask/src/cloud/storefront.mjs";

/// The variable that names where the storefront is reached, such as `https://pedidos.example.pe`.
pub const SITE: &str = "BRASA_PUBLIC_URL";

/// The restaurant's pages as it is now, and their addresses. `site` is where they will be reached, or nothing.
pub fn of(places: &Places, tenant: &str, api: &str, site: &str) -> Result<Vec<(PathBuf, PathBuf)>> {
    if api.is_empty() {
        println!("   no API is named: every page draws itself");
        return Ok(Vec::new());
    }
    let asking = program(places, "node").args([&*places.root.join(ASKING).to_string_lossy(), api, tenant]);
    let storefront = asking.output()?;
    if storefront.is_empty() {
        println!("   {api} says nothing of {tenant}: every page draws itself");
        return Ok(Vec::new());
    }
    let folder = places.work.join("hosted-pages").join(tenant);
    if let Err(error) = pages::prerender_into(places, &folder, tenant, &storefront, site) {
        println!("   what {api} says of {tenant} cannot be drawn: every page draws itself: {error:#}");
        return Ok(Vec::new());
    }
    let drawn = files::walk(&folder)?.into_iter().map(|file| {
        let address = file.strip_prefix(&folder)?.to_owned();
        Ok((file, address))
    });
    drawn.collect()
}
