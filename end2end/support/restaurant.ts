import { randomUUID } from 'node:crypto';
import { type APIRequestContext, expect, type Page } from '@playwright/test';
import { typed } from './operator';

const PASSWORD = 'horno-de-barro';

/** A published restaurant of its own, with one dish, that never closes. Its manager is Rosa. Typed as an operator types it. */
export async function restaurant(request: APIRequestContext): Promise<{ id: string; product: string }> {
  const id = `esquina-${randomUUID().slice(0, 8)}`;
  const who = ['--name', 'La Esquina', '--ruc', '20100070970', '--phone', '987654321', '--address', 'Jr. Lima 1'];
  typed('tenant', 'create', id, '--published', ...who, '--district', 'Lima', '--category', 'Pollos');
  const made = typed('staff', 'add', 'rosa', '--tenant', id, '--role', 'manager', '--name', 'Rosa Rincón').split('\n').at(-1)!;
  const ask = async (method: string, path: string, data: object, token?: string) => {
    const signed = token ? { authorization: `Bearer ${token}` } : {};
    const answer = await request.fetch(path, { method, data, headers: { 'x-tenant-id': id, ...signed } });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  };
  const { token } = await ask('POST', '/api/login', { username: 'rosa', password: made, newPassword: PASSWORD });
  await ask('PATCH', '/api/settings', { hours: Array(7).fill([{ opens: 0, closes: 1440 }]) }, token);
  const { categories } = await ask('GET', '/api/categories', {}, token);
  const dish = { name: 'Pollo entero', priceCents: 5_900, category: categories[0].id };
  const { id: product } = await ask('POST', '/api/products', dish, token);
  return { id, product };
}

/** Opens a page of the console as Rosa, who signs in. */
export async function managerOf(page: Page, address: string) {
  await page.goto(address);
  await page.getByLabel('Usuario').fill('rosa');
  await page.getByLabel('Contraseña').fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrar' }).click();
}
