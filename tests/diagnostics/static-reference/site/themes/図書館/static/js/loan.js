import { day } from "./loans.js";
import { shelf } from "./shelf.js";

export const due = day(shelf);
