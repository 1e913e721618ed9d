import './backend.ts';
import './backend-dashboards.ts';
import './bakhmach.ts';
import './crazy-gary.ts';
import './crazy-gary-dashboards.ts';
import './leanvibe.ts';
import './leanvibe-dashboard.ts';
import './xionimus.ts';
import './xionimus-dashboards.ts';
import { stack } from './organisation.ts';

export default stack;
