"use strict";
// The replay: all that is shown lies in the page as data; this draws the month of the slider. No request of any kind.
const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words, looks = [["#0072b2", "", "#0072b2"], ["#d55e00", "9 5", "#a34700"]];
const lookOf = Object.fromEntries(data.branches.map((branch, place) => [branch.letter, looks[place]]));
const classOf = Object.fromEntries(data.branches.map((branch, place) => [branch.letter, "ab"[place]]));
const at = (id) => document.getElementById(id);
const state = { month: data.month, indicator: data.indicators[0].name, layer: data.layers[0].name, truth: false, timer: 0 };
const SVG = "http://www.w3.org/2000/svg";

function made(name, attributes = {}, ...inside) { // an element of the page; text is text, never markup
  const isDrawn = ["svg", "g", "path", "line", "rect", "text", "circle", "title"].includes(name);
  const element = isDrawn ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}
function fill(id, ...inside) { at(id).replaceChildren(...inside); }
function number(value, unit) {
  if (value === null || value === undefined) return "–";
  const isShare = unit === "share", digits = isShare ? 0 : value !== 0 && Math.abs(value) < 10 ? 1 : 0;
  const text = new Intl.NumberFormat(data.language, { maximumFractionDigits: digits, useGrouping: "always" })
    .format(isShare ? 100 * value : value);
  return isShare ? `${text} %` : text;
}
function range(low, high) { return `${number(low, "share").replace(/\s*%$/, "")}–${number(high, "share")}`; }
function letter(name) { return made("span", { class: `letter ${classOf[name]}` }, name); }
function indicator() { return data.indicators.find((one) => one.name === state.indicator); }

function drawCards() {
  fill("cards", ...data.indicators.map((one) => {
    const pressed = String(one.name === state.indicator);
    const card = made("button", { type: "button", class: "card", "aria-pressed": pressed }, made("span", { class: "label" }, one.label));
    let when = "";
    for (const branch of data.branches) {
      const course = branch.cards[one.name], value = course.value[state.month];
      const row = made("span", { class: "row" }, letter(branch.letter), made("b", {}, number(value, one.unit)));
      const low = course.low[state.month], high = course.high[state.month], small = [];
      if (low !== null) small.push(range(low, high));
      if (state.truth && course.truth[state.month] !== null) small.push(`${words.truth_is} ${number(course.truth[state.month], one.unit)}`);
      card.append(row, made("span", { class: "range" }, small.join(" · ")));
      when = course.date[state.month] || when;
    }
    card.append(made("span", { class: "when" }, when || ""));
    card.addEventListener("click", () => { state.indicator = one.name; draw(); });
    card.id = `card-${one.name}`;
    return card;
  }));
}

function path(values, x, y) { // gaps where nothing was published
  let text = "", open = false;
  values.forEach((value, month) => {
    if (value === null || month > state.month) { open = false; return; }
    text += `${open ? "L" : "M"}${x(month).toFixed(1)} ${y(value).toFixed(1)}`;
    open = true;
  });
  return text;
}
function band(course, x, y) {
  const months = course.value.map((_, month) => month).filter((month) => month <= state.month && course.low[month] !== null);
  if (months.length < 2) return "";
  const edge = (list, side) => list.map((month) => `${x(month).toFixed(1)} ${y(course[side][month]).toFixed(1)}`);
  return `M${[...edge(months, "high"), ...edge(months.reverse(), "low")].join("L")}Z`;
}
function ceiling(one) {
  const known = data.branches.flatMap((branch) => ["value", "high", "truth"].flatMap((side) => branch.cards[one.name][side]));
  const most = Math.max(...known.filter((value) => value !== null), one.unit === "share" ? 0.1 : 10);
  const scale = 10 ** Math.floor(Math.log10(most));
  const top = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * scale).find((step) => step >= most * 1.02) || 10 * scale;
  return one.unit === "share" ? Math.min(top, 1) : top;
}

