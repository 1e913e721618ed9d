import { Team, webhook } from 'sightline';
import { shop } from './shop.ts';

const { stack } = shop();
// here:
new Team(stack, 'ops', {
  timezone: 'UTC',
  notify: webhook({ url: 'https://ops:a-password@chat.shop.example/hook' }),
});

export default stack;
