import { type Customer, fillSignIn, registered } from '../support/customers';
import { codeOf, mailTo, otherThan } from '../support/mailbox';
import { expectSound } from '../support/pages';
import { expect, type Page, test } from '../support/test';

/** Somebody whose address is confirmed with the code that was sent there. */
async function confirmed(page: Page): Promise<Customer> {
  const customer = await registered(page);
  await page.goto('/cuenta');
  await expect(page.getByText(`Enviamos un código a ${customer.email}`)).toBeVisible();
  const code = codeOf(await mailTo(page, customer.email, 'Confirma tu correo'));
  await page.getByLabel('Código').fill(otherThan(code));
  await page.getByRole('button', { name: 'Confirmar' }).click();
  await expect(page.getByLabel('Código')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Código').fill(code);
  await page.getByRole('button', { name: 'Confirmar' }).click();
  await expect(page.getByText('Listo: desde ahora te escribimos a ese correo.')).toBeVisible();
  return customer;
}

test('a forgotten password is replaced with a code, and other sessions end', async ({ page, visitor }) => {
  const customer = await confirmed(page);
  const phone = await visitor();
  await phone.goto('/ingresar');
  await phone.getByRole('link', { name: '¿Olvidaste tu contraseña?' }).click();
  await expect(phone.getByRole('heading', { level: 1, name: 'Recupera tu cuenta' })).toBeVisible();
  await phone.getByRole('button', { name: 'Enviarme un código' }).click();
  await expect(phone.getByLabel('Correo o usuario')).toHaveAttribute('aria-invalid', 'true');
  await expectSound(phone, 'recovery');
  await phone.getByLabel('Correo o usuario').fill(customer.email.toUpperCase());
  await phone.getByRole('button', { name: 'Enviarme un código' }).click();
  await expect(phone.getByRole('heading', { level: 1, name: 'Elige una contraseña nueva' })).toBeVisible();
  await expectSound(phone, 'recovery-code');

  // The request is in the address.
  await phone.reload();
  const code = codeOf(await mailTo(page, customer.email, 'Tu código para entrar de nuevo'));
  const password = 'una-nueva-y-larga';
  await phone.getByLabel('Código').fill(otherThan(code));
  await phone.getByLabel('Contraseña nueva').fill(password);
  await phone.getByRole('button', { name: 'Guardar y entrar' }).click();
  await expect(phone.getByLabel('Código')).toHaveAttribute('aria-invalid', 'true');
  await phone.getByLabel('Código').fill(code);
  await phone.getByRole('button', { name: 'Guardar y entrar' }).click();
  await expect(phone).toHaveURL(/\/cuenta\/pedidos/);
  await mailTo(page, customer.email, 'Tu contraseña cambió');

  // Who was signed in with the old one is not any more, and the old one is of no use.
  await page.goto('/cuenta');
  await expect(page).toHaveURL(/\/ingresar/);
  await fillSignIn(page, customer);
  await page.getByRole('button', { name: 'Ingresar', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await fillSignIn(page, { ...customer, password });
  await page.getByRole('button', { name: 'Ingresar', exact: true }).click();
  await expect(page).toHaveURL(/\/cuenta/);
});

test('the link of a mail asks for the new password alone, and only once', async ({ page, visitor }) => {
  const customer = await confirmed(page);
  const phone = await visitor();
  await phone.goto('/recuperar');
  await phone.getByLabel('Correo o usuario').fill(customer.username);
  await phone.getByRole('button', { name: 'Enviarme un código' }).click();
  await expect(phone.getByRole('heading', { level: 1, name: 'Elige una contraseña nueva' })).toBeVisible();
  const mail = await mailTo(page, customer.email, 'Tu código para entrar de nuevo');
  const link = /\/recuperar\?solicitud=\S+/.exec(mail)?.[0] ?? '';
  for (const again of [false, true]) {
    await phone.goto(link);
    await expect(phone.getByLabel('Código')).toHaveCount(0);
    await phone.getByLabel('Contraseña nueva').fill('una-nueva-y-larga');
    await phone.getByRole('button', { name: 'Guardar y entrar' }).click();
    if (again) await expect(phone.getByRole('alert')).toBeVisible();
    else await expect(phone).toHaveURL(/\/cuenta\/pedidos/);
  }
});
