import { day } from "./dates.js";
import { shelf } from "./shelf.js";

export const due = day(shelf);
