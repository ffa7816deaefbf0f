import { randomUUID } from 'node:crypto';
import { pressUntil } from '../support/console';
import { expectSound } from '../support/pages';
import { expect, type Page, STAFF_PASSWORD, test } from '../support/test';

/** Somebody who has just been hired: nobody else in the journeys comes in as them. */
async function hired(manager: Page, role: string) {
  const code = randomUUID().slice(0, 8);
  const person = { username: `t.${code}`, name: `Nieves ${code}`, role };
  const headers = { 'sec-fetch-site': 'same-origin' };
  const answer = await manager.request.post('/rpc/auth/hire', { data: { person }, headers });
  expect(answer.status()).toBe(200);
  return person;
}

/** A manager with a session of their own: a tablet that is locked ends it, and those of the other journeys are shared. */
async function manager(page: Page) {
  await page.goto('/restaurante/');
  await enter(page, 'gerente');
  await expect(page.getByRole('heading', { level: 1, name: 'Tablero' })).toBeVisible();
  return page;
}

async function enter(page: Page, username: string) {
  await page.getByLabel('Usuario').fill(username);
  await page.getByLabel('Contraseña', { exact: true }).fill(STAFF_PASSWORD);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
}

/** Registers the browser of a manager as a tablet that several share: its name. */
async function register(manager: Page) {
  const name = `Tableta ${randomUUID().slice(0, 8)}`;
  await manager.getByLabel('Nombre de esta tableta').fill(name);
  await manager.getByRole('button', { name: 'Registrar esta tableta' }).click();
  await expect(manager.getByText(`Esta tableta es ahora ${name}.`)).toBeVisible();
  return name;
}

async function typePin(tablet: Page, pin: string) {
  for (const digit of pin) await tablet.getByRole('button', { name: digit, exact: true }).click();
}

/** Leaves the tablet to the next person. */
async function leave(tablet: Page) {
  await tablet.getByRole('button', { name: /Abrir tu sesión/ }).click();
  await tablet.getByRole('button', { name: 'Cambiar de persona' }).click();
  await expect(tablet.getByRole('heading', { level: 1, name: '¿Quién eres?' })).toBeVisible();
}

/** Takes a tablet off the list. */
async function remove(manager: Page, name: string) {
  const row = manager.getByRole('listitem').filter({ hasText: name });
  await row.getByRole('button', { name: 'Quitar' }).click();
  const sure = row.getByRole('button', { name: '¿Quitar? Toca otra vez' });
  await pressUntil(sure, async () => expect(row).toHaveCount(0, { timeout: 1_000 }));
}

