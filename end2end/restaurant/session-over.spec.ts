import { expect, type Page, STAFF_PASSWORD, test } from '../support/test';

/** Counts the tones of a page. Before the page. */
async function listened(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const counted = window as unknown as { tones: number };
    counted.tones = 0;
    const make = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function (this: AudioContext) {
      counted.tones++;
      return make.call(this);
    };
  });
  return () => page.evaluate(() => (window as unknown as { tones: number }).tones);
}

test('a session that is over is said, sounds, and is asked for until somebody signs in', async ({ staff }) => {
  const kitchen = await staff('cocina');
  const tones = await listened(kitchen);
  await kitchen.goto('/restaurante/cocina');
  await expect(kitchen.getByRole('main').locator('.console__head')).toContainText('en espera');
  await kitchen.context().clearCookies();

  // The next question for the queue finds out.
  const dialog = kitchen.getByRole('dialog', { name: 'Tu sesión terminó' });
  await expect(dialog).toBeVisible({ timeout: 20_000 });
  await dialog.getByLabel('Contraseña').fill(STAFF_PASSWORD);
  for (let times = 0; times < 4; times++) await kitchen.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  // As with Android's way back.
  await dialog.evaluate((element: HTMLDialogElement) => {
    const closed = new Promise((done) => element.addEventListener('close', () => setTimeout(done), { once: true }));
    element.close();
    return closed;
  });
  await expect(dialog).toBeVisible();
  await expect(dialog).toHaveJSProperty('open', true);

  const badge = kitchen.locator('.topbar .live');
  await expect(badge).toHaveText('Sesión terminada');
  const banner = kitchen.locator('.stale', { hasText: 'Sesión terminada' });
  await expect(banner).toBeVisible();
  const before = await tones();
  await expect.poll(tones).toBeGreaterThan(before);

  await expect(dialog.getByLabel('Contraseña')).toHaveValue(STAFF_PASSWORD);
  await dialog.getByRole('button', { name: 'Entrar', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(kitchen).toHaveURL(/\/restaurante\/cocina$/);
  await expect(badge).toHaveText('En vivo', { timeout: 15_000 });
  await expect(banner).toHaveCount(0);
});
