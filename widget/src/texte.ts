// A text of the bot cut in pieces: plain text, telephone numbers, hard words.
import type { Mot } from "./types";

export type Morceau =
  | { genre: "texte"; texte: string }
  | { genre: "telephone"; texte: string }
  | { genre: "mot"; texte: string; sens: string };

const TELEPHONE = /\b(?:0[ .]?\d(?:[ .]?\d){8}|3\d{3}|11[24589])\b(?! ?(?:€|euros|jours|mois))/g;

/** Finds each hard word once, whole, whatever its case; the longest first. */
export class Glossaire {
  private sens = new Map<string, string>();
  private motif?: RegExp;

  constructor(mots: Mot[]) {
    for (const { mots: noms, texte } of mots) for (const nom of noms) this.sens.set(nom.toLowerCase(), texte);
    const noms = [...this.sens.keys()].sort((a, b) => b.length - a.length);
    if (!noms.length) return;
    const formes = noms.map((nom) => nom.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
    this.motif = new RegExp(`(^|[^\\p{L}\\d])(${formes})(?![\\p{L}\\d])`, "giu");
  }

  /** `vus`: words already found in the same message, not to be found again. */
  coupe(texte: string, vus: Set<string>): Morceau[] {
    const trouves: { debut: number; morceau: Morceau }[] = [];
    for (const lu of texte.matchAll(TELEPHONE)) trouves.push({ debut: lu.index!, morceau: { genre: "telephone", texte: lu[0] } });
    for (const lu of this.motif ? texte.matchAll(this.motif) : []) {
      const sens = this.sens.get(lu[2].toLowerCase());
      if (!sens || vus.has(sens)) continue;
      vus.add(sens);
      // No look-behind: phones of a few years ago do not know it.
      trouves.push({ debut: lu.index! + lu[1].length, morceau: { genre: "mot", texte: lu[2], sens } });
    }
    trouves.sort((a, b) => a.debut - b.debut);
    const morceaux: Morceau[] = [];
    let fin = 0;
    for (const { debut, morceau } of trouves) {
      if (debut < fin) continue;
      if (debut > fin) morceaux.push({ genre: "texte", texte: texte.slice(fin, debut) });
      morceaux.push(morceau);
      fin = debut + morceau.texte.length;
    }
    if (fin < texte.length) morceaux.push({ genre: "texte", texte: texte.slice(fin) });
    return morceaux;
  }
}

/** A sentence of the knowledge with its values. */
export function remplit(texte: string, valeurs: Record<string, string>): string {
  return texte.replace(/\{(\w+)\}/g, (_lu, nom) => valeurs[nom]);
}

/** Paragraphs and lists of a text: lines that start with "•" are the items of one list. */
export function parties(texte: string): { liste: boolean; lignes: string[] }[] {
  const parties: { liste: boolean; lignes: string[] }[] = [];
  for (const ligne of texte.split("\n").filter((lue) => lue.trim())) {
    const liste = ligne.startsWith("• ");
    const precedente = parties[parties.length - 1];
    const lue = liste ? ligne.slice(2) : ligne;
    if (precedente && precedente.liste === liste) precedente.lignes.push(lue);
    else parties.push({ liste, lignes: [lue] });
  }
  return parties;
}
