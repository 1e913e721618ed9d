import './bakhmach.ts';
import { stack } from './organisation.ts';

export default stack;
