// A calendar file (RFC 5545) of whole days. The same days and words give the same bytes.
import { iso } from "./dates.js";

const escape = text => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");

// At most 75 octets of UTF-8 a line, no character cut.
function fold(line) {
  let length = 0;
  return line.replace(/./gsu, character => {
    const octets = character < "\x80" ? 1 : character < "\u0800" ? 2 : character.length + 2;
    length += octets;
    if (length <= 75) return character;
    length = 1 + octets;
    return "\r\n " + character;
  });
}

// Tells two events of one day apart.
const print = text => [...text].reduce((sum, character) => (sum * 31 + character.codePointAt()) % 4294967291, 7).toString(36);

// Events: `day`, `title`, and perhaps `text` and `alarm`, a duration from the day's first minute: -PT15H is nine o'clock the day before.
export const calendar = events =>
  ["BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//futago//dates//EN"]
    .concat(
      events.map(({ day, title, text = "", alarm }) => {
        const date = iso(day).replaceAll("-", "");
        const head = `BEGIN:VEVENT\nUID:${date}-${print(title + text)}@futago\nDTSTAMP:${date}T000000Z\nDTSTART;VALUE=DATE:${date}\nSUMMARY:`;
        const bell = alarm ? `BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:${alarm}\nDESCRIPTION:${escape(title)}\nEND:VALARM\n` : "";
        return `${head}${escape(title)}\nDESCRIPTION:${escape(text)}\nTRANSP:TRANSPARENT\n${bell}END:VEVENT`;
      }),
      "END:VCALENDAR\n",
    )
    .join("\n")
    .split("\n")
    .map(fold)
    .join("\r\n");

// Makes the link `a` save it.
export function save(a, name, text) {
  URL.revokeObjectURL(a.href);
  a.type = "text/calendar";
  a.href = URL.createObjectURL(new Blob([text], a));
  a.download = name;
}