test('people share a tablet, each with a PIN, and a manager unlocks who has failed', async ({ staff, visitor }) => {
  test.slow();
  const tablet = await manager(await visitor());
  const cook = await hired(tablet, 'cook');
  await tablet.goto('/restaurante/personal');
  const name = await register(tablet);
  const people = (page: Page) => page.getByRole('listitem').filter({ hasText: `usuario ${cook.username}` });

  await test.step('a manager gives a PIN', async () => {
    await tablet.getByRole('searchbox', { name: 'Buscar por nombre o usuario' }).fill(cook.name);
    await expect(people(tablet)).toContainText('Sin PIN');
    await expectSound(tablet, 'console-tablets');
    await people(tablet).getByRole('button', { name: `Editar a ${cook.name}` }).click();
    await tablet.getByRole('button', { name: 'Dar PIN' }).click();
    const sheet = tablet.getByRole('dialog', { name: 'PIN de Nieves' });
    await sheet.getByLabel('PIN de 4 cifras').fill('1234');
    await sheet.getByRole('button', { name: 'Dar PIN' }).click();
    await expect(sheet.getByText('Es de los primeros que alguien probaría')).toBeVisible();
    await expectSound(tablet, 'console-give-pin');
    await sheet.getByLabel('PIN de 4 cifras').fill('4071');
    await sheet.getByRole('button', { name: 'Dar PIN' }).click();
    await expect(sheet.getByRole('definition')).toHaveText('4071');
    await sheet.getByRole('button', { name: 'Listo' }).click();
    await expect(people(tablet)).not.toContainText('Sin PIN');
  });

  await test.step('the tablet asks who is there, and the cook comes in', async () => {
    await leave(tablet);
    await expect(tablet.getByText(`Tableta: ${name}`)).toBeVisible();
    await expect(tablet.getByRole('list').getByText('sin tomar')).toBeVisible();
    await tablet.getByRole('button', { name: cook.name }).click();
    await expect(tablet.getByRole('heading', { name: 'PIN de Nieves' })).toBeFocused();
    await tablet.keyboard.type('40');
    await expect(tablet.getByRole('img', { name: '2 de 4 cifras' })).toBeVisible();
    await expectSound(tablet, 'console-crew');
    await typePin(tablet, '71');
    await expect(tablet).toHaveURL(/\/restaurante\/cocina$/);
    await expect(tablet.getByRole('heading', { level: 1, name: 'Cocina' })).toBeVisible();
  });

  await test.step('after a reload a locked tablet is locked', async () => {
    await leave(tablet);
    await tablet.goto('/restaurante/pedidos');
    await expect(tablet.getByRole('heading', { name: 'PIN de Nieves' })).toBeVisible();
  });

  const office = await staff('gerente');
  await test.step('five wrong PINs lock the person, and not the tablet', async () => {
    for (const left of ['4 intentos', '3 intentos', '2 intentos', '1 intento']) {
      await typePin(tablet, '1357');
      await expect(tablet.getByRole('alert')).toContainText(left);
    }
    await typePin(tablet, '1357');
    await expect(tablet.getByRole('alert')).toContainText('Este PIN está bloqueado');
    await expect(tablet.getByRole('button', { name: cook.name })).toContainText('PIN bloqueado');
    await expect(tablet.getByRole('button', { name: '1', exact: true })).toBeDisabled();
    await office.goto('/restaurante/personal');
    await office.getByRole('searchbox', { name: 'Buscar por nombre o usuario' }).fill(cook.name);
    await expect(people(office)).toContainText('PIN bloqueado');
    await office.getByRole('button', { name: `Desbloquear PIN de ${cook.name}` }).click();
    await expect(people(office)).not.toContainText('PIN bloqueado');
  });

  await test.step('unlocked, it opens again', async () => {
    await tablet.getByRole('button', { name: cook.name }).click();
    await expect(tablet.getByRole('button', { name: '1', exact: true })).toBeEnabled();
    await typePin(tablet, '4071');
    await expect(tablet.getByRole('heading', { level: 1, name: 'Pedidos' })).toBeVisible();
  });

  await test.step('removed, it asks for a password', async () => {
    await remove(office, name);
    await tablet.reload();
    await expect(tablet.getByLabel('Contraseña', { exact: true })).toBeVisible();
    await expect(tablet.getByRole('heading', { name: '¿Quién eres?' })).toHaveCount(0);
  });
});

test('a tablet that nobody touches is locked, and goes on where it was', async ({ visitor }) => {
  test.slow();
  const tablet = await manager(await visitor());
  await tablet.clock.install();
  await tablet.goto('/restaurante/personal');
  const name = await register(tablet);
  const row = tablet.getByRole('listitem').filter({ hasText: name });
  await row.getByLabel('Se bloquea sola').selectOption('1');
  await expect(tablet.getByText(`${name} se bloquea tras 1 minuto sin tocar.`)).toBeVisible();
  await tablet.clock.runFor(50_000);
  await tablet.keyboard.press('Shift');
  await tablet.clock.runFor(50_000);
  await expect(tablet.getByRole('heading', { level: 1, name: 'Personal' })).toBeVisible();
  await tablet.clock.runFor(15_000);
  // A call whose time the page's clock has taken is made again half a minute later.
  const asks = tablet.getByRole('heading', { level: 1, name: '¿Quién eres?' });
  await expect(asks).toBeVisible({ timeout: 90_000 });

  await tablet.getByRole('button', { name: 'Entrar con contraseña' }).click();
  await enter(tablet, 'gerente');
  await expect(tablet.getByRole('heading', { level: 1, name: 'Personal' })).toBeVisible();
  await remove(tablet, name);
});
