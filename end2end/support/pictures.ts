import { type Page, test } from '@playwright/test';

/** Pictures are taken when `PICTURES=1`: into `results/pictures/<screen>/<name>.png`, and into the report. */
export async function picture(page: Page, name: string, { whole = false } = {}) {
  if (!process.env.PICTURES) return;
  await page.evaluate(() => document.fonts.ready);
  // Bars that stick to the screen would stand in the middle of a picture of the whole page.
  if (whole) await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  const info = test.info();
  const path = `results/pictures/${info.project.name}/${name}.png`;
  await page.screenshot({ path, fullPage: whole, animations: 'disabled' });
  await info.attach(name, { path, contentType: 'image/png' });
}
