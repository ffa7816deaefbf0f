import type { APIRequestContext, Request, Response } from '@playwright/test';
import { BadDay, type Fate } from './bad-day';
import type { Customer } from './customers';
import { fillAddress, priced } from './storefront';
import { expect, type Page } from './test';
import type { Planned } from './walk-plan';

/** The words on the cook's buttons, and what they call. */
const ACTS: Record<string, { words: string; call: string }> = {
  take: { words: 'Tomar', call: 'take' },
  done: { words: 'Listo', call: 'complete' },
  undo: { words: 'Deshacer', call: 'recall' },
  putBack: { words: 'Devolver a la cola', call: 'release' },
};
/** What pages read all the time. */
const READS = { cook: ['**/rpc/stages/queue'], customer: ['**/rpc/orders/track', '**/rpc/catalog/*'] };
const PLACE = '/rpc/orders/place';
/** How long it is waited for what a step leads to, in milliseconds: what has not come by then may come in a later step. */
const SOON = 2_500;
/** The same for what may well not come. */
const PERHAPS = 1_000;

/** An order as the REST API has it. */
export interface Stored {
  orderId: string;
  number: number;
  status: string;
  currentStep?: string | null;
  fulfilment?: { address?: { reference?: string } };
}

/** The orders of a customer, by the REST API. */
export async function stored(request: APIRequestContext, customer: Customer): Promise<Stored[]> {
  const credentials = { username: customer.username, password: customer.password };
  const signedIn = await request.post('/api/login', { data: credentials });
  expect(signedIn.ok(), await signedIn.text()).toBe(true);
  const { token } = await signedIn.json();
  // The claims of the token say whose it is.
  const { sub } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
  const headers = { authorization: `Bearer ${token}` };
  const answer = await request.get(`/api/customers/${sub}/orders?limit=100`, { headers });
  expect(answer.ok(), await answer.text()).toBe(true);
  const page = await answer.json();
  return page.items ?? page.orders;
}

/** A customer with two tabs and a cook, who do what was planned as far as it can be done. */
export class Walk {
  /** What was done, one line for each step. */
  readonly said: string[] = [];
  /** How many of the steps could be done. */
  done = 0;
  /** The intention to order: what is sent for it, however often, is one order. Each is named in its address. */
  private intention = 0;
  /** Whether the intention may have become an order: it goes on until a page says so. */
  private open = false;
  /** The intentions of which a page has said that there is an order. */
  readonly confirmed = new Set<number>();
  /** What the app said when it broke, and after which step. */
  readonly faults: string[] = [];
  /** Ids of orders that the customer has seen. */
  private readonly seen = new Map<string, number>();
  /** Those of which a payment was opened, and those whose payment led to the page of the order. */
  private readonly tried = new Set<string>();
  private readonly settled = new Set<string>();
  private readonly days: BadDay[] = [];
  /** Orders that have been sent and are not answered. */
  private readonly underway = new Set<Request>();
  private tab = 0;

  constructor(
    private readonly tabs: Page[],
    private readonly kitchen: Page,
  ) {
    for (const page of [...tabs, kitchen]) {
      // What is not there by then is passed over.
      page.setDefaultTimeout(SOON * 2);
      page.on('console', (message) => {
        if (message.text().includes('panicked')) this.faults.push(`after ${this.said.at(-1)}: ${message.text()}`);
      });
    }
    for (const page of tabs) {
      page.on('request', (request) => void (request.url().endsWith(PLACE) && this.underway.add(request)));
      page.on('requestfinished', (request) => void this.underway.delete(request));
      page.on('requestfailed', (request) => void this.underway.delete(request));
      page.on('response', (answer) => void this.heard(answer));
    }
  }

