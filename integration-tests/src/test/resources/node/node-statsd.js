// Sends known sums with node-statsd: node node-statsd.js <port> <times>
'use strict';
const StatsD = require('node-statsd');
const { promisify } = require('util');

const [port, times] = process.argv.slice(2).map(Number);
const client = new StatsD({ host: '127.0.0.1', port, prefix: 'shop.', global_tags: ['env:it'] });
// Waits for each, so that no more is under way than a socket's buffer holds.
const send = (method, name, value) =>
  promisify(client[method].bind(client))(name, value, 1, ['kind:b2c']);

async function main() {
  for (let i = 0; i < times; i++) {
    await send('increment', 'orders', 3);
    await send('histogram', 'basket', i % 10);
  }
  await send('gauge', 'queue', 17);
  await send('timing', 'checkout', 250);
  client.close();
}

main();
