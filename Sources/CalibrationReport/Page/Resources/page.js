import { setUpTheme } from "./theme.js";
import { setUpSorting } from "./sorting.js";
import { setUpTooltips } from "./tooltips.js";
import { setUpCopying } from "./copying.js";
import { setUpLive } from "./live.js";

for (const button of document.querySelectorAll("button.theme")) setUpTheme(button);
for (const table of document.querySelectorAll("table.data[data-sortable]")) setUpSorting(table);
for (const command of document.querySelectorAll(".command")) setUpCopying(command);
for (const section of document.querySelectorAll(".live")) setUpLive(section);
setUpTooltips(document.body);
