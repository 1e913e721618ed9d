import { LatencySlo } from 'sightline';
import { shop } from './shop.ts';

const { stack, api } = shop();

// The bounds of fastapi() go from 0.25 to 0.5.
// here:
new LatencySlo(api, 'fast', { objective: '95%', within: '300ms', runbook: 'orders' });

export default stack;
