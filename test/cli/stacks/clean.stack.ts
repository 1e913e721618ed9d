import { shop } from './shop.ts';

export default shop().stack;
