import { readFile } from 'node:fs/promises';
import { go, pressUntil } from '../support/console';
import { call, type Customer, registered } from '../support/customers';
import { placed } from '../support/storefront';
import { expect, type Page, test } from '../support/test';

const SEARCH = 'Número, nombre, teléfono o correo';

/** Presses a button twice, the second time as what it is called by then. */
async function twice(page: Page, words: string, sure: string) {
  await page.getByRole('button', { name: words }).click();
  const second = page.getByRole('button', { name: sure });
  await pressUntil(second, async () => expect(second).toBeHidden({ timeout: 1_000 }));
}

/** The part of a name that nobody else has: an address for mail counts once it was confirmed. */
function mark(customer: Customer): string {
  return customer.name.split(' ').at(-1) ?? '';
}

/** Finds somebody in the list and opens their page. */
async function opened(manager: Page, customer: Customer) {
  await manager.getByRole('searchbox', { name: SEARCH }).fill(mark(customer));
  await expect(manager).toHaveURL(new RegExp(`buscar=${mark(customer)}`));
  const found = manager.getByRole('link', { name: customer.name });
  await expect(found).toBeVisible();
  await found.click();
  await expect(manager.getByRole('heading', { level: 1, name: customer.name })).toBeVisible();
}

test('a manager finds a customer, notes something, blocks them, and erases the account', async ({ page, staff }) => {
  const customer = await registered(page);
  const order = await placed(page, { pickup: 'miraflores' }, 'cash');
  const manager = await staff('gerente');
  await manager.goto('/restaurante/tablero');
  await go(manager, 'Clientes');
  // The first there was may have closed the account.
  await expect(manager.getByRole('listitem').filter({ hasText: /Cliente \d+, desde/ }).first()).toBeVisible();
  // Accents make no difference, and nobody presses anything.
  const search = manager.getByRole('searchbox', { name: SEARCH });
  await search.fill('zzz nadie');
  await expect(manager.getByRole('heading', { name: 'Nadie coincide con tu búsqueda' })).toBeVisible();
  await search.fill(customer.name.replace('Lucía', 'LUCIA'));
  await expect(manager.getByRole('status').filter({ hasText: '1 cliente' })).toBeVisible();
  await expect(search).toBeFocused();

  // The list as it is found goes along as a file.
  const waits = manager.waitForEvent('download');
  await manager.getByRole('button', { name: 'CSV' }).click();
  const file = await (await waits).path();
  const csv = await readFile(file, 'utf8');
  expect(csv.startsWith('\uFEFF"Cliente","Nombre"')).toBe(true);
  expect(csv).toContain(customer.name);
  expect(csv.trim().split('\r\n')).toHaveLength(2);

  await opened(manager, customer);
  await expect(manager.getByRole('link', { name: /Teléfono/ })).toHaveAttribute('href', 'tel:+51999888777');
  const ordered = manager.getByRole('listitem').filter({ has: manager.getByText(`Pedido ${order.number}`) });
  await expect(ordered).toBeVisible();

  // Two managers note something at once: the later one reads what the other has noted.
  const other = await staff('gerente');
  await other.goto(manager.url());
  const note = manager.getByLabel('Lo que conviene saber');
  await other.getByLabel('Lo que conviene saber').fill('Alérgica al maní');
  await note.fill('Prefiere la mesa del patio');
  await other.getByRole('button', { name: 'Guardar nota' }).click();
  await expect(other.getByText('Guardamos la nota.')).toBeVisible();
  await manager.getByRole('button', { name: 'Guardar nota' }).click();
  const met = manager.getByRole('alert').filter({ hasText: 'Alguien más cambió esta nota' });
  await expect(met).toContainText('Alérgica al maní');
  await note.fill('Alérgica al maní. Prefiere la mesa del patio');
  await manager.getByRole('button', { name: 'Guardar nota' }).click();
  await expect(met).toHaveCount(0);
  await manager.reload();
  await expect(note).toHaveValue('Alérgica al maní. Prefiere la mesa del patio');
  const profile = await call<object>(page, '/rpc/customers/my-profile', {});
  expect(JSON.stringify(profile)).not.toContain('maní');

  await twice(manager, 'Bloquear', '¿Bloquear sus pedidos?');
  await expect(manager.getByText('Bloqueada: no puede hacer pedidos por su cuenta.')).toBeVisible();
  await expect(manager.getByText('Bloqueado', { exact: true })).toBeVisible();

  // Each order leads to where it is handled, and back.
  await ordered.getByRole('link').click();
  await expect(manager.getByRole('heading', { level: 1, name: 'Pedidos' })).toBeVisible();
  await expect(manager.getByRole('article', { name: new RegExp(`^Pedido ${order.number}\\b`) })).toBeVisible();
  await manager.goBack();

  await twice(manager, 'Cerrar y borrar la cuenta', '¿Cerrarla y borrar sus datos?');
  await expect(manager.getByText(/Cerramos la cuenta\. Sus datos se borran el \d{2}\/\d{2}\/\d{4}\./)).toBeVisible();
  await expect(manager).toHaveURL(/\/restaurante\/clientes$/);
  await search.fill(mark(customer));
  await expect(manager.getByRole('heading', { name: 'Nadie coincide con tu búsqueda' })).toBeVisible();

  // Who did what is remembered without the person.
  await manager.goto('/restaurante/ajustes');
  const history = manager.getByRole('region', { name: 'Historial de cambios' });
  for (const done of [/cerró la cuenta del cliente \d+/, /bloqueó al cliente \d+/, /cambió la nota del cliente \d+/]) {
    await expect(history.getByText(done).first()).toBeVisible();
  }
  await expect(history).not.toContainText('maní');
});

test('only managers see customers', async ({ staff }) => {
  const cook = await staff('cocina');
  await cook.goto('/restaurante/clientes');
  await expect(cook.getByRole('main')).toContainText('Esta pantalla no es para tu rol');
});