  /** A page has an answer to an order: from now on it says that there is one, and what is sent next is another intention. */
  private async heard(answer: Response) {
    if (!answer.url().endsWith(PLACE) || answer.status() !== 200) return;
    const placed = await answer.json().catch(() => undefined);
    const intention = Number(/Intento (\d+)/.exec(answer.request().postData() ?? '')?.[1]);
    if (!placed?.orderId || !intention) return;
    this.seen.set(placed.orderId, placed.number);
    this.confirm(intention);
  }

  private confirm(intention: number) {
    this.confirmed.add(intention);
    if (intention === this.intention) this.open = false;
  }

  private get page(): Page {
    return this.tabs[this.tab];
  }

  async take(step: Planned, index: number) {
    const begun = `${index + 1} ${step.who} ${step.what}${step.read === 'well' ? '' : `, a read ${step.read}`}`;
    try {
      await this.misread(step);
      const came = await (step.who === 'cook' ? this.cook(step) : this.customer(step));
      this.said.push(`${begun}: ${came ?? 'not possible here'}`);
      if (came !== undefined) this.done++;
    } catch (error) {
      this.said.push(`${begun}: failed`);
      throw error;
    }
  }

  /** Lets come what is held back. */
  release() {
    for (const day of this.days.splice(0)) day.over();
  }

  private async bad(page: Page, address: string, fate: Fate) {
    if (fate !== 'well') this.days.push(await BadDay.of(page, address, fate));
  }

  /** What pages read comes badly as well. */
  private async misread({ who, read, which }: Planned) {
    const addresses = READS[who];
    await this.bad(who === 'cook' ? this.kitchen : this.page, addresses[Math.floor(which * addresses.length)], read);
  }

  private customer(step: Planned): Promise<string | undefined> {
    switch (step.what) {
      case 'browse':
        return this.browse(step.which);
      case 'add':
        return this.add(step.which);
      case 'edit':
        return this.edit(step.which);
      case 'order':
        return this.order(step);
      case 'pay':
        return this.pay(step);
      case 'track':
        return this.track(step.which);
      case 'cancel':
        return this.cancel(step);
      case 'back':
        return this.moved(() => this.page.goBack({ waitUntil: 'commit' }));
      case 'forward':
        return this.moved(() => this.page.goForward({ waitUntil: 'commit' }));
      case 'reload':
        return this.moved(() => this.page.reload({ waitUntil: 'commit' }));
      default:
        this.release();
        this.tab = 1 - this.tab;
        return Promise.resolve(`now ${this.tab + 1}, ${this.path()}`);
    }
  }

  private path(page = this.page): string {
    return new URL(page.url()).pathname;
  }

  private async moved(go: () => Promise<unknown>): Promise<string | undefined> {
    // A page that is already going elsewhere goes there.
    await go().catch(() => undefined);
    // Before the first page of a tab there is nothing to walk on.
    if (this.page.url() === 'about:blank') await this.page.goto('/carta', { waitUntil: 'commit' });
    return this.path();
  }

  /** Presses a link or a button that is there and can be pressed. */
  private async pressed(button: ReturnType<Page['getByRole']>): Promise<boolean> {
    const one = button.filter({ visible: true }).first();
    const now = { timeout: 500 };
    if (!(await one.isVisible()) || !(await one.isEnabled(now).catch(() => false))) return false;
    // The page may be drawn anew in this moment: a later step finds it then.
    return one.click({ timeout: SOON }).then(
      () => true,
      () => false,
    );
  }

  /** The same with one that comes soon. */
  private async pressedSoon(button: ReturnType<Page['getByRole']>): Promise<boolean> {
    return button.filter({ visible: true }).first().click({ timeout: PERHAPS }).then(
      () => true,
      () => false,
    );
  }

  private async browse(which: number): Promise<string | undefined> {
    const name = ['Carta', 'Promociones', 'Carta'][Math.floor(which * 3)];
    const link = this.page.getByRole('link', { name, exact: true });
    return (await this.pressed(link)) ? name : undefined;
  }

