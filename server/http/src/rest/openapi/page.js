// Reads the document and shows it, with a form for each endpoint. Nothing is asked of anybody else.
const make = (name, attributes = {}, ...inside) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
};
const by = (id) => document.getElementById(id);

const api = await (await fetch('/api/openapi.json')).json();
const base = api.servers[0].url;
by('about').textContent = api.info.description;

const tags = new Map();
for (const [path, item] of Object.entries(api.paths)) {
  for (const [method, operation] of Object.entries(item)) {
    const tag = operation.tags[0];
    if (!tags.has(tag)) tags.set(tag, []);
    tags.get(tag).push({ path, method, operation });
  }
}
for (const [tag, operations] of tags) {
  by('tags').append(make('a', { href: `#${tag}` }, tag));
  by('operations').append(make('h2', { id: tag }, tag), ...operations.map(shown));
}

function shown({ path, method, operation }) {
  const details = make('details', {});
  details.append(
    make('summary', {}, make('b', {}, method.toUpperCase()), make('code', {}, path), make('span', {}, operation.summary)),
  );
  // Drawn when it is first opened.
  details.addEventListener('toggle', () => details.append(inside(path, method, operation)), { once: true });
  return details;
}

function inside(path, method, operation) {
  const fields = (operation.parameters ?? []).map((parameter) => {
    const input = make('input', { placeholder: parameter.required ? 'needed' : '', spellcheck: 'false' });
    return { ...parameter, input, row: make('label', {}, `${parameter.name} (${parameter.in})`, input) };
  });
  const json = operation.requestBody?.content['application/json'];
  const body = json && make('textarea', { spellcheck: 'false', 'aria-label': 'Body' });
  if (body) body.value = JSON.stringify(json.example ?? {}, null, 2);
  const answer = make('pre', { role: 'status' });
  const form = make('form', {}, ...fields.map(({ row }) => row));
  if (body) form.append(body);
  form.append(make('button', {}, 'Try it'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    answer.textContent = '…';
    answer.textContent = await tried(path, method, fields, body).catch(String);
  });
  const answers = Object.entries(operation.responses).map(([status, { description, content }]) =>
    make('tr', {}, make('td', {}, status), make('td', {}, description), make('td', {}, shape(content))),
  );
  const head = make('tr', {}, ...['Status', 'What', 'Shape'].map((name) => make('th', { scope: 'col' }, name)));
  return make(
    'div',
    { class: 'inside' },
    make('p', {}, operation.description ?? 'Anybody may call it.'),
    form,
    answer,
    make('table', {}, make('thead', {}, head), make('tbody', {}, ...answers)),
  );
}

async function tried(path, method, fields, body) {
  const headers = {};
  const query = new URLSearchParams();
  let address = path;
  for (const { name, in: place, input } of fields) {
    if (place === 'path') address = address.replace(`{${name}}`, encodeURIComponent(input.value));
    else if (input.value && place === 'query') query.set(name, input.value);
    else if (input.value) headers[name] = input.value;
  }
  if (by('token').value) headers.authorization = `Bearer ${by('token').value.trim()}`;
  else if (by('tenant').value) headers['x-tenant-id'] = by('tenant').value.trim();
  if (body) headers['content-type'] = 'application/json';
  const asked = query.size ? `?${query}` : '';
  const answer = await fetch(`${base}${address}${asked}`, {
    method: method.toUpperCase(), headers, body: body?.value, credentials: 'omit',
  });
  const text = await answer.text();
  try {
    return `${answer.status}\n${JSON.stringify(JSON.parse(text), null, 2)}`;
  } catch {
    return `${answer.status}\n${text}`;
  }
}

function shape(content) {
  const schema = Object.values(content ?? {})[0]?.schema;
  return make('code', {}, schema ? words(schema, 0) : '');
}

function words(schema, depth) {
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    return depth > 0 ? name : `${name} ${words(api.components.schemas[name], 1)}`;
  }
  if (schema.oneOf) return schema.oneOf.map((one) => words(one, depth + 1)).join(' | ');
  if (schema.allOf) return schema.allOf.map((one) => words(one, depth)).join(' & ');
  if (schema.type === 'array') return `[${words(schema.items, depth + 1)}]`;
  if (schema.properties) {
    if (depth > 1) return '{…}';
    return `{ ${Object.entries(schema.properties).map(([name, one]) => `${name}: ${words(one, depth + 1)}`).join(', ')} }`;
  }
  return [].concat(schema.type ?? 'any').join(' | ');
}
