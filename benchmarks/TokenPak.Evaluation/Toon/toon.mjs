// One JSON document a line in, one JSON string with its TOON form a line out.
import { createInterface } from 'node:readline';
import { encode } from '@toon-format/toon';

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(encode(JSON.parse(line))) + '\n');
}
