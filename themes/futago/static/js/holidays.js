// When banks in Japan are closed: Saturdays, Sundays, holidays, 31 December to 3 January (銀行法施行令 5条; 国民の祝日に関する法律 2条, 3条2項, 3項).
// Agrees with the Cabinet Office's table (www8.cao.go.jp/chosei/shukujitsu/gaiyou.html) from 2022 on; 2019 to 2021 had exceptions.
// The equinoxes are announced a year ahead; their formula (海上保安庁水路部, 新こよみ便利帳) is for 1980 to 2099.
import { date, weekday } from "./dates.js";

const equinox = (year, base) => Math.floor(base + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4));
const monday = (year, month, week) => {
  const first = date(year, month, 1);
  return first + ((8 - weekday(first)) % 7) + 7 * (week - 1);
};

const named = year =>
  [
    [0, 1], [1, 11], [1, 23], [2, equinox(year, 20.8431)], [3, 29], [4, 3], [4, 4], [4, 5], [7, 11], [8, equinox(year, 23.2488)], [10, 3], [10, 23],
  ]
    .map(([month, day]) => date(year, month, day))
    .concat(monday(year, 0, 2), monday(year, 6, 3), monday(year, 8, 3), monday(year, 9, 2));

// A named one; a day between two; or the first that is none after one on a Sunday.
export function holiday(day) {
  const days = named(new Date(day * 864e5).getUTCFullYear());
  const is = day => days.includes(day);
  if (is(day) || (is(day - 1) && is(day + 1))) return true;
  let before = day - 1;
  while (is(before) && weekday(before)) before--;
  return is(before);
}

export const bankOpen = day => {
  const monthDay = new Date(day * 864e5).toISOString().slice(5, 10);
  return weekday(day) % 6 > 0 && !holiday(day) && monthDay < "12-31" && monthDay > "01-03";
};

// On `day` or after it.
export const nextBankDay = day => (bankOpen(day) ? day : nextBankDay(day + 1));
