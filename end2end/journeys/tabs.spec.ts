import { fillRegistration, newCustomer, registered } from '../support/customers';
import { expect, loads, type Page, STAFF_PASSWORD, test } from '../support/test';

// Two tabs of one browser are those of one person: who that is changes in both.

test('a customer who leaves in one tab has left in the other, and who comes next is there in both', async ({ page, context }) => {
  const first = await registered(page);
  const other = await context.newPage();
  await Promise.all([page.goto('/cuenta'), other.goto('/cuenta')]);
  await expect(other.getByRole('main')).toContainText(first.email);

  await page.getByRole('button', { name: /^Cerrar sesión/ }).click();
  await expect(page.getByText('Cerraste tu sesión')).toBeVisible();
  await expect(other.getByRole('heading', { level: 1, name: 'Ingresar' })).toBeVisible();
  await expect(other.getByText(first.email)).toHaveCount(0);
  await expect(other.getByRole('link', { name: /Lucía/ })).toHaveCount(0);

  const next = { ...newCustomer(), name: 'Ofelia Prueba' };
  await page.goto('/registro');
  await fillRegistration(page, next);
  await page.getByRole('button', { name: 'Crea tu cuenta' }).click();
  await expect(page.getByRole('link', { name: /Ofelia/ }).first()).toBeVisible();
  await expect(other.getByRole('link', { name: /Ofelia/ }).first()).toBeVisible();
});

async function signIn(page: Page, username: string) {
  await page.getByLabel('Usuario').fill(username);
  await page.getByLabel('Contraseña').fill(STAFF_PASSWORD);
  await page.getByRole('button', { name: 'Entrar' }).click();
}

/** Lets the server sign out, and holds its answer back until something is seen. */
async function signOutSlowly(page: Page, path: string, seen: () => Promise<void>) {
  await page.route(`**/rpc/auth/${path}`, async (route) => {
    const response = await route.fetch();
    await seen();
    await route.fulfill({ response });
  });
}

test('a tab that noticed the end of a session first does not wait for the cook who left', async ({ page, context }) => {
  await page.goto('/restaurante/cocina');
  await signIn(page, 'cocina');
  await expect(page.getByRole('button', { name: /Rosa/ })).toBeVisible();
  const other = await context.newPage();
  await other.goto('/restaurante/cocina');
  const waits = other.getByRole('dialog', { name: 'Tu sesión terminó' });
  await signOutSlowly(page, 'staff-sign-out', () => expect(waits).toBeVisible());

  await page.getByRole('button', { name: /Rosa/ }).click();
  await page.getByRole('dialog', { name: /Rosa/ }).getByRole('button', { name: 'Salir' }).click();
  for (const one of [page, other]) {
    await expect(one.getByRole('button', { name: 'Entrar', exact: true })).toBeVisible();
    await expect(one.getByRole('button', { name: /Rosa/ })).toHaveCount(0);
  }
  await expect(waits).toBeHidden();
});

test('a cook who leaves in one tab has left in the other, and who comes next is there in both', async ({ page, context }) => {
  await page.goto('/restaurante/cocina');
  await signIn(page, 'cocina');
  await expect(page.getByRole('button', { name: /Rosa/ })).toBeVisible();
  const other = await context.newPage();
  await other.goto('/restaurante/cocina');
  await expect(other.getByRole('button', { name: /Rosa/ })).toBeVisible();
  const reloads = loads(other);

  await page.getByRole('button', { name: /Rosa/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Salir' }).click();
  for (const one of [page, other]) {
    await expect(one.getByRole('button', { name: 'Entrar', exact: true })).toBeVisible();
    await expect(one.getByRole('button', { name: /Rosa/ })).toHaveCount(0);
  }

  await signIn(page, 'cocina2');
  for (const one of [page, other]) await expect(one.getByRole('button', { name: /Elmer/ })).toBeVisible();
  expect(reloads(), 'it follows by itself').toBe(0);
});
