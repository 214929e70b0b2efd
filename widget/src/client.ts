// Talking with the connector: one session in the page's storage, a queue that survives the network.
import type { Message, Relais } from "./types";

const DELAI_MS = 40_000;

export type Etat = "calme" | "ecrit" | "coupe" | "erreur";

interface Memoire { jeton?: string; attente?: { id: string; texte: string }[]; cachee?: boolean; taille?: number }

class Echec extends Error {
  constructor(readonly statut: number, message: string, readonly attente: number) { super(message); }
}

/** Keeps numbered messages, sends each text once, asks for those nobody asked for. */
export class Client {
  messages: Message[] = [];
  etat: Etat = "calme";
  /** A human: can be offered, is asked for, or reads and answers. */
  relais: Relais = null;
  /** A refusal said to the reader: it stays until he sends something else. */
  erreur = "";
  /** A text that was not sent because its conversation is gone: back to the field. */
  rendu = "";
  private minuterie = 0;
  private essais = 0;
  /** Too many requests: what waits leaves later by itself, and the refusal is over. */
  private ralenti = false;
  private occupe = false;
  private actif = false;
  private readonly cle: string;
  private memoire: Memoire = {};

  constructor(private readonly serveur: string, private readonly change: () => void) {
    this.cle = `garde-toit:${serveur}`;
    this.memoire = this.relit();
    addEventListener("online", () => this.reprend());
    addEventListener("storage", (e) => { if (e.key === this.cle) this.autreOnglet(); });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.reprend(); });
  }

  get cachee(): boolean { return !!this.memoire.cachee; }
  get taille(): number { return this.memoire.taille ?? 0; }
  get attente(): { id: string; texte: string }[] { return this.memoire.attente ?? []; }

  retient(champs: Partial<Memoire>): void {
    this.memoire = { ...this.relit(), ...champs };
    try { localStorage.setItem(this.cle, JSON.stringify(this.memoire)); } catch { /* private mode */ }
  }

  ouvre(): void {
    this.actif = true;
    this.reprend();
  }

  ferme(): void {
    this.actif = false;
    clearTimeout(this.minuterie);
  }

  envoie(texte: string): void {
    const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (o) => o.toString(16).padStart(2, "0")).join("");
    this.retient({ attente: [...this.attente, { id, texte }] });
    this.essais = 0;
    this.erreur = "";
    this.reprend();
  }

  /** Try again now: what waits is sent, then what is new is asked for. */
  reprend(): void {
    if (this.actif) void this.tourne();
  }

  async efface(): Promise<void> {
    if (this.memoire.jeton) {
      try {
        await this.demande("effacer", "POST", {});
      } catch (echec) {
        // An unknown session is already erased; anything else must be said.
        if (!(echec instanceof Echec) || echec.statut !== 401) throw echec;
      }
    }
    this.erreur = "";
    this.oublie();
  }

  private oublie(): void {
    const taille = this.taille;
    try { localStorage.removeItem(this.cle); } catch { /* private mode */ }
    this.memoire = {};
    if (taille) this.retient({ taille });
    this.messages = [];
    this.relais = null;
    this.etat = "calme";
    this.change();
  }

  private relit(): Memoire {
    try { return JSON.parse(localStorage.getItem(this.cle) ?? "null") ?? this.memoire; } catch { return this.memoire; }
  }

  private autreOnglet(): void {
    const avant = this.memoire.jeton;
    try { this.memoire = JSON.parse(localStorage.getItem(this.cle) ?? "{}"); } catch { return; }
    if (avant && this.memoire.jeton !== avant) this.messages = [];
    this.change();
    this.reprend();
  }

  private async tourne(): Promise<void> {
    if (this.occupe) return;
    this.occupe = true;
    clearTimeout(this.minuterie);
    let suite = 20;
    try {
      this.memoire = this.relit();
      // What happened elsewhere (another tab, an operator) comes before what is sent now.
      if (this.memoire.jeton && !(this.messages.length && this.attente.length)) suite = await this.lit();
      while (this.attente.length) suite = await this.poste(this.attente[0]);
      this.essais = 0;
      if (this.ralenti) this.erreur = "";
      this.ralenti = false;
      this.etat = this.erreur ? "erreur" : suite <= 2 ? "ecrit" : "calme";
    } catch (echec) {
      suite = this.echoue(echec);
    } finally {
      this.occupe = false;
      this.change();
    }
    if (this.actif) this.minuterie = window.setTimeout(() => { if (!document.hidden) this.reprend(); }, suite * 1000);
  }

  private echoue(echec: unknown): number {
    this.etat = "coupe";
    this.essais += 1;
    const plusTard = Math.min(30, 2 ** this.essais);
    if (!(echec instanceof Echec) || echec.statut >= 500) return plusTard;
    this.etat = "erreur";
    this.erreur = echec.message;
    this.ralenti = echec.statut === 429;
    if (echec.statut === 401) {
      this.rendu = this.attente.map((envoi) => envoi.texte).join(" ");
      this.oublie();
      this.etat = "erreur";
    } else if (!this.ralenti) {
      this.rendu = this.attente[0]?.texte ?? "";
      this.retient({ attente: this.attente.slice(1) });
    }
    return echec.attente || plusTard;
  }

  private async lit(): Promise<number> {
    const dernier = this.messages[this.messages.length - 1]?.n ?? 0;
    const lu = await this.demande(`messages?apres=${dernier}`, "GET");
    this.relais = lu.relais;
    this.ajoute(lu.messages);
    return lu.suite_dans;
  }

  private async poste(envoi: { id: string; texte: string }): Promise<number> {
    this.etat = "ecrit";
    this.change();
    if (!this.memoire.jeton) {
      const ouverte = await this.demande("session", "POST", {});
      this.retient({ jeton: ouverte.jeton });
    }
    const recu = await this.demande("message", "POST", envoi);
    if (recu.efface) {
      this.oublie();
      this.messages = recu.messages;
      return 20;
    }
    if (recu.en_cours) {
      const suite = await this.lit();
      if (!this.messages.some((m) => m.envoi === envoi.id && m.de !== "moi")) {
        await new Promise((fini) => setTimeout(fini, suite * 1000));
        return suite;
      }
    } else {
      const [premier] = recu.messages;
      const dernier = this.messages[this.messages.length - 1]?.n ?? 0;
      if (premier?.n > dernier + 1) await this.lit();
      this.relais = recu.relais;
      this.ajoute(recu.messages);
    }
    this.retient({ attente: this.attente.filter((autre) => autre.id !== envoi.id) });
    return recu.suite_dans;
  }

  private ajoute(nouveaux: Message[]): void {
    const connus = new Set(this.messages.map((m) => m.n));
    const ajoutes = nouveaux.filter((m) => !connus.has(m.n));
    if (!ajoutes.length) return;
    this.messages = [...this.messages, ...ajoutes].sort((a, b) => (a.n ?? 0) - (b.n ?? 0));
    const repondus = new Set(nouveaux.filter((m) => m.de !== "moi").map((m) => m.envoi));
    const reste = this.attente.filter((envoi) => !repondus.has(envoi.id));
    if (reste.length !== this.attente.length) this.retient({ attente: reste });
    this.change();
  }

  private async demande(chemin: string, methode: string, corps?: object): Promise<any> {
    const arret = new AbortController();
    const delai = setTimeout(() => arret.abort(), DELAI_MS);
    const entetes: Record<string, string> = {};
    if (corps) entetes["Content-Type"] = "application/json";
    if (this.memoire.jeton) entetes.Authorization = `Bearer ${this.memoire.jeton}`;
    try {
      const reponse = await fetch(`${this.serveur}/webhooks/widget/${chemin}`, {
        method: methode, headers: entetes, body: corps && JSON.stringify(corps),
        credentials: "omit", referrerPolicy: "no-referrer", signal: arret.signal,
      });
      const lu = await reponse.json();
      if (!reponse.ok) throw new Echec(reponse.status, lu.erreur ?? "", Number(reponse.headers.get("Retry-After")) || 0);
      return lu;
    } finally {
      clearTimeout(delai);
    }
  }
}
