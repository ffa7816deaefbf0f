import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { APIRequestContext } from '@playwright/test';
import { expect } from './test';

/** The account there, as its owner copies it. */
export const ACCOUNT = { token: 'APP_USR-de-la-esquina', secret: 'firma-de-la-esquina', user: 70707, name: 'LAESQUINA', pos: 'CAJA1' };

/** Where the server of the journeys finds Mercado Pago. */
export const port = Number(process.env.BRASA_JOURNEY_GATEWAY ?? 3212);

/** A Mercado Pago of our own, with one account: the few calls that are used, and what customers do there. */
export class MercadoPago {
  private payments: { id: number; status: string; external_reference: string; transaction_amount: number; currency_id: string }[] = [];
  /** What codes were made for, by reference. */
  readonly amounts = new Map<string, number>();
  private readonly server = createServer((asked, answer) => void this.answer(asked, answer));

  async open() {
    await new Promise<void>((opened) => this.server.listen(port, '127.0.0.1', opened));
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  /** Somebody pays the code of an order, and its restaurant is told so. */
  async pays(request: APIRequestContext, tenant: string, order: string) {
    const found = [...this.amounts].find(([reference]) => reference.includes(order));
    expect(found, 'there is a code for the order').toBeTruthy();
    const [external_reference, transaction_amount] = found!;
    const id = 1_000 + this.payments.length;
    this.payments.push({ id, status: 'approved', external_reference, transaction_amount, currency_id: 'PEN' });
    const said = randomUUID();
    // By the clock of the server, which refuses what is old.
    const { date } = (await request.get('/api/openapi.json')).headers();
    const ts = Date.parse(date!) / 1000;
    const v1 = createHmac('sha256', ACCOUNT.secret).update(`id:${id};request-id:${said};ts:${ts};`).digest('hex');
    const heard = await request.post(`/api/payments/webhook?data.id=${id}&type=payment`, {
      data: { type: 'payment', data: { id: `${id}` } },
      headers: { 'x-tenant-id': tenant, 'x-request-id': said, 'x-signature': `ts=${ts},v1=${v1}` },
    });
    expect(heard.status()).toBe(200);
  }

  private async answer(asked: IncomingMessage, answer: ServerResponse) {
    const parts: Buffer[] = [];
    for await (const part of asked) parts.push(part as Buffer);
    const say = (status: number, body: object) => {
      answer.writeHead(status, { 'content-type': 'application/json' });
      answer.end(JSON.stringify(body));
    };
    const { pathname, searchParams } = new URL(asked.url!, 'http://localhost');
    if (asked.headers.authorization !== `Bearer ${ACCOUNT.token}`) return say(401, { error: 'unauthorized' });
    if (pathname === '/users/me') return say(200, { id: ACCOUNT.user, nickname: ACCOUNT.name, site_id: 'MPE' });
    if (pathname === '/pos') return say(200, { results: [{ name: 'Mostrador', external_id: ACCOUNT.pos }] });
    if (pathname === '/v1/payments/search') {
      const reference = searchParams.get('external_reference');
      return say(200, { results: this.payments.filter((payment) => payment.external_reference === reference) });
    }
    if (pathname === `/instore/orders/qr/seller/collectors/${ACCOUNT.user}/pos/${ACCOUNT.pos}/qrs`) {
      const order = JSON.parse(Buffer.concat(parts).toString());
      this.amounts.set(order.external_reference, order.total_amount);
      return say(201, { in_store_order_id: '1', qr_data: `00020101${order.external_reference}` });
    }
    const payment = this.payments.find((payment) => pathname === `/v1/payments/${payment.id}`);
    return payment ? say(200, payment) : say(404, { error: 'not_found' });
  }
}
