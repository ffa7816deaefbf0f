import { expect, type Page, STAFF_PASSWORD } from './test';

/**
 * Opens the restaurant of a page round the clock: the demo's second one has hours, and a journey that orders there ends at any
 * hour. Its manager does so from another system.
 */
export async function neverCloses(page: Page) {
  const status = await page.evaluate(async (password) => {
    const tenant = document.querySelector<HTMLMetaElement>('meta[name=tenant]')?.content;
    const headers = { 'content-type': 'application/json', ...(tenant ? { 'x-tenant-id': tenant } : {}) };
    const ask = (method: string, path: string, body: object, more = {}) =>
      fetch(path, { method, headers: { ...headers, ...more }, body: JSON.stringify(body), credentials: 'omit' });
    const signedIn = await ask('POST', '/api/login', { username: 'gerente', password });
    const { token } = await signedIn.json();
    const day = [{ opens: 0, closes: 1440 }];
    const hours = { hours: Array(7).fill(day), branchHours: {} };
    return (await ask('PATCH', '/api/settings', hours, { authorization: `Bearer ${token}` })).status;
  }, STAFF_PASSWORD);
  expect(status).toBe(200);
}

/** Changes something in Ajustes and saves it, also where another journey has changed a setting meanwhile. */
export async function saved(page: Page, change: () => Promise<void>) {
  const save = page.getByRole('button', { name: 'Guardar cambios' });
  const bar = page.getByRole('group').filter({ has: save });
  await expect(async () => {
    const discard = bar.getByRole('button', { name: 'Deshacer cambios' });
    if (await discard.isEnabled()) await discard.click();
    await change();
    await save.click();
    await expect(bar.getByRole('status')).toHaveText('Todo está guardado.', { timeout: 5_000 });
  }).toPass();
}
