// A day is a number, 1970-01-01 is 0: no time zone shifts it. NaN is no day.
const DAY = 864e5;
const at = day => new Date(day * DAY);

// Month 0 is January, 12 the next one; a day past the month's end is its last.
export const date = (year, month, day) => Math.min(Date.UTC(year, month, day), Date.UTC(year, month + 1, 0)) / DAY;

export const iso = day => (isFinite(day) ? at(day).toISOString().slice(0, 10) : "");

// NaN for what is no date, as 2026-02-30.
export const parse = text => {
  const day = Date.parse(text + "T00:00Z") / DAY;
  return iso(day) === text ? day : NaN;
};

export const today = (now = new Date()) => Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;

// The last of `days` days after `start` ("back": the first of those before). `start` does not count: 60 days from 25 September end on
// 24 November. `counted`: it is the first of them, 23 November. A report counted back from covers a charge up to last(charge, days).
export const last = (start, days, direction, counted) => start + (direction === "back" ? -1 : 1) * (days - !!counted);

// The same day of the month, or its day `of`; 31 January and a month is the last of February.
export const addMonths = (day, months, of = at(day).getUTCDate()) => date(at(day).getUTCFullYear(), at(day).getUTCMonth() + months, of);

// The next `of`-th, on `day` or after; the 31st is the last of the month.
export const next = (day, of) => addMonths(day, addMonths(day, 0, of) < day, of);

export const weekday = day => at(day).getUTCDay();

// As this site writes dates; a bare `en` is American to browsers.
export const format = (day, lang) =>
  new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "full", timeZone: "UTC" }).format(at(day));
