import { BadDay } from '../support/bad-day';
import { registered } from '../support/customers';
import { expect, type Page, test } from '../support/test';

// Something was sent, and no answer comes: the page says that it goes on trying, and may be told not to.

/** Does something that is not answered, gives it up, and sees that the page says so. */
async function givenUp(page: Page, address: string, act: () => Promise<void>) {
  await BadDay.of(page, address, 'unanswered');
  await act();
  await expect(page.getByText('Seguimos intentando…')).toBeVisible();
  await page.getByRole('button', { name: 'Dejar de intentar' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('No esperamos la respuesta');
  await expect(page.getByText('Seguimos intentando…')).toHaveCount(0);
}

test('asking for a code', async ({ page }) => {
  const customer = await registered(page);
  await page.context().clearCookies();
  await page.goto('/recuperar');
  await page.getByLabel('Correo o usuario').fill(customer.username);
  const send = () => page.getByRole('button', { name: 'Enviarme un código' }).click();
  await givenUp(page, '**/rpc/auth/recover-password', send);
  await send();
  await expect(page.getByRole('heading', { level: 1, name: 'Elige una contraseña nueva' })).toBeVisible();

  // The code is wrong, which only an answer says.
  await page.getByLabel('Código').fill('00000000');
  await page.getByLabel('Contraseña nueva').fill('una-nueva-y-larga');
  const save = () => page.getByRole('button', { name: 'Guardar y entrar' }).click();
  await givenUp(page, '**/rpc/auth/reset-password', save);
  await save();
  await expect(page.getByLabel('Código')).toHaveAttribute('aria-invalid', 'true');
});

test('saving an address, and removing it', async ({ page }) => {
  await registered(page);
  await page.goto('/cuenta');
  const book = page.getByRole('region', { name: 'Direcciones' });
  await book.getByRole('button', { name: 'Agregar dirección' }).click();
  await page.getByLabel('Nombre de la dirección').fill('Casa');
  await book.getByLabel('Dirección', { exact: true }).fill('Av. Larco 345');
  const save = () => book.getByRole('button', { name: 'Guardar', exact: true }).click();
  await givenUp(page, '**/rpc/customers/update-profile', save);
  await save();
  const address = page.getByRole('listitem').filter({ hasText: 'Av. Larco 345' });
  await expect(address).toHaveCount(1);

  await page.unroute('**/rpc/customers/update-profile');
  const remove = () => book.getByRole('button', { name: 'Quitar Casa' }).click();
  await givenUp(page, '**/rpc/customers/update-profile', remove);
  await remove();
  await expect(address).toHaveCount(0);
});

test('what an account says of its customer', async ({ page }) => {
  const customer = await registered(page);
  await page.goto('/cuenta');
  await page.getByLabel('Nombre', { exact: true }).fill('Rosario Rojas');
  const data = page.locator('form').filter({ has: page.getByRole('heading', { name: 'Tus datos' }) });
  const save = () => data.getByRole('button', { name: 'Guardar', exact: true }).click();
  await givenUp(page, '**/rpc/customers/update-profile', save);
  await save();
  await expect(page.getByText('Guardamos tus datos.')).toBeVisible();

  await page.getByText('Cambiar la contraseña').click();
  await page.getByLabel('Contraseña de ahora').fill('no-es-esta');
  await page.getByLabel('Contraseña nueva').fill('una-nueva-y-larga');
  const change = () => page.getByRole('button', { name: 'Guardar la contraseña' }).click();
  await givenUp(page, '**/rpc/auth/change-password', change);
  await page.getByLabel('Contraseña de ahora').fill(customer.password);
  await change();
  await expect(page.getByText('Tu contraseña es la nueva')).toBeVisible();
});

test('another e-mail address', async ({ page }) => {
  const customer = await registered(page);
  await page.goto('/cuenta');
  await page.getByText('Cambiar el correo', { exact: true }).click();
  await page.getByLabel('Correo nuevo').fill(`otro-${customer.username}@example.pe`);
  await page.getByLabel('Tu contraseña', { exact: true }).fill(customer.password);
  const ask = () => page.getByRole('button', { name: 'Enviarme un código' }).click();
  await givenUp(page, '**/rpc/auth/change-email', ask);
  await ask();
  await expect(page.getByText(`otro-${customer.username}@example.pe`)).toBeVisible();

  // The code is wrong, which only an answer says.
  await page.getByLabel('Código').fill('00000000');
  const confirm = () => page.getByRole('button', { name: 'Confirmar', exact: true }).click();
  await givenUp(page, '**/rpc/auth/confirm-email', confirm);
  await confirm();
  await expect(page.getByLabel('Código')).toHaveAttribute('aria-invalid', 'true');
});

test('signing out', async ({ page }) => {
  await registered(page);
  await page.goto('/cuenta');
  await BadDay.of(page, '**/rpc/auth/sign-out', 'unanswered');
  const leave = () => page.getByRole('button', { name: 'Cerrar sesión' }).click();
  await leave();
  await page.getByRole('button', { name: 'Dejar de intentar' }).click();
  await expect(page.getByText(/No esperamos la respuesta/)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 }), 'it is still the account').toBeVisible();
  await leave();
  await expect(page.getByRole('link', { name: 'Ingresar' }).first()).toBeVisible();
});

test('closing an account', async ({ page }) => {
  const customer = await registered(page);
  await page.goto('/cuenta');
  await page.getByText('Eliminar mi cuenta', { exact: true }).click();
  const password = page.getByLabel('Tu contraseña, para estar seguros');
  const close = () => page.getByRole('button', { name: 'Sí, eliminar mi cuenta' }).click();
  await password.fill('no-es-esta');
  await givenUp(page, '**/rpc/auth/close-account', close);
  await password.fill(customer.password);
  await close();
  await expect(page.getByText('Tu cuenta está cerrada. Gracias por habernos elegido.')).toBeVisible();
});
