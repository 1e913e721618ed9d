import { expect, test } from 'vitest';
import { peerOf } from '../../src/ir/external-peer.ts';

test.each([
  ['https://archive.example.com/api/v1/push', 'http', 'archive.example.com', '443'],
  ['http://archive.example.com/', 'https', 'archive.example.com', '80'],
  ['https://archive.example.com:8443', 'http', 'archive.example.com', '8443'],
  ['tcp://manager:2376', 'http', 'manager', '2376'],
  ['db.example.com:9100', 'http', 'db.example.com', '9100'],
  ['db.example.com', 'https', 'db.example.com', '443'],
  ['192.0.2.7', 'http', '192.0.2.7', '80'],
  ['[2001:db8::7]:9100', 'http', '2001:db8::7', '9100'],
  ['https://[2001:db8::7]/x', 'http', '2001:db8::7', '443'],
] as const)('%s, else %s, is %s on %s', (address, scheme, host, port) => {
  expect(peerOf(address, scheme)).toEqual({ address: host, port });
});