  private async add(which: number): Promise<string | undefined> {
    const name = ['Chicha morada grande', 'Papas fritas familiares'][Math.floor(which * 2)];
    const button = this.page.getByRole('button', { name: `Agregar ${name}`, exact: true });
    const card = this.page.getByRole('article').filter({ has: this.page.getByRole('link', { name, exact: true }) });
    const either = button.or(card.getByRole('button', { name: 'Agregar uno', exact: true }));
    if (await this.pressed(either)) return name;
    const link = this.page.getByRole('link', { name: 'Carta', exact: true });
    if (!(await this.pressed(link))) return undefined;
    return (await this.pressedSoon(either)) ? `to the carta, ${name}` : 'to the carta';
  }

  private async edit(which: number): Promise<string | undefined> {
    const name = which < 0.6 ? 'Agregar uno' : 'Quitar uno';
    if (await this.pressed(this.page.getByRole('button', { name, exact: true }))) return name;
    const link = this.page.getByRole('link', { name: /^Pedido\s?(\d|$)/ });
    return (await this.pressed(link)) ? 'to the cart' : undefined;
  }

  /** Sends what is in the cart: for a new intention, or again for one of which nobody knows what became of it. */
  private async order({ fate, which }: Planned): Promise<string | undefined> {
    this.release();
    // What is under way decides whether this is sent for the same intention.
    await expect.poll(() => this.underway.size).toBe(0);
    const page = this.page;
    const button = priced(page, 'Ir a pagar');
    if (this.path() !== '/pedido/entrega') {
      const cart = page.getByRole('link', { name: /^Pedido\s?(\d|$)/ }).filter({ visible: true }).first();
      const filled = await cart.innerText({ timeout: SOON }).catch(() => '');
      if (!/\d/.test(filled)) return this.add(which);
      if (this.path() !== '/pedido' && !(await this.pressed(cart))) return undefined;
      if (!(await this.pressedSoon(page.getByRole('link', { name: 'Continuar' })))) return 'to the cart';
    }
    // An empty cart leads back to the cart.
    const there = await button.waitFor({ timeout: PERHAPS }).then(
      () => true,
      () => false,
    );
    if (!there) return undefined;
    const before = page.getByRole('button', { name: 'Seguir con ese pedido' });
    if (await before.isVisible()) {
      await before.click();
      return this.placed(page, 'goes on with what had arrived');
    }
    if (!this.open) {
      this.intention++;
      this.open = true;
    }
    const change = which < 0.5 ? '' : `, portón ${Math.floor(which * 100)}`;
    if (!(await this.filled(page, `Intento ${this.intention}${change}.`))) return 'the form has gone';
    await this.bad(page, `**${PLACE}`, fate);
    if (!(await this.pressedSoon(button))) return 'what is in the cart cannot be ordered now';
    return this.placed(page, `intention ${this.intention}${change}, ${fate}`);
  }

  /** Fills the form; whether it was there for so long. */
  private async filled(page: Page, reference: string): Promise<boolean> {
    const fill = async () => {
      await fillAddress(page);
      await page.getByRole('main').getByLabel('Referencia').fill(reference);
      await page.getByLabel('Teléfono').fill('999 888 777');
      await page.getByRole('checkbox', { name: /Acepto los términos/ }).check();
    };
    return fill().then(
      () => true,
      () => false,
    );
  }

  /** Waits for what comes of sending an order: it may be placed, and its page says so. */
  private async placed(page: Page, words: string): Promise<string> {
    const arrived = page.waitForURL(/\/(pedido\/pago|pedidos)\/o_/, { timeout: SOON, waitUntil: 'commit' });
    const refused = page.getByRole('main').getByRole('alert').first().waitFor({ timeout: SOON });
    await Promise.any([arrived, refused]).catch(() => {});
    arrived.catch(() => {});
    refused.catch(() => {});
    if (!/\/(pedido\/pago|pedidos)\/o_/.test(page.url())) return `${words}: not known`;
    this.confirm(this.intention);
    const id = this.path(page).split('/').pop() as string;
    if (!this.seen.has(id)) this.seen.set(id, 0);
    return `${words}: ${id}`;
  }

