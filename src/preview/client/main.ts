/**
 * The script of the page: chooses a dashboard by the address, finds one by words, and draws the charts. The page says
 * all it has to say without it.
 *
 * @module
 */
import { drawCharts } from './charts.ts';
import { focusDetails } from './details.ts';
import { makeMenu, showByAddress } from './menu.ts';

makeMenu();
showByAddress();
focusDetails();
drawCharts();