function drawChart() {
  const one = indicator(), box = at("chart").getBoundingClientRect(), wide = Math.max(box.width, 320), high = Math.max(box.height, 120);
  const large = wide > 1000 ? 17 : 14, left = 4.2 * large, right = 2.4 * large, top = 0.8 * large, bottom = 2.6 * large, most = ceiling(one);
  const x = (month) => left + (wide - left - right) * month / Math.max(data.last, 1), y = (value) => high - bottom - (high - top - bottom) * value / most;
  const svg = made("svg", { viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": spoken(one) });
  for (const part of [0, 0.5, 1]) {
    svg.append(made("line", { x1: left, x2: wide - right, y1: y(part * most), y2: y(part * most), stroke: "#dfe2e7" }));
    svg.append(made("text", { x: left - 8, y: y(part * most) + large / 3, "text-anchor": "end", "font-size": large, fill: "#505763" }, number(part * most, one.unit)));
  }
  const every = data.last > 60 ? 24 : data.last > 24 ? 12 : 6;
  for (let month = 0; month <= data.last; month += every)
    svg.append(made("text", { x: x(month), y: high - 0.5 * large, "text-anchor": "middle", "font-size": large, fill: "#505763" }, every < 12 ? data.dates[month] : data.years[month]));
  svg.append(made("line", { x1: x(state.month), x2: x(state.month), y1: top, y2: high - bottom, stroke: "#1c2025", "stroke-dasharray": "2 3" }));
  for (const branch of data.branches) drawBranch(svg, branch, one, x, y, large, high - bottom);
  labelEnds(svg, one, x, y, large);
  fill("chart", svg);
  fill("charted", `${one.label} `, made("span", { class: "key" }, state.truth ? words.band_with_truth : words.band));
}
function drawBranch(svg, branch, one, x, y, large, floor) {
  const [colour, dash, ink] = lookOf[branch.letter], course = branch.cards[one.name];
  svg.append(made("path", { d: band(course, x, y), fill: colour, "fill-opacity": 0.16 }));
  svg.append(made("path", { d: path(course.value, x, y), fill: "none", stroke: colour, "stroke-width": 3, "stroke-dasharray": dash, "stroke-linejoin": "round" }));
  if (state.truth) svg.append(made("path", { d: path(course.truth, x, y), fill: "none", stroke: colour, "stroke-width": 1.5, "stroke-dasharray": "1 4", "stroke-linecap": "round" }));
  for (const month of new Set(branch.decisions.map((taken) => taken.month)))
    if (month <= state.month) {
      svg.append(made("path", { d: `M${x(month)} ${floor}l-5 9h10z`, fill: ink }));
      svg.append(made("text", { x: x(month) + (classOf[branch.letter] === "a" ? -8 : 8), y: floor + 0.95 * large, "text-anchor": classOf[branch.letter] === "a" ? "end" : "start", "font-size": large - 2, "font-weight": 700, fill: ink }, branch.letter));
    }
}
function labelEnds(svg, one, x, y, large) { // the letter of each branch at the end of its line, never one on the other
  const ends = data.branches.map((branch) => {
    const known = branch.cards[one.name].value.slice(0, state.month + 1);
    const month = known.reduce((last, value, at) => (value === null ? last : at), -1);
    return month < 0 ? null : { branch, month, y: y(known[month]) };
  }).filter(Boolean).sort((a, b) => a.y - b.y);
  if (ends.length === 2 && ends[1].y - ends[0].y < large) { const middle = (ends[0].y + ends[1].y) / 2; ends[0].y = middle - large / 2; ends[1].y = middle + large / 2; }
  for (const end of ends)
    svg.append(made("text", { x: x(end.month) + 7, y: end.y + large / 3, "font-size": large + 2, "font-weight": 700, fill: lookOf[end.branch.letter][2] }, end.branch.letter));
}
function spoken(one) {
  return `${one.label}: ` + data.branches.map((branch) => `${branch.letter} ${number(branch.cards[one.name].value[state.month], one.unit)}`).join(", ");
}

function step(value, layer) { // the class of a value
  const inside = layer.bounds.slice(1, -1).filter((bound) => value >= bound).length;
  return Math.min(layer.shades.length - 1, inside);
}
function drawMaps() {
  const layer = data.layers.find((one) => one.name === state.layer);
  fill("maps", ...data.branches.map((branch) => made("div", { class: "map" }, letter(branch.letter), made("div", { class: "tiles" }))));
  [...at("maps").querySelectorAll(".tiles")].forEach((place, index) => place.append(drawnMap(data.branches[index], layer, place.getBoundingClientRect())));
  const key = layer.shades.flatMap((colour, place) => [number(layer.bounds[place], layer.unit), made("i", { style: `background:${colour}` })]);
  fill("key", ...key, number(layer.bounds.at(-1), layer.unit));
}
function drawnMap(branch, layer, box) {
  const wide = Math.min(box.width / data.columns, 4 * box.height / data.rows), high = box.height / data.rows, size = Math.min(high / 2.6, wide / 7.5, 20);
  const svg = made("svg", { viewBox: `0 0 ${box.width} ${box.height}`, role: "img", "aria-label": `${layer.label} ${branch.letter}` });
  data.districts.forEach((district, place) => {
    const value = branch.tiles[layer.name][state.month][place], shade = step(value, layer), x = district.column * wide, y = district.row * high;
    const look = { "text-anchor": "middle", fill: layer.inks[shade] };
    svg.append(made("rect", { x: x + 1, y: y + 1, width: wide - 2, height: high - 2, fill: layer.shades[shade], stroke: "#8b95a1" }, made("title", {}, district.title)),
      made("text", { x: x + wide / 2, y: y + high / 2 - 0.15 * size, "font-size": 0.85 * size, ...look }, district.short),
      made("text", { x: x + wide / 2, y: y + high / 2 + size, "font-size": 1.15 * size, "font-weight": 700, ...look }, number(value, layer.unit)));
  });
  return svg;
}

function line(letters, month, where, text, isWeighty) {
  const head = made("span", { class: "head" }, ...letters.map(letter), `${data.dates[month]}${where ? `, ${where}` : ""}`);
  return made("li", {}, head, made("span", { class: isWeighty ? "weighty" : "" }, text));
}
function drawLists() {
  const told = new Map();
  for (const branch of data.branches) for (const event of branch.feed) {
    if (event.month > state.month) continue;
    const key = JSON.stringify([event.month, event.where, event.text]);
    if (!told.has(key)) told.set(key, { ...event, letters: [] });
    if (!told.get(key).letters.includes(branch.letter)) told.get(key).letters.push(branch.letter);
  }
  const newest = [...told.values()].sort((a, b) => b.month - a.month).slice(0, 60);
  fill("feed", ...newest.map((event) => line(data.branches.length > 1 ? event.letters : [], event.month, event.where, event.text, event.weighty)));
  const taken = data.branches.flatMap((branch) => branch.decisions.map((one) => [branch.letter, one])).filter(([, one]) => one.month <= state.month);
  taken.sort((a, b) => b[1].month - a[1].month);
  fill("decisions", ...(taken.length ? taken.map(([name, one]) => line([name], one.month, "", one.text, false)) : [made("li", {}, words.none)]));
}

function draw() {
  fill("date", data.dates[state.month]);
  at("month").value = state.month;
  at("month").setAttribute("aria-valuetext", data.dates[state.month]);
  const focused = document.activeElement && document.activeElement.id;
  drawCards(); drawChart(); drawMaps(); drawLists();
  if (focused && at(focused)) at(focused).focus();
}
function go(month) {
  state.month = Math.min(data.last, Math.max(0, month));
  if (state.month === data.last) stop();
  draw();
}
function stop() { clearInterval(state.timer); state.timer = 0; at("play").textContent = words.play; at("play").setAttribute("aria-pressed", "false"); }
function play() {
  if (state.timer) { stop(); return; }
  if (state.month === data.last) state.month = 0;
  at("play").textContent = words.pause; at("play").setAttribute("aria-pressed", "true");
  state.timer = setInterval(() => go(state.month + 1), 1000 / Number(at("speed").value));
}
for (const layer of data.layers) at("layer").append(made("option", { value: layer.name }, layer.label));
at("first").addEventListener("click", () => go(0));
at("back").addEventListener("click", () => go(state.month - 1));
at("step").addEventListener("click", () => go(state.month + 1));
at("last").addEventListener("click", () => go(data.last));
at("play").addEventListener("click", play);
at("month").addEventListener("input", (event) => go(Number(event.target.value)));
at("speed").addEventListener("change", () => { if (state.timer) { stop(); play(); } });
at("layer").addEventListener("change", (event) => { state.layer = event.target.value; draw(); });
at("truth").addEventListener("change", (event) => { state.truth = event.target.checked; draw(); });
document.addEventListener("keydown", (event) => {
  if (["INPUT", "SELECT", "BUTTON"].includes(event.target.tagName) && event.key !== "Home" && event.key !== "End") return;
  const doing = { " ": play, ArrowRight: () => go(state.month + 1), ArrowLeft: () => go(state.month - 1), Home: () => go(0), End: () => go(data.last) }[event.key];
  if (doing) { event.preventDefault(); doing(); }
});
fill("branches", ...data.branches.flatMap((branch) => [letter(branch.letter), made("span", {}, branch.title)]));
addEventListener("resize", draw);
draw();
