import { due } from "./loan.js";

export const shelf = due;
