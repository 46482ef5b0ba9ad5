// Sends known sums with hot-shots: node hot-shots.js <port> <times> <bytes of a datagram, 0 for one each>
'use strict';
const StatsD = require('hot-shots');
const { promisify } = require('util');

const [port, times, maxBufferSize] = process.argv.slice(2).map(Number);
const client = new StatsD({
  host: '127.0.0.1',
  port,
  maxBufferSize,
  prefix: 'shop.',
  globalTags: { env: 'it' },
  errorHandler: (error) => {
    throw error;
  },
});
// Waits for each, so that no more is under way than a socket's buffer holds.
const send = (method, ...args) => promisify(client[method].bind(client))(...args);

async function main() {
  for (let i = 0; i < times; i++) {
    await send('increment', 'orders', 3, { kind: 'b2c' });
    await send('distribution', 'basket', i % 10, ['kind:b2c']);
  }
  await send('gauge', 'queue', 17);
  await send('timing', 'checkout', 250, { kind: 'b2c' });
  await promisify(client.close.bind(client))();
}

main();
