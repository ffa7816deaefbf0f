import { randomUUID } from 'node:crypto';
import { expect, type Page } from './test';

/** Somebody whom no other test knows. */
export interface Customer {
  name: string;
  email: string;
  username: string;
  phone: string;
  password: string;
}

export function newCustomer(): Customer {
  const mark = randomUUID().replace(/-/g, '').slice(0, 12);
  return {
    name: `Lucía Prueba ${mark}`,
    email: `lucia.${mark}@example.pe`,
    username: `lucia.${mark}`,
    phone: '999 888 777',
    password: 'chicha-y-camote',
  };
}

/** Calls a server function as the page itself does. */
export async function call<T>(page: Page, path: string, body: object): Promise<T> {
  const { status, text } = await page.evaluate(
    async ([path, body]) => {
      const tenant = document.querySelector<HTMLMetaElement>('meta[name=tenant]')?.content;
      const headers = { 'content-type': 'application/json', ...(tenant ? { 'x-tenant-id': tenant } : {}) };
      const answer = await fetch(path, { method: 'POST', headers, body });
      return { status: answer.status, text: await answer.text() };
    },
    [path, JSON.stringify(body)] as const,
  );
  expect(status, `${path}: ${text}`).toBe(200);
  return JSON.parse(text) as T;
}

/** Registers without the form, and stays signed in on this page's browser. */
export async function registered(page: Page, where = '/terminos'): Promise<Customer> {
  const customer = newCustomer();
  await page.goto(where);
  await call(page, '/rpc/auth/register', { registration: customer });
  return customer;
}

export async function fillRegistration(page: Page, customer: Customer) {
  await page.getByLabel('Nombre y apellido').fill(customer.name);
  await page.getByLabel('Correo').fill(customer.email);
  await page.getByLabel('Usuario').fill(customer.username);
  await page.getByLabel('Teléfono').fill(customer.phone);
  await page.getByRole('textbox', { name: 'Contraseña' }).fill(customer.password);
}

export async function fillSignIn(page: Page, customer: Customer) {
  // The address of somebody who has just registered on the site is not confirmed.
  await page.getByLabel('Correo o usuario').fill(customer.username);
  await page.getByRole('textbox', { name: 'Contraseña' }).fill(customer.password);
}
