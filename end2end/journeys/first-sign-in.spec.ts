import { randomUUID } from 'node:crypto';
import { typed } from '../support/operator';
import { expectSound } from '../support/pages';
import { expect, test } from '../support/test';

test('a password that was made for somebody is changed when they first sign in', async ({ page }) => {
  const username = `ines-${randomUUID().slice(0, 8)}`;
  const said = typed('staff', 'add', username, '--tenant', 'pardos', '--role', 'cook', '--name', 'Inés Nueva');
  const made = said.split('\n').at(-1)!;
  await page.goto('/restaurante/');
  await page.getByLabel('Usuario').fill(username);
  await page.getByLabel('Contraseña', { exact: true }).fill(made);
  await page.getByRole('button', { name: 'Entrar' }).click();
  const own = page.getByLabel('Tu contraseña nueva');
  await expect(own).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'sirve para entrar una vez' })).toBeVisible();
  await expectSound(page, 'console-new-password');
  await page.keyboard.press('Enter');
  await expect(own).toHaveAttribute('aria-invalid', 'true');
  await own.fill(made);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Elige una contraseña distinta');
  await own.fill('ceviche-con-cancha');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Inés.*Abrir tu sesión/ })).toBeVisible();
});
