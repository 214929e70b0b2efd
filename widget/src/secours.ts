// Numbers known without the server; `secours.json` is made from knowledge/ and checked by a test.
import numeros from "./secours.json";
import type { Secours } from "./types";

const parTerritoire = numeros as Record<string, Secours[]>;

export function secours(territoire: string): Secours[] {
  return parTerritoire[territoire] ?? parTerritoire.national;
}

export function appel(telephone: string): string {
  return `tel:${telephone.replace(/\D/g, "")}`;
}
