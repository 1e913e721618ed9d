import { Service } from 'sightline';
import { shop } from './shop.ts';

const { stack, sales } = shop();
// here:
new Service(stack, 'api', { owner: sales, port: 8001 });

export default stack;
