import { sessionOver } from '../support/bad-day';
import { ticket } from '../support/console';
import { registered } from '../support/customers';
import { neverCloses } from '../support/opening';
import { inTheKitchen } from '../support/storefront';
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
  await sessionOver(kitchen);

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

test('a session that is over still rings for an order that arrives, and counts', async ({ visitor, baseURL }) => {
  // In the kitchen of the other restaurant nobody else works meanwhile.
  const caleta = baseURL!.replace('localhost', 'caleta.localhost');
  const kitchen = await visitor();
  const tones = await listened(kitchen);
  await kitchen.goto(`${caleta}/restaurante/`);
  await kitchen.getByLabel('Usuario').fill('cocina');
  await kitchen.getByLabel('Contraseña').fill(STAFF_PASSWORD);
  await kitchen.getByRole('button', { name: 'Entrar' }).click();
  await expect(kitchen.getByRole('main').locator('.console__head')).toContainText('en espera');

  await sessionOver(kitchen, { bell: true });
  const heard: number[] = [];
  kitchen.on('response', async (answer) => {
    if (!answer.url().endsWith('/rpc/stages/bell')) return;
    const { waiting, queued, ...rest } = await answer.json();
    expect(rest).toEqual({});
    expect(queued).toBeGreaterThanOrEqual(waiting);
    heard.push(waiting);
  });
  await expect(kitchen.getByRole('dialog', { name: 'Tu sesión terminó' })).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => heard.length).toBeGreaterThan(0);
  const [before] = heard;

  const customer = await visitor();
  await registered(customer, `${caleta}/terminos`);
  await neverCloses(customer);
  const silent = await tones();
  const { number } = await inTheKitchen(customer, { product: 'tiradito' });
  await expect.poll(() => Math.max(...heard)).toBeGreaterThan(before);
  await expect.poll(tones).toBeGreaterThan(silent);
  await expect(kitchen.locator('.topbar .live')).toHaveText(/^Sesión terminada \d+ pedidos? esperan?$/);
  // Nothing else is read by it.
  await expect(ticket(kitchen, number)).toHaveCount(0);
});

test('who signs out on purpose leaves no bell', async ({ visitor }) => {
  const page = await visitor();
  await page.goto('/terminos');
  const signIn = { credentials: { username: 'cocina', password: STAFF_PASSWORD } };
  const ask = (path: string, data: object) =>
    page.evaluate(
      async ([path, body]) => {
        const headers = { 'content-type': 'application/json' };
        return (await fetch(path, { method: 'POST', headers, body })).status;
      },
      [path, JSON.stringify(data)] as const,
    );
  expect(await ask('/rpc/auth/staff-sign-in', signIn)).toBe(200);
  expect(await ask('/rpc/stages/bell', {})).toBe(200);
  expect(await ask('/rpc/auth/staff-sign-out', {})).toBe(200);
  expect(await ask('/rpc/stages/bell', {})).toBe(401);
});
