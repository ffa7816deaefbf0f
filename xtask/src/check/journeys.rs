//! The journeys of both apps in a real browser, by Playwright.

use anyhow::Result;

use crate::{
    files::{self, Places},
    process::{Run, program},
    setup,
};

/// Runs journeys on a server that Playwright starts.
pub fn of_one_process(places: &Places, arguments: &[String]) -> Result<()> {
    run(places, "one-process", arguments, |run| {
        run.env("BRASA_SERVER", places.binary("server"))
    })
}

/// Runs journeys with what `environment` adds to theirs. What failing ones leave behind is in a folder of `name`.
pub fn run(
    places: &Places,
    name: &str,
    arguments: &[String],
    environment: impl FnOnce(Run) -> Run,
) -> Result<()> {
    let folder = places.root.join("end2end");
    let chromium = setup::chromium(places)?;
    let playwright = setup::npm(places, &folder, "playwright")?;
    let results = folder.join("results").join(name);
    files::remove_folder(&results)?;
    let run = program(places, playwright)
        .args(["test"])
        .args(arguments)
        .args(["--output".as_ref(), results.as_os_str()])
        .env("CHROMIUM", chromium)
        .within(&folder);
    environment(run).run()
}