  private async pay({ fate, which }: Planned): Promise<string | undefined> {
    const page = this.page;
    const again = page.getByRole('button', { name: 'Intentar otra vez' });
    if (await this.pressed(again)) return 'tries again';
    const name = which < 0.8 ? 'Aprobar pago' : 'Rechazar';
    const button = page.getByRole('button', { name, exact: true });
    if (await button.isVisible()) {
      await this.bad(page, '**/rpc/payments/settle-simulated', fate);
      return (await this.pressed(button)) ? `${name}, ${fate}` : undefined;
    }
    const finish = page.getByRole('link', { name: 'Terminar de pagar' });
    if (await this.pressed(finish)) return 'goes on with the payment';
    const id = this.unpaid(which);
    if (!id) return undefined;
    this.tried.add(id);
    await page.goto(`/pedido/pago/${id}`, { waitUntil: 'commit' });
    await this.bad(page, '**/rpc/payments/settle-simulated', fate);
    return `opens the payment of ${id}${(await this.pressedSoon(button)) ? `, ${name}, ${fate}` : ''}`;
  }

  /** One of the orders that no page of this walk has said to be paid. */
  private unpaid(which: number): string | undefined {
    for (const page of this.tabs) {
      const [, id] = /^\/pedidos\/(o_\w+)$/.exec(this.path(page)) ?? [];
      if (id && this.tried.has(id)) this.settled.add(id);
    }
    const ids = [...this.seen.keys()].filter((id) => !this.settled.has(id));
    return ids[Math.floor(which * ids.length)];
  }

  private one(which: number): string | undefined {
    const ids = [...this.seen.keys()];
    return ids[Math.floor(which * ids.length)];
  }

  private async track(which: number): Promise<string | undefined> {
    const id = this.one(which);
    if (!id) return undefined;
    await this.page.goto(`/pedidos/${id}`, { waitUntil: 'commit' });
    return id;
  }

  private async cancel({ fate }: Planned): Promise<string | undefined> {
    const page = this.page;
    if (!(await this.pressed(page.getByRole('button', { name: 'Cancelar pedido' })))) return undefined;
    const dialog = page.getByRole('dialog', { name: '¿Cancelamos tu pedido?' });
    await dialog.getByRole('radio', { name: 'Ya no lo necesito' }).check({ timeout: SOON });
    await this.bad(page, '**/rpc/orders/cancel-mine', fate);
    await dialog.getByRole('button', { name: 'Sí, cancelar' }).click({ timeout: SOON });
    return `${this.path()}, ${fate}`;
  }

  /** Only orders of this walk: others work in the same kitchen. */
  private async cook({ what, fate, which }: Planned): Promise<string | undefined> {
    if (what === 'reload') {
      this.release();
      // A page that is already being loaded is loaded.
      await this.kitchen.reload({ waitUntil: 'commit' }).catch(() => undefined);
      return 'loaded again';
    }
    const numbers = [...this.seen.values()].filter((number) => number > 0);
    const from = Math.floor(which * numbers.length);
    // What cannot be done gives way to work that waits.
    for (const act of [ACTS[what], ACTS.done, ACTS.take]) {
      for (const number of [...numbers.slice(from), ...numbers.slice(0, from)]) {
        const button = this.kitchen.getByRole('button', { name: `${act.words}, pedido ${number}`, exact: true }).first();
        if (!(await button.isVisible())) continue;
        await this.bad(this.kitchen, `**/rpc/stages/${act.call}`, fate);
        return (await this.pressed(button)) ? `${act.words} ${number}, ${fate}` : undefined;
      }
    }
    return undefined;
  }
}

