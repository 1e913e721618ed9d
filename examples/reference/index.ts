import './backend.ts';
import './bakhmach.ts';
import './crazy-gary.ts';
import './leanvibe.ts';
import './xionimus.ts';
import { stack } from './organisation.ts';

export default stack;
