import { shopTexts } from './shop-texts.ts';
import { writeVectors } from './shipped-vectors.ts';

const texts = shopTexts();
console.log(`Embedding ${texts.length} texts of the demo shop …`);
await writeVectors(texts);
console.log('Written to local/seed/demo-vectors.bin.');
