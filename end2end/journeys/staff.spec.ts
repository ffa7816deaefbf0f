import { randomUUID } from 'node:crypto';
import { go, pressUntil } from '../support/console';
import { expectSound } from '../support/pages';
import { expect, type Page, test } from '../support/test';

/** Signs in to the console. */
async function enter(page: Page, username: string, password: string) {
  await page.goto('/restaurante/');
  await page.getByLabel('Usuario').fill(username);
  await page.getByLabel('Contraseña', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
}

test('a manager hires somebody, who signs in, changes the role, and dismisses them', async ({ staff, visitor }) => {
  const name = `Zulema ${randomUUID().slice(0, 8)}`;
  const manager = await staff('gerente');
  await manager.goto('/restaurante/personal');
  await expect(manager.getByRole('heading', { level: 1, name: 'Personal' })).toBeVisible();
  await expectSound(manager, 'console-staff');

  // Nothing is sent before there is a name.
  const form = manager.getByRole('form', { name: 'Persona nueva' });
  await form.getByRole('button', { name: 'Crear cuenta' }).click();
  await expect(form.getByLabel('Nombre que verán todos')).toBeFocused();
  await expect(form.getByLabel('Nombre que verán todos')).toHaveAttribute('aria-invalid', 'true');
  await form.getByLabel('Nombre que verán todos').fill(name);
  await expect(form.getByLabel('Usuario para ingresar')).toHaveValue('zulema');
  const username = `zulema.${name.slice(7)}`;
  await form.getByLabel('Usuario para ingresar').fill('rosa con espacios');
  await form.getByRole('button', { name: 'Crear a Zulema' }).click();
  await expect(form.getByLabel('Usuario para ingresar')).toBeFocused();
  await form.getByLabel('Usuario para ingresar').fill(username);
  await form.getByRole('radio', { name: /^Cocina/ }).check();
  await form.getByRole('button', { name: 'Crear a Zulema' }).click();

  const told = manager.getByRole('dialog', { name: 'Contraseña de Zulema' });
  await expect(told).toContainText(username);
  await expectSound(manager, 'console-first-password');
  const password = await told.getByRole('definition').nth(1).innerText();
  await told.getByRole('button', { name: 'Ya la anoté' }).click();
  await expect(told).toBeHidden();
  await expect(manager.getByText(password)).toHaveCount(0);
  await manager.getByRole('searchbox', { name: 'Buscar por nombre o usuario' }).fill(name);
  const row = manager.getByRole('listitem').filter({ hasText: name });
  await expect(row).toContainText('Aún no ingresa');

  const kitchen = await visitor();
  await enter(kitchen, username, password);
  await kitchen.getByLabel('Tu contraseña nueva').fill('ceviche-con-cancha');
  await kitchen.keyboard.press('Enter');
  await expect(kitchen).toHaveURL(/\/restaurante\/cocina$/);
  await expect(kitchen.getByRole('main').locator('.console__head')).toContainText('en espera');

  // Another role is another session: what a cook may do is over at once.
  await go(manager, 'Ajustes');
  await go(manager, 'Personal');
  await manager.getByRole('searchbox', { name: 'Buscar por nombre o usuario' }).fill(name);
  await expect(row).not.toContainText('Aún no ingresa');
  await row.getByRole('button', { name: `Editar a ${name}` }).click();
  const sheet = manager.getByRole('dialog', { name });
  await expectSound(manager, 'console-edit-person');
  await sheet.getByRole('radio', { name: /^Reparto/ }).check();
  await expect(sheet.getByRole('status')).toContainText('tendrá que ingresar otra vez');
  await sheet.getByRole('button', { name: 'Guardar' }).click();
  await expect(sheet).toBeHidden();
  await expect(row).toContainText('Reparto');
  const over = kitchen.getByRole('dialog', { name: 'Tu sesión terminó' });
  await expect(over).toBeVisible({ timeout: 30_000 });

  // Who is dismissed does not come in again.
  await row.getByRole('button', { name: `Editar a ${name}` }).click();
  await sheet.getByRole('button', { name: 'Dar de baja' }).click();
  const sure = sheet.getByRole('button', { name: 'Sí, dar de baja' });
  await pressUntil(sure, async () => expect(sheet).toBeHidden({ timeout: 1_000 }));
  await expect(row).toHaveCount(0);
  await over.getByLabel('Contraseña').fill('ceviche-con-cancha');
  await over.getByRole('button', { name: 'Entrar', exact: true }).click();
  await expect(over.getByRole('alert')).toBeVisible();
  await manager.getByRole('button', { name: /^Dados de baja/ }).click();
  await expect(row).toBeVisible();
});

test('only managers see who works here', async ({ staff }) => {
  const cook = await staff('cocina');
  await cook.goto('/restaurante/personal');
  await expect(cook.getByRole('main')).toContainText('Esta pantalla no es para tu rol');
  await expect(cook.getByRole('link', { name: 'Personal' })).toHaveCount(0);
});
