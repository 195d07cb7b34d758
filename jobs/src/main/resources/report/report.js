"use strict";
/*
 * Draws the report from the JSON that the page carries. Whatever comes from data or texts enters the page as
 * text and never as markup. The state is the region, the tolerance, the language and the theme; every change
 * of it draws every panel anew.
 */
(function () {
  const json = (id) => JSON.parse(document.getElementById(id).textContent);
  const TEXTS = json("texts");
  const CHARTS = json("charts");
  const LOOK = json("look");
  const DATA = json("data");

  /** The rows of a table as objects by column. */
  function tableRows(name) {
    const table = DATA.tables[name];
    return table.rows.map((row) => Object.fromEntries(table.columns.map((column, i) => [column, row[i]])));
  }
  const cache = {};
  const rows = (name) => (cache[name] = cache[name] || tableRows(name));
  const indexes = {};
  /** The rows of a table about a region. */
  function rowsOf(name, code) {
    if (!indexes[name]) {
      indexes[name] = new Map();
      for (const row of rows(name)) {
        if (!indexes[name].has(row.region_code)) indexes[name].set(row.region_code, []);
        indexes[name].get(row.region_code).push(row);
      }
    }
    return indexes[name].get(code) || [];
  }

  const regions = new Map(rows("region").map((row) => [row.region_code, row]));
  const byName = (a, b) => (a.region_name < b.region_name ? -1 : a.region_name > b.region_name ? 1 : 0);
  const ofLevel = (level) => rows("region").filter((row) => row.region_level === level).sort(byName);
  const kabupaten = ofLevel("kabupaten");
  const kecamatan = ofLevel("kecamatan");
  const tiers = rows("tier").slice().sort((a, b) => a.ordinal - b.ordinal);
  const target = DATA.target;
  const SPECIAL_FROM = ["ENTRANT", "RETURNED", "ARRIVED"];
  const SPECIAL_TO = ["ABSENT", "DEPARTED", "GRADUATED", "DIED", "MOVED", "MERGED", "NOT_FOUND"];
  const VERDICTS = ["REACHED", "ON_TRACK", "POSSIBLE", "UNLIKELY", "OUT_OF_REACH", "MISSED", "NOT_ASSESSED", "SUPPRESSED"];

  // The address names the region and, where it is not the one the page opens in, the language: #3509260&en.
  const LANGUAGES = Object.keys(TEXTS);
  const asked = new URLSearchParams(window.location.search).get("lang");
  const opening = LANGUAGES.includes(asked) ? asked : LANGUAGES[0];
  const firstRegion = kabupaten.length ? kabupaten[0].region_code : kecamatan[0].region_code;
  const address = (code, language) => "#" + code + (language === opening ? "" : "&" + language);
  function fromAddress() {
    const parts = window.location.hash.slice(1).split("&");
    return {
      region: parts.find((part) => regions.has(part) && regions.get(part).region_level !== "desa") || firstRegion,
      language: parts.find((part) => LANGUAGES.includes(part)) || opening,
    };
  }

  const state = {
    region: firstRegion,
    tolerance: target.headline,
    language: opening,
    theme: window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
    printing: false,
    interval: null,
    measure: "households",
    search: "",
    sort: { column: "chance", descending: true },
  };

  // Words and numbers.

  const PERCENT = "\u00a0%";

  function t(key, values) {
    const text = TEXTS[state.language][key];
    if (text === undefined) throw new Error("no text " + key);
    return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
  }
  const has = (value) => value !== null && value !== undefined;
  const dash = () => t("missing");
  /** The smallest count shown; 0 where all are. */
  const least = DATA.run.minCell;
  /** The words of a value: where it is missing because a count is suppressed, it is not unknown. */
  const shown = (words, suppressed) => (suppressed && words === dash() ? t("suppressed") : words);
  /** A count of a census that was made. */
  const counted = (value) => shown(number(value), least);
  const locale = () => (state.language === "id" ? "id-ID" : "en-GB");
  const formats = {};
  function number(value, digits) {
    if (!has(value)) return dash();
    const key = locale() + digits;
    formats[key] = formats[key]
      || new Intl.NumberFormat(locale(), { minimumFractionDigits: digits || 0, maximumFractionDigits: digits || 0 });
    const rounded = digits ? value : Math.round(value);
    return formats[key].format(rounded === 0 ? 0 : rounded).replace("-", "−");
  }
  const percent = (share, digits) => (has(share) ? number(100 * share, digits === undefined ? 1 : digits) + PERCENT : dash());
  /** A chance with the digits that the futures can tell. */
  function chanceOf(chance) {
    const value = 100 * chance;
    if (value > 0 && value < 0.001) return number(0.001, 3) + PERCENT;
    const text = number(value, value < 0.1 ? 3 : value < 10 ? 1 : 0);
    return chance < 1 && text === "100" ? ">99" + PERCENT : text + PERCENT;
  }
  function chance(row) {
    if (!row) return dash();
    if (has(row.probability_reached)) return chanceOf(row.probability_reached);
    return has(row.probability_upper) ? "<" + chanceOf(row.probability_upper) : dash();
  }
  const chanceInWords = (row) => {
    const text = chance(row);
    return text[0] === "<" ? t("less", { number: text.slice(1) }) : text;
  };
  const chanceNumber = (row) =>
    !row ? -1 : has(row.probability_reached) ? row.probability_reached : has(row.probability_upper) ? row.probability_upper / 1e6 : -1;
  const range = (low, high, write) =>
    has(low) && has(high) ? t("range", { low: (write || number)(low), high: (write || number)(high) }) : dash();
  /** A range in the narrow cell of a table. */
  const span = (low, high, digits) => (has(low) && has(high) ? number(low, digits) + "–" + number(high, digits) : dash());
  const shares = (low, high) => (has(low) && has(high) ? number(100 * low, 1) + "–" + number(100 * high, 1) + PERCENT : dash());
  const tierLabel = (code) => {
    const tier = tiers.find((one) => one.tier === code);
    return tier ? tier["label_" + state.language] : TEXTS[state.language]["state." + code] || code;
  };
  const targetLabel = () => tierLabel(target.tier).toLowerCase();
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  function regionName(code) {
    const region = regions.get(code);
    return !region ? code : region.region_level === "desa" ? region.region_name : t(region.region_level, { name: region.region_name });
  }
  const scenarioLabel = (one) => (has(one[state.language]) ? one[state.language] : t("scenario." + one.code));
  const isKabupaten = () => regions.get(state.region).region_level === "kabupaten";
  const wholeOf = (code) => (regions.get(code).region_level === "kabupaten" ? code : regions.get(code).parent_code);
  const reach = (code, tolerance) =>
    rowsOf("target_reachability", code).find((row) => row.tolerance_share === (has(tolerance) ? tolerance : state.tolerance));
  /** Whether a region's numbers are suppressed, and with them a verdict that is a fact. */
  const isHidden = (row) => Boolean(least && row && has(row.latest_year) && !has(row.latest_households));
  /** What a panel says that has no numbers of the region. */
  const nothing = (words) => note(isHidden(reach(state.region)) ? t("suppressed") : words);
  const met = (row) => (row && has(row.tolerance_households) ? row.target_households + row.tolerance_households : target.households);
  const stateOrder = (code) => {
    const place = tiers.findIndex((one) => one.tier === code);
    if (place >= 0) return place + 1;
    const from = SPECIAL_FROM.indexOf(code);
    return from >= 0 ? 9 + from : 9 + SPECIAL_TO.indexOf(code);
  };

  // The page.

  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false && has(value)) node.setAttribute(name, value);
    }
    node.append(...children.flat(Infinity).filter(has));
    return node;
  }

  /** A table; a cell is a text or a node, and a column of texts is aligned to the left. */
  function table(columns, body, options) {
    const head = columns.map((column) => {
      const sorted = options && options.sorted;
      const content = sorted
        ? el("button", { type: "button", "data-sort": column.key, onclick: () => options.sort(column.key) }, column.label)
        : column.label;
      return el("th", {
        scope: "col",
        class: column.kind,
        "aria-sort": sorted && sorted.column === column.key ? (sorted.descending ? "descending" : "ascending") : null,
      }, content);
    });
    return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": (options && options.label) || columns[0].label },
      el("table", {},
        options && options.caption ? el("caption", {}, options.caption) : null,
        el("thead", {}, el("tr", {}, head)),
        el("tbody", {}, body.map((row) =>
          el("tr", { class: row.chosen ? "chosen" : null, "data-code": row.code },
            columns.map((column, i) => el("td", { class: column.kind }, row.cells[i])))))));
  }
  const text = (label, key) => ({ label, key, kind: "text" });
  const tight = (label, key) => ({ label, key, kind: "text tight" });
  const num = (label, key) => ({ label, key, kind: null });
  const numbers = (columns, body) => el("details", {}, el("summary", {}, t("asTable")), table(columns, body));
  const note = (words, kind) => el("p", { class: kind || "note" }, words);
  const link = (code, words) => el("a", { href: address(code, state.language) }, words || regionName(code));

  const SVG = "http://www.w3.org/2000/svg";
  function swatch(kind, colour) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("width", "24");
    svg.setAttribute("height", "12");
    svg.setAttribute("aria-hidden", "true");
    const shape = document.createElementNS(SVG, kind === "box" ? "rect" : ["line", "dash", "dots", "dashdot"].includes(kind) ? "line" : "circle");
    const attributes = kind === "box" ? { width: 24, height: 12, fill: colour }
      : kind === "point" ? { cx: 12, cy: 6, r: 5, fill: colour }
      : kind === "ring" ? { cx: 12, cy: 6, r: 4, fill: "none", stroke: colour, "stroke-width": 2 }
      : { x1: 0, x2: 24, y1: 6, y2: 6, stroke: colour, "stroke-width": 2.5,
          "stroke-dasharray": kind === "dash" ? "6 4" : kind === "dots" ? "2 3" : kind === "dashdot" ? "9 3 2 3" : "none" };
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    svg.append(shape);
    return svg;
  }
  /** The shapes of the tiers in charts/change, worst tier first. */
  const SHAPES = "●■▲◆✚▼◀▶";
  function shape(place, colour) {
    const symbol = el("span", { "aria-hidden": "true" }, SHAPES[(place - 1) % SHAPES.length]);
    symbol.style.color = colour;
    return symbol;
  }
  const key = (items) => el("ul", { class: "key" },
    items.map(([kind, colour, words]) => el("li", {}, typeof kind === "number" ? shape(kind, colour) : swatch(kind, colour), words)));

  // Charts.

  /** Verdicts whose tile is too strong for the page's ink, in either theme. */
  const STRONG = [0, 1, 4, 5];
  const palette = () => LOOK[state.printing ? "light" : state.theme];

  /** A value of the look, names behind an @ replaced by what they are in a palette. */
  function seen(value, p) {
    if (typeof value === "string") return value[0] !== "@" ? value : value === "@font" ? LOOK.font : p[value.slice(1)];
    if (Array.isArray(value)) return value.map((one) => seen(one, p));
    return value && typeof value === "object"
      ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, seen(one, p)]))
      : value;
  }
  const config = () => seen(LOOK.config, palette());

  const tip = document.getElementById("tip");
  function showTip(handler, event, item, value) {
    const words = value && typeof value === "object" ? value.tip : value;
    if (!words) {
      tip.hidden = true;
      return;
    }
    tip.textContent = words;
    tip.hidden = false;
    tip.style.left = Math.max(4, Math.min(event.clientX + 14, window.innerWidth - tip.offsetWidth - 8)) + "px";
    tip.style.top = Math.max(4, Math.min(event.clientY + 14, window.innerHeight - tip.offsetHeight - 8)) + "px";
  }

  let views = [];
  const drawing = [];
  /** Draws a specification, as it is, into a node of the page with data by name. */
  function draw(node, name, data, chosen) {
    const spec = CHARTS[name];
    const isVega = spec.$schema.includes("/vega/");
    // Of warnings it has a false one: that a chart of fixed steps fits its width alone, which is what it asks for.
    const compiled = isVega ? spec : vegaLite.compile(spec, { config: config(), logger: vega.logger(vega.Error) }).spec;
    const view = new vega.View(vega.parse(compiled, isVega ? config() : null, { ast: true }), {
      expr: vega.expressionInterpreter,
      renderer: "svg",
      container: node,
      hover: true,
      loader: { load: () => Promise.reject(new Error("the report loads nothing")), sanitize: () => Promise.reject(new Error("the report links nothing")) },
      tooltip: showTip,
    });
    for (const [set, values] of Object.entries(data)) view.data(set, values.map((one) => Object.assign({}, one)));
    if (isVega) view.width(Math.max(300, node.clientWidth));
    if (chosen) {
      view.addEventListener("click", (event, item) => {
        const code = item && item.datum && (item.datum.code || (item.datum.datum && item.datum.datum.code));
        if (code) choose(code);
      });
    }
    views.push(view);
    drawing.push(view.runAsync());
  }
  const chart = (label) => el("div", { class: "chart", role: "img", "aria-label": label });

  // Panels. Each gives its nodes; charts are drawn once these stand in the page.

  let later = [];
  function panel(name, half, nodes, lead) {
    return el("section", { class: half ? "panel half" : "panel", id: name, "aria-labelledby": name + "-heading" },
      el("h2", { id: name + "-heading" }, t("panel." + name)),
      lead ? el("p", { class: "lead" }, lead) : null,
      nodes);
  }
  function drawn(label, name, data, chosen) {
    const node = chart(label);
    later.push(() => draw(node, name, data, chosen));
    return node;
  }

  function verdictPanel() {
    const row = reach(state.region);
    const values = { region: regionName(state.region), tier: targetLabel(), year: target.year, met: number(met(row)) };
    if (!row || row.verdict === "NOT_ASSESSED" && !has(row.expected_households) && !isHidden(row)) {
      return panel("verdict", false, el("p", { class: "sentence" }, t("verdict.unknown", values)));
    }
    if (isHidden(row)) {
      const verdict = has(row.verdict) ? t("verdict." + row.verdict) : t("suppressed");
      return panel("verdict", false, el("p", { class: "sentence", id: "sentence" }, t("verdict.suppressed", Object.assign({ verdict, least: number(least) }, values))));
    }
    const verdict = t("verdict." + row.verdict);
    const known = has(row.expected_households);
    const fact = row.latest_year === target.year ? "verdict.fact" : "verdict.fact.later";
    const sentence = known
      ? t("verdict.sentence", Object.assign({ verdict, chance: chanceInWords(row) }, values))
      : t(fact, Object.assign({ verdict, latest: number(row.latest_households), last: row.latest_year }, values));
    const big = (value, words, small) => el("div", { class: "number" }, el("b", {}, value), el("span", {}, words), el("small", {}, small));
    const facts = [];
    const say = (words, warn) => facts.push(el("li", { class: warn ? "warn" : null }, words));
    if (row.kecamatan_covered < row.kecamatan_total) {
      say(t("verdict.incomplete", { covered: number(row.kecamatan_covered), total: number(row.kecamatan_total) }), true);
    }
    if (has(row.kecamatan_reaching)) {
      say(t("verdict.reaching", {
        total: number(row.kecamatan_total),
        expected: number(row.kecamatan_reaching, 1),
        range: range(row.kecamatan_reaching_p05, row.kecamatan_reaching_p95),
      }));
    }
    if (has(row.yearly_inflow)) say(t("verdict.inflow", { inflow: number(row.yearly_inflow), tier: targetLabel() }));
    const best = scenarioRow("no_inflow");
    if (best && has(best.expected_households)) {
      say(t("verdict.best", { tier: targetLabel(), left: number(best.expected_households), year: target.year }));
    }
    if (has(row.verdict_if_absent_worse) && row.verdict_if_absent_worse !== row.verdict) {
      say(t("verdict.worse", { tier: targetLabel(), verdict: t("verdict." + row.verdict_if_absent_worse) }));
    }
    if (!row.comparable) say(t("verdict.incomparable", { instruments: row.instruments || dash() }), true);
    if (row.shock_source === "ASSUMED") say(t("verdict.assumed"), true);
    if ((row.rejected_assumptions || "").includes("markov_order")) say(t("verdict.order"), true);
    return panel("verdict", false, [
      el("p", { class: "sentence", id: "sentence" }, sentence),
      el("div", { class: "numbers" },
        big(number(row.latest_households), t("verdict.latest", { year: row.latest_year }),
          t("verdict.latest.sub", { base: number(row.base_households), baseYear: row.base_year })),
        known ? big(number(row.expected_households), t("verdict.expected", { year: target.year }),
          t("verdict.expected.sub", { range: range(row.p05, row.p95) })) : null,
        big(chance(row), t("verdict.chance"), t("verdict.chance.sub", { met: number(met(row)) }))),
      el("ul", { class: "facts" }, facts),
    ]);
  }

  const scenarioRow = (code) =>
    rowsOf("target_reachability_by_scenario", state.region).find((row) => row.scenario === code && row.tolerance_share === state.tolerance);

  function fanPanel() {
    const row = reach(state.region);
    const points = rowsOf("projection", state.region).slice().sort((a, b) => a.census_year - b.census_year);
    const latest = points.filter((one) => has(one.observed)).pop();
    const data = points.map((one) => {
      // The ranges start from the latest count.
      const from = one === latest ? one.observed : null;
      const start = (value) => (has(value) ? value : from);
      return Object.assign({}, one, {
        mean: start(one.mean), p05: start(one.p05), p25: start(one.p25), p75: start(one.p75), p95: start(one.p95),
        projected: has(one.mean),
        tip: one.census_year + "\n" + (has(one.mean)
          ? t("fan.expected") + ": " + number(one.mean) + "\n" + t("col.range") + ": " + range(one.p05, one.p95)
          : t("fan.observed") + ": " + number(one.observed)),
      });
    });
    const drawable = data.filter((one) => has(one.mean) || has(one.observed));
    const required = row && has(row.base_required_households_per_year)
      ? [{ census_year: row.base_year, households: row.base_households }, { census_year: target.year, households: row.target_households }]
      : [];
    if (!drawable.length) return panel("fan", false, nothing(t("none")), t("fan.lead", { tier: targetLabel() }));
    const p = palette();
    const items = [
      ["line", p.ink, t("fan.observed")],
      ["line", p.accent, t("fan.expected")],
      ["box", p.band50, t("fan.band50")],
      ["box", p.band90, t("fan.band90")],
      ["dash", p.orange, t("fan.target", { year: target.year, met: number(met(row)) })],
    ];
    if (required.length) items.push(["dots", p.orange, t("fan.required", { year: row.base_year })]);
    const words = required.length && has(row.required_households_per_year)
      ? note(t("fan.steady", {
          perYear: number(row.base_required_households_per_year), baseYear: row.base_year, latestYear: row.latest_year,
          now: number(row.required_households_per_year), rate: percent(row.required_annual_rate), observed: percent(row.observed_annual_rate),
        }))
      : null;
    return panel("fan", false, [
      drawn(t("panel.fan"), "fan", {
        projection: data.filter((one) => has(one.p05) || has(one.observed)),
        required,
        target: [{ households: met(row), target_year: target.year }],
      }),
      key(items),
      words,
      numbers(
        [text(t("col.year")), num(t("col.observed")), num(t("col.mean")), num(t("col.range50")), num(t("col.range"))],
        points.filter((one) => least || drawable.some((other) => other.census_year === one.census_year)).map((one) => ({
          cells: [String(one.census_year), has(one.mean) ? dash() : counted(one.observed), number(one.mean), span(one.p25, one.p75), span(one.p05, one.p95)],
        }))),
    ], t("fan.lead", { tier: targetLabel() }));
  }

  function verdictOrder(row) {
    return VERDICTS.indexOf(row && has(row.verdict) ? row.verdict : isHidden(row) ? "SUPPRESSED" : "NOT_ASSESSED");
  }

  function mapPanel() {
    const told = (code) => {
      const row = reach(code);
      const order = verdictOrder(row);
      const words = shown(chance(row), isHidden(row));
      return {
        code,
        short_name: regions.get(code).region_name,
        chance: words,
        verdict_order: order,
        strong: STRONG.includes(order),
        chosen: code === state.region,
        tip: regionName(code) + "\n" + t("verdict." + VERDICTS[order]) + ", " + t("col.chance").toLowerCase() + " " + words
          + (row && has(row.expected_households) ? "\n" + t("col.expected", { year: target.year }) + ": " + number(row.expected_households) : ""),
      };
    };
    const width = DATA.polygons ? Math.max(...DATA.polygons.shapes.map((shape) => shape.x)) : 0;
    const tiles = DATA.polygons
      ? DATA.polygons.shapes.map((shape) => {
          const one = Object.assign({ type: "Feature", geometry: shape.geometry, x: shape.x, y: shape.y }, told(shape.code));
          // A name that is wider than its kecamatan would cover the neighbours'; pointing at it tells it.
          return shape.room < 0.085 * width ? Object.assign(one, { short_name: "" }) : one;
        })
      : Object.entries(DATA.tiles).map(([code, place]) => Object.assign({ column: place[0], row: place[1] }, told(code)));
    const seen = VERDICTS.filter((verdict, i) => tiles.some((tile) => tile.verdict_order === i));
    return panel("map", false, [
      DATA.polygons ? drawn(t("panel.map"), "polygons", { shapes: tiles }, true) : drawn(t("panel.map"), "map", { tiles }, true),
      key(seen.map((verdict) => ["box", palette().verdicts[VERDICTS.indexOf(verdict)], t("verdict." + verdict)])),
      DATA.polygons && DATA.polygons.missing.length ? note(t("map.missing", { list: DATA.polygons.missing.map((code) => regions.get(code).region_name).join(", ") }), "note warn") : null,
    ], t(DATA.polygons ? "map.polygons.lead" : "map.lead"));
  }

  function matrixPanel() {
    const interval = chosenInterval();
    const cells = rowsOf("tier_transition", state.region)
      .filter((row) => row.from_year + "-" + row.to_year === interval)
      .sort((a, b) => stateOrder(a.from_tier) - stateOrder(b.from_tier) || stateOrder(a.to_tier) - stateOrder(b.to_tier));
    const data = cells.map((row) => ({
      from_label: tierLabel(row.from_tier), from_order: stateOrder(row.from_tier),
      to_label: tierLabel(row.to_tier), to_order: stateOrder(row.to_tier),
      probability: row.probability,
      strong: row.probability > palette().strongHeat,
      percent: percent(row.probability),
      interval: shares(row.ci_low, row.ci_high),
      count: number(row.households),
      tip: t("flows.tip", { from: tierLabel(row.from_tier), to: tierLabel(row.to_tier), count: number(row.households) })
        + "\n" + percent(row.probability) + " (" + range(row.ci_low, row.ci_high, percent) + ")"
        + "\n" + t("col.bounds") + ": " + range(row.bound_low, row.bound_high, percent),
    }));
    const absent = new Map(cells.filter((row) => has(row.absent_households)).map((row) => [row.from_tier, row.absent_households]));
    const list = [...absent].map(([tier, households]) => tierLabel(tier) + " " + number(households)).join(", ");
    return panel("matrix", false, [
      intervalChoice("matrix-interval"),
      cells.length ? drawn(t("panel.matrix"), "matrix", { cells: data }) : note(noFlows()),
      absent.size ? note(t("matrix.absent", { list })) : null,
      cells.some((row) => !row.comparable) ? note(t("matrix.incomparable"), "note warn") : null,
      numbers(
        [text(t("col.from")), text(t("col.to")), num(t("col.households")), num(t("col.share")), num(t("col.interval")), num(t("col.bounds"))],
        cells.map((row) => ({
          cells: [tierLabel(row.from_tier), tierLabel(row.to_tier), number(row.households), percent(row.probability),
            shares(row.ci_low, row.ci_high), shares(row.bound_low, row.bound_high)],
        }))),
    ], t("matrix.lead"));
  }

  const noFlows = () => (least ? t("flows.suppressed", { least: number(least) }) : t("none"));
  function intervals() {
    const all = new Set(rowsOf("transition_count", state.region).map((row) => row.from_year + "-" + row.to_year));
    return [...all].sort();
  }
  /** Unless one is chosen, the latest of those that cover most kecamatan. */
  function chosenInterval() {
    const all = intervals();
    if (all.includes(state.interval)) return state.interval;
    const covered = new Map(rowsOf("transition_count", state.region).map((row) => [row.from_year + "-" + row.to_year, row.kecamatan_covered]));
    return all.reduce((found, one) => (found && covered.get(found) > covered.get(one) ? found : one), undefined);
  }
  function intervalChoice(id) {
    return !intervals().length ? null : el("div", { class: "row" }, el("label", {}, t("control.interval"),
      el("select", { id, onchange: (event) => change({ interval: event.target.value }, id) },
        intervals().map((one) => el("option", { value: one, selected: one === chosenInterval() }, one.replace("-", " → "))))));
  }

  function flowsPanel() {
    const flows = rowsOf("transition_count", state.region)
      .filter((row) => row.from_year + "-" + row.to_year === chosenInterval())
      .map((row) => ({
        from_tier: row.from_tier, from_label: tierLabel(row.from_tier), from_order: stateOrder(row.from_tier),
        to_tier: row.to_tier, to_label: tierLabel(row.to_tier), to_order: stateOrder(row.to_tier),
        households: row.households,
        tip: t("flows.tip", { from: tierLabel(row.from_tier), to: tierLabel(row.to_tier), count: number(row.households) }),
      }))
      .sort((a, b) => a.from_order - b.from_order || a.to_order - b.to_order);
    return panel("flows", false, [
      intervalChoice("flows-interval"),
      flows.length ? drawn(t("panel.flows"), "flows", { flows }) : note(noFlows()),
      flows.length ? note(t("flows.absent")) : null,
      numbers([text(t("col.from")), text(t("col.to")), num(t("col.households"))],
        flows.map((row) => ({ cells: [row.from_label, row.to_label, number(row.households)] }))),
    ], t("flows.lead"));
  }

  function tablePanel() {
    const rows = kecamatan.map((region) => reach(region.region_code) || {});
    // A census that not all have is said beside the count, as its column cannot name it.
    const commonYear = (column) => {
      const years = new Set(rows.map((row) => row[column]).filter(has));
      return years.size === 1 ? [...years][0] : null;
    };
    const ofYear = (row, count, year) => number(row[count]) + (has(row[count]) && !has(commonYear(year)) ? " (" + row[year] + ")" : "");
    const columns = [
      text(t("col.kecamatan"), "name"),
      num(has(commonYear("base_year")) ? String(commonYear("base_year")) : t("col.baseany"), "base"),
      num(has(commonYear("latest_year")) ? String(commonYear("latest_year")) : t("col.latestany"), "latest"),
      num(t("col.fall"), "fall"),
      num(t("col.required"), "required"),
      num(t("col.expected", { year: target.year }), "expected"),
      num(t("col.range"), "low"),
      num(t("col.chance"), "chance"),
      tight(t("col.verdict"), "verdict"),
    ];
    const body = kecamatan.map((region) => {
      const row = reach(region.region_code) || {};
      const told = (words) => shown(words, isHidden(row));
      return {
        code: region.region_code,
        chosen: region.region_code === state.region,
        by: {
          name: region.region_name, base: row.base_households, latest: row.latest_households, fall: row.observed_annual_rate,
          required: row.required_annual_rate, expected: row.expected_households, low: row.p05, chance: chanceNumber(row), verdict: -verdictOrder(row),
        },
        cells: [
          link(region.region_code, region.region_name),
          ...[ofYear(row, "base_households", "base_year"), ofYear(row, "latest_households", "latest_year"), percent(row.observed_annual_rate), percent(row.required_annual_rate),
            number(row.expected_households), span(row.p05, row.p95), chance(row), row.verdict ? t("verdict." + row.verdict) : dash()].map(told),
        ],
      };
    });
    const { column, descending } = state.sort;
    const compare = (a, b) => {
      const x = a.by[column];
      const y = b.by[column];
      if (!has(x) || !has(y)) return has(x) ? -1 : has(y) ? 1 : 0;
      const order = x < y ? -1 : x > y ? 1 : 0;
      return descending ? -order : order;
    };
    body.sort((a, b) => compare(a, b) || (a.by.name < b.by.name ? -1 : 1));
    const wanted = state.search.trim().toLowerCase();
    const found = body.filter((row) => row.by.name.toLowerCase().includes(wanted) || row.code.startsWith(wanted));
    const sort = (by) => change({
      sort: { column: by, descending: state.sort.column === by ? !state.sort.descending : by !== "name" },
    }, null, '[data-sort="' + by + '"]');
    return panel("table", false, [
      el("div", { class: "row search" }, el("label", {}, t("control.search"),
        el("input", { id: "search", type: "search", value: state.search, oninput: (event) => change({ search: event.target.value }, "search") }))),
      table(columns, found, { sorted: state.sort, sort, label: t("panel.table"), caption: t("table.count", { shown: found.length, total: body.length }) }),
    ], t("table.lead"));
  }

  function scenariosPanel() {
    const effects = new Map(rowsOf("scenario_effect", state.region).map((row) => [row.scenario, row]));
    const found = DATA.scenarios
      .map((one, order) => ({ one, order, row: scenarioRow(one.code) }))
      .filter((each) => each.row && has(each.row.expected_households));
    const data = found.map(({ one, order, row }) => ({
      label: scenarioLabel(one), order, expected_households: row.expected_households, p05: row.p05, p95: row.p95,
      tip: scenarioLabel(one) + "\n" + number(row.expected_households) + " (" + range(row.p05, row.p95) + ")\n"
        + t("col.chance") + ": " + chance(row),
    }));
    return panel("scenarios", false, found.length ? [
      drawn(t("panel.scenarios"), "scenarios", { scenarios: data, target: [{ households: met(reach(state.region)) }] }),
      table(
        [text(t("col.scenario")), num(t("col.expected", { year: target.year })), num(t("col.range")), num(t("col.difference")), num(t("col.chance")), tight(t("col.verdict"))],
        found.map(({ one, row }) => {
          const effect = effects.get(one.code);
          return {
            cells: [scenarioLabel(one), number(row.expected_households), span(row.p05, row.p95),
              effect ? number(effect.mean_difference) + " (" + range(effect.p05, effect.p95) + ")" : dash(),
              chance(row), t("verdict." + row.verdict)],
          };
        }), { label: t("panel.scenarios") }),
    ] : nothing(t("none")), t("scenarios.lead", { tier: targetLabel(), year: target.year }));
  }

  const requirements = (code) =>
    rowsOf("requirement", code).filter((row) => row.tolerance_share === state.tolerance).sort((a, b) => a.census_year - b.census_year);

  function requirementPanel() {
    const of = (code, year, help) => requirements(code).find((row) => row.census_year === year && row.help === help);
    const value = (row, column, write) => (!row ? dash() : row.infeasible ? t("requirement.never") : write(row[column]));
    const heads = [
      num(t("col.alone", { help: t("col.exit") })), num(t("col.helped")), num(t("col.alone", { help: t("col.cut") })), num(t("col.kept")),
      num(t("col.mixed", { help: t("col.exit") })), num(t("col.mixed", { help: t("col.cut") })),
    ];
    function cells(code, year) {
      const [exits, inflow, mix] = ["EXITS", "INFLOW", "MIX"].map((help) => of(code, year, help));
      return [
        value(exits, "exit_probability", percent), exits && !exits.infeasible ? number(exits.helped_out_per_year) : dash(),
        value(inflow, "inflow_cut", percent), inflow && !inflow.infeasible ? number(inflow.kept_out_per_year) : dash(),
        value(mix, "exit_probability", percent), value(mix, "inflow_cut", percent),
      ];
    }
    const own = requirements(state.region);
    if (!own.length) {
      const listed = siblings().filter((region) => requirements(region.region_code).some((row) => row.census_year === target.year));
      return panel("requirement", false, listed.length && isKabupaten() ? [
        note(t("requirement.kabupaten", { year: target.year })),
        table([text(t("col.kecamatan"))].concat(heads), listed.map((region) => ({
          code: region.region_code,
          cells: [link(region.region_code, region.region_name)].concat(cells(region.region_code, target.year)),
        })), { label: t("panel.requirement") }),
      ] : nothing(t("requirement.none")), t("requirement.lead", { tier: targetLabel(), chance: percent(target.chance, 0) }));
    }
    const row = reach(state.region);
    // The balance is the yearly inflow by the chance to leave, so that their ratio is that chance.
    const today = row && row.balance_households > 0 ? row.yearly_inflow / row.balance_households : null;
    const bars = own.filter((one) => one.help !== "MIX").map((one) => {
      const exits = one.help === "EXITS";
      const share = one.infeasible ? null : exits ? one.exit_probability : one.inflow_cut;
      return {
        census_year: one.census_year, help: one.help, share,
        label: one.infeasible ? "×" : percent(share, 0), label_at: one.infeasible ? 0 : share,
        tip: one.census_year + "\n" + t("col.alone", { help: t(exits ? "col.exit" : "col.cut") }) + ": " + (one.infeasible ? t("requirement.never") : percent(share)),
      };
    });
    const p = palette();
    return panel("requirement", false, [
      drawn(t("panel.requirement"), "requirement", {
        requirement: bars,
        today: has(today) ? [{ share: today, tip: t("requirement.today", { share: percent(today) }) }] : [],
      }),
      key([
        ["box", p.accent, t("col.alone", { help: t("col.exit") })], ["box", p.plain, t("col.alone", { help: t("col.cut") })],
      ].concat(has(today) ? [["line", p.ink, t("requirement.today", { share: percent(today) })]] : [])),
      note("× " + t("requirement.never").toLowerCase()),
      table([text(t("col.year"))].concat(heads), [...new Set(own.map((one) => one.census_year))].map((year) => ({
        cells: [String(year)].concat(cells(state.region, year)),
      })), { label: t("panel.requirement") }),
    ], t("requirement.lead", { tier: targetLabel(), chance: percent(target.chance, 0) }));
  }

  function backtestPanel() {
    const own = rowsOf("backtest", state.region).filter((row) => row.model === "futures")
      .sort((a, b) => a.origin_year - b.origin_year || a.horizon - b.horizon);
    const codes = new Set(kecamatan.filter((one) => one.parent_code === wholeOf(state.region)).map((one) => one.region_code));
    const all = rows("backtest").filter((row) => codes.has(row.region_code));
    const futures = all.filter((row) => row.model === "futures");
    if (!futures.length) return panel("backtest", false, note(t("backtest.none")), t("backtest.lead"));
    const held = (column) => futures.filter((row) => row[column]).length;
    const models = ["futures", "no_change", "constant_rate", "linear_trend"]
      .map((model) => ({ model, rows: all.filter((row) => row.model === model) }))
      .filter((one) => one.rows.length);
    const data = own.map((row, order) => ({
      label: t("backtest.label", { origin: row.origin_year, year: row.origin_year + row.horizon }),
      order, p05: row.p05, p25: row.p25, p75: row.p75, p95: row.p95, observed: row.observed, in_90: row.in_90,
      tip: row.origin_year + " → " + (row.origin_year + row.horizon) + "\n" + t("col.observed") + ": " + number(row.observed)
        + "\n" + t("col.mean") + ": " + number(row.mean) + "\n" + t("col.range") + ": " + range(row.p05, row.p95),
    }));
    const p = palette();
    return panel("backtest", false, [
      note(t("backtest.cover", {
        n: number(futures.length), in90: number(held("in_90")), share90: percent(held("in_90") / futures.length, 0),
        in50: number(held("in_50")), share50: percent(held("in_50") / futures.length, 0),
      })),
      own.length ? drawn(t("panel.backtest"), "backtest", { backtest: data }) : null,
      own.length ? key([["point", p.ink, t("backtest.key.in")], ["point", p.orange, t("backtest.key.out")], ["box", p.band90, t("backtest.key.range")]]) : null,
      el("h3", {}, t("backtest.score")),
      table([text(t("col.model")), num(t("col.n")), num(t("col.crps"))], models.map((one) => ({
        cells: [t("model." + one.model), number(one.rows.length), number(one.rows.reduce((sum, row) => sum + row.crps, 0) / one.rows.length, 1)],
      })), { label: t("backtest.score") }),
      own.length ? numbers(
        [text(t("col.between")), num(t("col.observed")), num(t("col.mean")), num(t("col.range50")), num(t("col.range"))],
        own.map((row) => ({ cells: [row.origin_year + " → " + (row.origin_year + row.horizon), number(row.observed), number(row.mean), span(row.p25, row.p75), span(row.p05, row.p95)] }))) : null,
    ], t("backtest.lead"));
  }

  // LP2KD.

  const counts = (code, tier) =>
    rowsOf("tier_count", code).filter((row) => row.tier === tier).sort((a, b) => a.census_year - b.census_year);
  const countOf = (code, tier, year) => rowsOf("tier_count", code).find((row) => row.tier === tier && row.census_year === year);
  /** Whether the stock of a census that was made is suppressed. */
  const isStockHidden = (row) => Boolean(least && row && has(row.census_year) && !has(row.households));
  /** Whether a listed stock of the census is suppressed, and with it the share of every tier. */
  const areSharesHidden = (row) =>
    Boolean(row) && tiers.some((tier) => tier.is_listed && isStockHidden(countOf(row.region_code, tier.tier, row.census_year)));
  /** Says of how many kecamatan a panel that orders them knows nothing. */
  const hiddenNote = (hidden) =>
    !hidden.length ? null : note(t("kecamatan.suppressed", { count: number(hidden.length), least: number(least) }), "note warn");
  /** Of the censuses that cover most kecamatan, the latest: one of a few kecamatan does not tell of all. */
  function latestCount(code) {
    return counts(code, target.tier).reduce((found, row) =>
      (found && found.kecamatan_covered > row.kecamatan_covered ? found : row), undefined);
  }
  // Figures from outside: who lives in a region, and what others publish of kabupaten, province and nation.
  const NATION = "0";
  const province = () => regions.get(wholeOf(state.region)).parent_code;
  const population = (code, year, unit) => {
    const row = rowsOf("region_population", code).find((one) => one.year === year);
    return row && has(row[unit]) ? row[unit] : null;
  };
  const figure = (series, code, year) => {
    const row = rowsOf("reference_series", code).find((one) => one.series === series && one.year === year);
    return row ? row.value : null;
  };
  const ratio = (part, whole) => (has(part) && has(whole) && whole > 0 ? part / whole : null);
  /** A count as a share of all who live in the region; of a kabupaten that is not wholly covered it would be too small. */
  const rateOf = (row, column, unit) =>
    row.kecamatan_covered < row.kecamatan_total ? null : ratio(row[column], population(row.region_code, row.census_year, unit));
  const published = (series, count, unit) => (code, year) =>
    ratio(figure(series, code, year), 100) || ratio(figure(count, code, year), population(code, year, unit));
  const MEASURES = {
    households: { value: (row) => row.households, write: (value) => number(value) },
    share: {
      value: (row) => row.share_of_listed, hidden: areSharesHidden, write: (value) => percent(value), series: "target_households, listed_households",
      outside: (code, year) => ratio(figure("target_households", code, year), figure("listed_households", code, year)),
    },
    rate: {
      value: (row) => rateOf(row, "households", "households"), write: (value) => percent(value), unit: "households", series: "target_household_share",
      outside: published("target_household_share", "target_households", "households"),
    },
    people: { value: (row) => row.members, write: (value) => number(value) },
    peoplerate: {
      value: (row) => rateOf(row, "members", "people"), write: (value) => percent(value), unit: "people", series: "target_people_share",
      outside: published("target_people_share", "target_people", "people"),
    },
  };
  /** The latest figure of province or nation that is not after a year, with its year. */
  function outsideLine(measure, code, year) {
    if (!measure.outside) return null;
    const years = [...new Set(rowsOf("reference_series", code).map((row) => row.year))].filter((one) => one <= year).sort((a, b) => b - a);
    const found = years.find((one) => has(measure.outside(code, one)));
    return found ? { value: measure.outside(code, found), year: found } : null;
  }
  const siblings = () => kecamatan.filter((one) => one.parent_code === wholeOf(state.region));
  const measureLabel = (name) => t("measure." + name, { tier: targetLabel(), Tier: capital(targetLabel()) });

  function positionPanel() {
    const measure = MEASURES[state.measure];
    const whole = latestCount(wholeOf(state.region));
    const year = whole ? whole.census_year : null;
    const own = siblings().map((region) => ({ region, row: countOf(region.region_code, target.tier, year) }));
    const isKnownOfAll = (row) => !measure.unit || has(population(row.region_code, row.census_year, measure.unit));
    const hidden = own.filter(({ row }) => row && (measure.hidden || isStockHidden)(row) && isKnownOfAll(row));
    const data = own
      .filter((one) => one.row && has(measure.value(one.row)))
      .map(({ region, row }) => ({
        code: region.region_code, name: region.region_name, value: measure.value(row), label: measure.write(measure.value(row)),
        chosen: region.region_code === state.region,
        tip: regionName(region.region_code) + "\n" + measureLabel(state.measure) + ": " + measure.write(measure.value(row)),
      }))
      .sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1));
    const isShare = Boolean(measure.outside);
    // A kecamatan is not to be held against the sum of all, but against their mean.
    const line = whole && has(measure.value(whole)) ? measure.value(whole) / (isShare ? 1 : whole.kecamatan_covered) : null;
    const lines = isShare && has(year) ? [
      { name: "province", code: province(), kind: "dots", colour: palette().ink },
      { name: "nation", code: NATION, kind: "dashdot", colour: palette().soft },
    ].map((one) => Object.assign(one, { line: outsideLine(measure, one.code, year) })) : [];
    const drawnLines = lines.filter((one) => one.line);
    const missing = lines.filter((one) => !one.line);
    const at = (name) => drawnLines.filter((one) => one.name === name).map((one) => ({ value: one.line.value }));
    const lineWords = (isShare ? t("position.whole") : t("position.mean")) + (has(line) ? " (" + measure.write(line) + ")" : "");
    return panel("position", true, [
      el("div", { class: "row" }, el("label", {}, t("control.measure"),
        el("select", { id: "measure", onchange: (event) => change({ measure: event.target.value }, "measure") },
          Object.keys(MEASURES).map((name) => el("option", { value: name, selected: name === state.measure }, measureLabel(name)))))),
      data.length ? drawn(t("panel.position"), "position", {
        regions: data, whole: has(line) ? [{ value: line }] : [], province: at("province"), nation: at("nation"),
      }, true) : hidden.length ? null : measure.unit ? note(t("supply.population", { year: has(year) ? year : dash() }), "supply")
        : note(state.measure === "people" ? t("change.nopeople") : t("none")),
      data.length ? key((has(line) ? [["dash", palette().orange, t(isShare ? "position.kabupaten" : "position.mean.key", { value: measure.write(line) })]] : [])
        .concat(drawnLines.map((one) => [one.kind, one.colour, t("position." + one.name, { year: one.line.year, value: measure.write(one.line.value) })]))) : null,
      data.length ? numbers([text(t("col.kecamatan")), num(measureLabel(state.measure))],
        data.map((one) => ({ code: one.code, chosen: one.chosen, cells: [link(one.code, one.name), one.label] }))) : null,
      hiddenNote(hidden),
      !isShare && data.length ? note(t("position.counts")) : null,
      data.length && missing.length ? note(t("supply.series", {
        missing: missing.map((one) => t("region." + (one.name === "province" ? "provinsi" : "nasional"))).join(", "), series: measure.series, province: province(),
      }), "supply") : null,
    ], t("position.lead", { measure: measureLabel(state.measure), year: year || dash(), line: lineWords }));
  }

  function changeChart(label, column) {
    const all = rowsOf("tier_count", state.region).filter((row) => tiers.some((tier) => tier.tier === row.tier) && has(row[column]));
    if (!all.length) return [el("h3", {}, label), note(column === "members" ? t("change.nopeople") : t("none"))];
    // To a census of fewer than half of the kecamatan a line would fall that no household did.
    const drawable = all.filter((row) => 2 * row.kecamatan_covered >= row.kecamatan_total);
    const data = drawable.sort((a, b) => a.census_year - b.census_year).map((row) => ({
      census_year: row.census_year, tier: row.tier, tier_order: stateOrder(row.tier), value: row[column],
      tip: tierLabel(row.tier) + ", " + row.census_year + "\n" + label + ": " + number(row[column]),
    }));
    return [el("h3", {}, label), drawn(t("panel.change") + ": " + label, "change", { counts: data })];
  }

  function changePanel() {
    const years = [...new Set(rowsOf("tier_count", state.region).map((row) => row.census_year))].sort();
    const at = (year, tier) => countOf(state.region, tier, year) || {};
    const cellsOf = (tier, column) => years.map((year) => {
      const row = at(year, tier);
      // People may be unknown, too: only beside suppressed households are they suppressed.
      return shown(number(row[column]), isStockHidden(row));
    });
    const heads = [text(t("col.tier"))].concat(years.map((year) => num(String(year))));
    const body = (column) => tiers.map((tier) => ({ cells: [tierLabel(tier.tier)].concat(cellsOf(tier.tier, column)) }));
    const partial = years.map((year) => at(year, target.tier)).filter((row) => row.kecamatan_covered < row.kecamatan_total)
      .map((row) => t("change.partial", { year: row.census_year, covered: number(row.kecamatan_covered), total: number(row.kecamatan_total) }));
    const rates = [["households", "households"], ["members", "people"]].flatMap(([column, unit]) => tiers.filter((tier) => tier.is_listed).map((tier) => ({
      words: t("change.rate." + unit, { tier: tierLabel(tier.tier) }),
      cells: years.map((year) => {
        const row = Object.assign({ census_year: year, region_code: state.region }, at(year, tier.tier));
        return shown(percent(rateOf(row, column, unit)), isStockHidden(at(year, tier.tier)) && has(population(state.region, year, unit)));
      }),
    }))).filter((one) => one.cells.some((cell) => cell !== dash()));
    return panel("change", false, [
      el("div", { class: "pair" },
        el("div", {}, changeChart(t("change.households"), "households"), table(heads, body("households"), { label: t("change.households") })),
        el("div", {}, changeChart(t("change.people"), "members"), table(heads, body("members"), { label: t("change.people") }))),
      key(tiers.map((tier) => [tier.ordinal, palette().category[tier.ordinal - 1], tierLabel(tier.tier)])),
      partial.length ? note(t("change.only", { list: partial.join(", ") }), "note warn") : null,
      el("h3", {}, t("change.rates")),
      rates.length ? table([text(t("col.tier"))].concat(years.map((year) => num(String(year)))),
        rates.map((one) => ({ cells: [one.words].concat(one.cells) })), { label: t("change.rates") })
        : note(t("supply.population", { year: years.length ? years.join(", ") : dash() }), "supply"),
    ], t("change.lead"));
  }

  function effectPanel() {
    const own = rowsOf("reduction_rate", state.region);
    const trend = own.find((row) => row.method === "trend");
    const steps = own.filter((row) => row.method === "interval").sort((a, b) => a.from_year - b.from_year);
    const whole = rowsOf("reduction_rate", wholeOf(state.region)).filter((row) => row.method === "interval");
    const outside = (year) => figure("target_households", province(), year);
    const provinceRate = (row) => {
      const share = ratio(outside(row.to_year), outside(row.from_year));
      return has(share) ? 1 - Math.pow(share, 1 / (row.to_year - row.from_year)) : null;
    };
    const againstProvince = steps.some((row) => has(provinceRate(row)));
    const same = (one, other) => t(one === 0 || other === 0 ? "effect.level" : Math.sign(one) === Math.sign(other) ? "effect.same" : "effect.other");
    const words = (rate) => (!has(rate) ? dash() : t(rate >= 0 ? "effect.falling" : "effect.rising", { rate: percent(Math.abs(rate)) }));
    let sentence = t("effect.notrend");
    if (trend) {
      const settled = has(trend.annual_rate_low) && (trend.annual_rate_low > 0 || trend.annual_rate_high < 0);
      sentence = t("effect.trend", {
        from: trend.from_year, to: trend.to_year, rate: words(trend.annual_rate),
        range: range(trend.annual_rate_low, trend.annual_rate_high, percent),
        word: !settled ? t("effect.unclear") : trend.annual_rate > 0 ? t("effect.falls") : t("effect.rises"),
      });
    }
    return panel("effect", false, [
      note(sentence),
      table(
        [text(t("col.between")), num(t("col.households")), num(t("col.here")), num(t("col.kabupaten")), text(t("col.relevance"))]
          .concat(againstProvince ? [num(t("col.province")), text(t("col.relevanceprovince"))] : [], [num(t("col.peoplefall"))]),
        steps.map((row) => {
          // Where it covers one kecamatan of several, the kabupaten's row is that kecamatan's own.
          const other = whole.find((one) => one.from_year === row.from_year && one.to_year === row.to_year
            && (one.kecamatan_covered > 1 || one.kecamatan_total === 1));
          const both = other && has(other.annual_rate) && has(row.annual_rate);
          const isRateHidden = (one) => Boolean(least && one) && !(has(one.households_from) && has(one.households_to));
          const told = (words) => shown(words, isRateHidden(row) || isRateHidden(other));
          return {
            cells: [row.from_year + " → " + row.to_year + (row.kecamatan_covered < row.kecamatan_total
              ? " (" + t("effect.covered", { covered: number(row.kecamatan_covered), total: number(row.kecamatan_total) }) + ")" : ""), counted(row.households_from) + " → " + counted(row.households_to), shown(words(row.annual_rate), isRateHidden(row)),
              isKabupaten() ? dash() : shown(words(other && other.annual_rate), isRateHidden(other)),
              isKabupaten() ? dash() : both ? same(other.annual_rate, row.annual_rate) : told(dash())].concat(
              againstProvince ? [words(provinceRate(row)), has(provinceRate(row)) && has(row.annual_rate) ? same(provinceRate(row), row.annual_rate)
                : shown(dash(), has(provinceRate(row)) && isRateHidden(row))] : [],
              [shown(words(row.people_annual_rate), isRateHidden(row))]),
          };
        }), { label: t("panel.effect") }),
      steps.some((row) => !row.comparable) ? note(t("matrix.incomparable"), "note warn") : null,
      againstProvince ? null : note(t("supply.relevance", { province: province() }), "supply"),
      outsideSeries(words, same),
    ], t("effect.lead", { tier: targetLabel() }));
  }

  /** Every series from outside that has two figures in the years of the censuses, and whether its direction is the one here. */
  function outsideSeries(words, same) {
    // A stock of some kecamatan is not held against one of all.
    const own = counts(state.region, target.tier).filter((row) => row.kecamatan_covered === row.kecamatan_total);
    const first = own[0];
    const last = own[own.length - 1];
    if (!first || first === last) return null;
    const yearly = (from, to, years) => (from > 0 && to >= 0 ? 1 - Math.pow(to / from, 1 / years) : null);
    const here = has(first.households) && has(last.households)
      ? yearly(first.households, last.households, last.census_year - first.census_year) : null;
    const body = [wholeOf(state.region), province(), NATION].flatMap((code) => {
      const all = rowsOf("reference_series", code).filter((row) => row.year >= first.census_year && row.year <= last.census_year);
      return [...new Set(all.map((row) => row.series))].sort().map((series) => {
        const figures = all.filter((row) => row.series === series).sort((a, b) => a.year - b.year);
        const from = figures[0];
        const to = figures[figures.length - 1];
        const rate = from === to ? null : yearly(from.value, to.value, to.year - from.year);
        const digits = Number.isInteger(from.value) && Number.isInteger(to.value) ? 0 : 2;
        return !has(rate) ? null : {
          cells: [TEXTS[state.language]["series." + series] || series, t("region." + from.region_level), from.year + " → " + to.year,
            number(from.value, digits) + " → " + number(to.value, digits), words(rate), has(here) ? same(rate, here) : dash(),
            [...new Set([from.source, to.source])].join(", ")],
        };
      }).filter(has);
    });
    if (!body.length) return null;
    return [
      el("h3", {}, t("effect.outside")),
      note(t("effect.outside.lead", { from: first.census_year, to: last.census_year, here: words(here) })),
      table([text(t("col.series")), text(t("col.region")), text(t("col.between")), num(t("col.values")), num(t("col.yearly")), text(t("col.relevance")), text(t("col.source"))],
        body, { label: t("effect.outside") }),
    ];
  }

  function quadrantPanel() {
    const whole = latestCount(wholeOf(state.region));
    if (!whole || !has(whole.share_of_listed) || !has(whole.households)) {
      return panel("quadrant", true, note(areSharesHidden(whole) ? t("suppressed") : t("none")));
    }
    const mean = whole.households / whole.kecamatan_covered;
    const all = siblings().map((region) => ({ region, row: countOf(region.region_code, target.tier, whole.census_year) }));
    const own = all.filter((one) => one.row && has(one.row.share_of_listed));
    // One axis is one measure: the rate only where it is known of all.
    const isRate = has(MEASURES.rate.value(whole)) && own.every((one) => has(MEASURES.rate.value(one.row)));
    const shareOf = isRate ? MEASURES.rate.value : MEASURES.share.value;
    const wholeShare = shareOf(whole);
    const data = own
      .map(({ region, row }) => {
        const many = row.households > mean;
        const high = shareOf(row) > wholeShare;
        return {
          code: region.region_code, name: region.region_name, households: row.households, share: shareOf(row),
          quadrant: high ? (many ? 1 : 2) : many ? 3 : 4,
          first: high && many, chosen: region.region_code === state.region,
          tip: regionName(region.region_code) + "\n" + number(row.households) + " · " + percent(shareOf(row)),
        };
      })
      .sort((a, b) => a.quadrant - b.quadrant || b.households - a.households);
    return panel("quadrant", true, [
      data.length ? drawn(t("panel.quadrant"), "quadrant", { regions: data, whole: [{ households: mean, share: wholeShare }] }, true) : null,
      hiddenNote(all.filter((one) => areSharesHidden(one.row))),
      numbers([text(t("col.kecamatan")), num(t("col.households")), num(t("col.share")), text(t("col.quadrant"))],
        data.map((one) => ({ code: one.code, chosen: one.chosen, cells: [link(one.code, one.name), number(one.households), percent(one.share), t("quadrant." + one.quadrant)] }))),
      isRate ? null : note(t("supply.population", { year: whole.census_year }), "supply"),
    ], t("quadrant.lead", {
      tier: targetLabel(), year: whole.census_year, rate: t(isRate ? "quadrant.rate" : "quadrant.share"),
      list: data.filter((one) => one.first).map((one) => one.name).join(", ") || dash(),
    }));
  }

  function desaPanel() {
    if (isKabupaten()) return panel("desa", false, note(t("desa.choose")));
    const desa = rows("region").filter((row) => row.region_level === "desa" && row.parent_code === state.region)
      .sort((a, b) => (a.region_code < b.region_code ? -1 : 1))
      .filter((region) => rowsOf("tier_count", region.region_code).length);
    if (!desa.length) return panel("desa", false, note(t("desa.none")));
    const years = [...new Set(desa.flatMap((one) => rowsOf("tier_count", one.region_code).map((row) => row.census_year)))].sort();
    const year = years[years.length - 1];
    const before = years[0];
    const cell = (row) => (row ? counted(row.households) : dash());
    return panel("desa", false, table(
      [text(t("col.desa"))].concat(
        tiers.map((tier) => num(tierLabel(tier.tier))),
        [num(t("col.sharelisted", { tier: tierLabel(target.tier) })), num(t("col.changed", { tier: tierLabel(target.tier), year: before }))]),
      desa.map((one) => {
        const row = countOf(one.region_code, target.tier, year);
        const first = countOf(one.region_code, target.tier, before);
        const gain = before !== year && row && first && has(row.households) && has(first.households) ? row.households - first.households : null;
        return {
          code: one.region_code,
          cells: [one.region_name].concat(
            tiers.map((tier) => cell(countOf(one.region_code, tier.tier, year))),
            [shown(percent(row && row.share_of_listed), areSharesHidden(row)),
              (gain > 0 ? "+" : "") + shown(number(gain), before !== year && row && first && (isStockHidden(row) || isStockHidden(first)))]),
        };
      }), { label: t("panel.desa") }),
    t("desa.lead", { name: regions.get(state.region).region_name, year }));
  }

  function qualityPanel() {
    const inside = (code) => !has(code) || isKabupaten() || code.startsWith(state.region) || code === wholeOf(state.region);
    const order = ["ERROR", "WARNING", "INFO"];
    const findings = rows("quality_finding").filter((row) => inside(row.region_code))
      .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
        || (a.census_year || 0) - (b.census_year || 0));
    const files = rows("extract_file");
    const checks = rows("reconciliation").filter((row) => inside(row.region_code));
    const sum = (column) => files.reduce((total, row) => total + row[column], 0);
    const count = (severity) => number(findings.filter((row) => row.severity === severity).length);
    return panel("quality", false, [
      !files.length ? null : note(t("quality.rows", { read: number(sum("rows_read")), accepted: number(sum("rows_accepted")), rejected: number(sum("rows_rejected")) })),
      el("h3", {}, t("quality.reconciliation")),
      checks.length ? table(
        [text(t("col.figure")), text(t("col.region")), text(t("col.year")), text(t("col.tier")), num(t("col.published")), num(t("col.lake")), num(t("col.off")), text(t("col.within")), text(t("col.source"))],
        checks.map((row) => ({
          cells: [row.figure, regionName(row.region_code), String(row.census_year), has(row.tier) ? tierLabel(row.tier) : t("tier.all"),
            number(row.published), counted(row.observed), counted(row.difference) + (has(row.difference_share) ? " (" + percent(row.difference_share) + ")" : ""),
            (has(row.within_tolerance) ? t(row.within_tolerance ? "yes" : "no") : t("suppressed")) + (has(row.detail) ? " – " + row.detail : ""), row.source],
        })), { label: t("quality.reconciliation") }) : note(t("none")),
      el("h3", {}, t("quality.findings")),
      note(t("quality.count", { errors: count("ERROR"), warnings: count("WARNING"), infos: count("INFO") })),
      [...new Set(findings.map((row) => row.rule))].map((rule) => {
        const ones = findings.filter((row) => row.rule === rule);
        return el("details", {}, el("summary", {}, t("quality.rule", { rule, severity: t("severity." + ones[0].severity), count: number(ones.length) })),
          table(
            [text(t("col.year")), text(t("col.region")), num(t("col.rows")), text(t("col.detail"))],
            ones.map((row) => ({
              cells: [has(row.census_year) ? String(row.census_year) : dash(), has(row.region_code) ? regionName(row.region_code) : dash(), number(row.rows), row.detail],
            })), { label: rule }));
      }),
    ], t("quality.lead"));
  }

  function methodPanel() {
    const words = ["household", "absent", "entrant", "future", "chance", "range", "verdict", "interval"];
    const limits = { onTrack: percent(target.onTrack, 0), possible: percent(target.possible, 0), unlikely: percent(target.unlikely, 0), futures: number(target.futures) };
    const pair = (name, value, mono) => [el("dt", {}, name), el("dd", { class: mono ? "mono" : null }, value)];
    return panel("method", false, [
      el("h3", {}, t("method.glossary")),
      el("dl", {}, words.map((word) => pair(t("word." + word), t("word." + word + ".is", limits)))),
      el("h3", {}, t("method.notes")),
      el("ul", { class: "facts" }, ["1", "2", "3", "4"].map((one) => el("li", {}, t("method." + one, limits)))),
      el("h3", {}, t("method.identity")),
      el("dl", {}, pair(t("identity.run"), DATA.run.id, true), pair(t("identity.settings"), DATA.run.settings, true), pair(t("identity.program"), DATA.run.program, true),
        pair(t("identity.versions"), Object.entries(DATA.run.versions).map(([name, version]) => name + " " + version).join(", "), true)),
    ]);
  }

  const PANELS = [
    verdictPanel, fanPanel, mapPanel, tablePanel, desaPanel, flowsPanel, matrixPanel, scenariosPanel, requirementPanel,
    positionPanel, quadrantPanel, changePanel, effectPanel, backtestPanel, qualityPanel, methodPanel,
  ];

  // The whole.

  function controls() {
    const option = (region) => el("option", { value: region.region_code, selected: region.region_code === state.region }, regionName(region.region_code));
    const toleranceLabel = (share) => {
      const row = reach(state.region, share);
      if (share === 0) return t("tolerance.zero", { met: number(met(row)) });
      return row && has(row.tolerance_households)
        ? t("tolerance.some", { met: number(met(row)), share: percent(share) })
        : t("tolerance.share", { share: percent(share) });
    };
    const dark = state.theme === "dark";
    return el("div", { class: "controls" },
      el("label", {}, t("control.region"),
        el("select", { id: "region", onchange: (event) => choose(event.target.value) }, kabupaten.map(option), kecamatan.map(option))),
      el("label", {}, t("control.tolerance"),
        el("select", { id: "tolerance", onchange: (event) => change({ tolerance: Number(event.target.value) }, "tolerance") },
          target.tolerances.map((share) => el("option", { value: share, selected: share === state.tolerance }, toleranceLabel(share))))),
      el("span", { class: "push" },
        el("button", { id: "language", type: "button", lang: state.language === "id" ? "en" : "id",
          onclick: () => speak(state.language === "id" ? "en" : "id") }, t("control.language")),
        el("button", { id: "theme", type: "button", onclick: () => change({ theme: dark ? "light" : "dark" }, "theme") }, t(dark ? "control.light" : "control.dark")),
        el("button", { id: "print", type: "button", onclick: () => window.print() }, t("control.print"))));
  }

  function render() {
    const indonesian = state.language === "id";
    vega.formatLocale({ decimal: indonesian ? "," : ".", thousands: indonesian ? "." : ",", grouping: [3], currency: ["", ""] });
    views.forEach((view) => view.finalize());
    views = [];
    later = [];
    drawing.length = 0;
    tip.hidden = true;
    document.documentElement.lang = state.language;
    document.documentElement.classList.toggle("printing", state.printing);
    document.documentElement.dataset.theme = state.printing ? "light" : state.theme;
    document.title = t("title") + " " + target.year + " – " + regionName(state.region);
    const whole = regions.get(wholeOf(state.region));
    const panels = PANELS.map((one) => one());
    const jump = (section) => () => section.scrollIntoView();
    const page = document.getElementById("report");
    page.replaceChildren(
      el("a", { class: "skip", href: "#", onclick: (event) => { event.preventDefault(); panels[0].scrollIntoView(); panels[0].querySelector("h2").focus(); } }, t("skip")),
      el("header", {},
        el("h1", {}, t("heading", { year: target.year, document: target.document })),
        el("p", {}, t("subheading", { kabupaten: whole ? whole.region_name : dash(), tier: tierLabel(target.tier), run: DATA.run.id })),
        least ? el("p", { id: "least" }, t("least", { least: number(least) })) : null),
      controls(),
      el("nav", { "aria-label": t("contents") }, el("ul", {}, panels.map((section) => {
        const heading = section.querySelector("h2").textContent;
        return el("li", {}, el("a", { href: address(state.region, state.language), onclick: (event) => { event.preventDefault(); jump(section)(); } }, heading));
      }))),
      el("main", {}, panels));
    page.querySelectorAll("h2").forEach((heading) => heading.setAttribute("tabindex", "-1"));
    later.forEach((one) => one());
    page.dataset.state = "drawing";
    return Promise.all(drawing).then(() => {
      page.dataset.state = "drawn";
    });
  }

  /** Takes over a change and draws; what had the focus has it again. */
  function change(values, focus, selector) {
    Object.assign(state, values);
    const active = document.activeElement;
    const caret = active && active.id === focus && active.type === "search" ? active.selectionStart : null;
    const x = window.scrollX;
    const y = window.scrollY;
    render();
    const next = focus ? document.getElementById(focus) : selector ? document.querySelector(selector) : null;
    if (next) {
      next.focus({ preventScroll: true });
      if (caret !== null) next.setSelectionRange(caret, caret);
    }
    window.scrollTo(x, y);
  }

  function choose(code) {
    const wanted = address(code, state.language);
    if (window.location.hash !== wanted) window.location.hash = wanted;
    else takeAddress();
  }
  function speak(language) {
    change({ language }, "language");
    window.location.hash = address(state.region, language);
  }
  function takeAddress() {
    const wanted = fromAddress();
    if (wanted.region === state.region && wanted.language === state.language) return;
    const active = document.activeElement;
    const inTable = active && active.closest("#table");
    change(wanted, active && !inTable ? active.id : null, inTable ? '#table a[href="' + address(wanted.region, wanted.language) + '"]' : null);
  }

  window.addEventListener("hashchange", takeAddress);
  window.addEventListener("beforeprint", () => {
    state.printing = true;
    render();
  });
  window.addEventListener("afterprint", () => {
    state.printing = false;
    render();
  });
  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth !== width && !state.printing) {
      width = window.innerWidth;
      change({});
    }
  });
  Object.assign(state, fromAddress());
  render();
})();
