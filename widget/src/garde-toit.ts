// The only file a site loads: a button. The window comes when somebody opens it.
import type { Fenetre } from "./fenetre";
import { appel, secours } from "./secours";
import { bouton, ne_charge_pas } from "./textes.json";

declare const VERSION: string;

const ICI = new URL(".", import.meta.url).href;
// The page's own rules stop here, even `* { … !important }`: among important rules the inner wins.
// `medium` is the size chosen in the browser, whatever the page does with its root.
const STYLE = `
:host(:not([plein])) { all: initial !important; display: block !important; }
:host([hidden]) { display: none !important; }
:host([plein]) { flex: 1; display: flex; flex-direction: column; }
.coin { position: fixed; inset: auto 1em 1em auto; z-index: 2147483000; display: flex;
  flex-direction: column; align-items: flex-end; gap: .8em; width: auto; height: auto; margin: 0;
  padding: 4px; border: 0; overflow: visible; background: none; font: medium/1.4 system-ui, sans-serif; }
:host([plein]) .coin { display: contents; font: inherit; }
[hidden] { display: none !important; }
button { min-height: 3em; max-width: calc(100vw - 2em - 8px); padding: .6em 1.1em; font: inherit; font-weight: 600;
  color: #fff; background: var(--gt, #0b4a8f); border: 2px solid #fff; border-radius: 1.6em;
  cursor: pointer; box-shadow: 0 2px 8px rgb(0 0 0 / .35); }
button:focus-visible { outline: 3px solid #000; outline-offset: 2px; box-shadow: 0 0 0 3px #fff; }
.panne { max-width: 18em; margin: 0; padding: .8em 1em; color: #1b1f24; background: #fff;
  border: 2px solid var(--gt, #0b4a8f); border-radius: .6em; }
.panne a { color: inherit; font-weight: 600; white-space: nowrap; }
`;
const CONTRASTE = 4.5;

/** A constructed sheet passes a strict CSP; older browsers get an element. */
function habille(racine: ShadowRoot): void {
  try {
    const feuille = new CSSStyleSheet();
    feuille.replaceSync(STYLE);
    racine.adoptedStyleSheets = [feuille];
  } catch {
    const style = document.createElement("style");
    style.textContent = STYLE;
    racine.append(style);
  }
}

/** Contrast of a colour ("rgb(1, 2, 3)") with white, as WCAG counts it. */
function contraste(couleur: string): number {
  const [r, v, b] = (couleur.match(/[\d.]+/g) ?? []).slice(0, 3).map((lu) => {
    const part = Number(lu) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r + 0.7152 * v + 0.0722 * b + 0.05);
}

/** `<garde-toit server titre couleur territoire plein>`: its own content shows without JavaScript. */
class GardeToit extends HTMLElement {
  private coin = document.createElement("div");
  private bouton = document.createElement("button");
  private panne = document.createElement("p");
  private fenetre?: Fenetre;
  private essais = 0;

  connectedCallback(): void {
    if (!this.shadowRoot) this.cree();
    // Above everything, also inside a page's transformed or clipped block; older browsers: z-index.
    if (!this.hasAttribute("plein") && this.coin.showPopover) {
      this.coin.popover = "manual";
      this.coin.showPopover();
    }
  }

  private cree(): void {
    const racine = this.attachShadow({ mode: "open" });
    habille(racine);
    this.coin.className = "coin";
    this.bouton.type = "button";
    this.bouton.lang = "fr";
    this.bouton.textContent = this.getAttribute("bouton") ?? bouton;
    this.bouton.setAttribute("aria-expanded", "false");
    this.bouton.addEventListener("click", () => void this.ouvre());
    this.panne.className = "panne";
    this.panne.lang = "fr";
    this.panne.setAttribute("role", "alert");
    this.panne.hidden = true;
    this.coin.append(this.panne, this.bouton);
    racine.append(this.coin);
    this.colore();
    if (this.hasAttribute("plein")) {
      // Our own page keeps its form until the window is there.
      racine.append(document.createElement("slot"));
      void this.ouvre();
    }
  }

  /** The site's colour, unless white letters on it could not be read. */
  private colore(): void {
    const couleur = this.getAttribute("couleur");
    if (!couleur) return;
    this.panne.style.color = couleur;
    const lue = getComputedStyle(this.panne).color;
    const connue = this.panne.style.color;
    this.panne.style.color = "";
    if (connue && lue.startsWith("rgb(") && contraste(lue) >= CONTRASTE) this.style.setProperty("--gt", lue);
    else console.warn(`garde-toit : couleur « ${couleur} » ignorée, trop claire ou inconnue.`);
  }

  private async ouvre(): Promise<void> {
    this.bouton.setAttribute("aria-busy", "true");
    try {
      // Some browsers remember a module that failed: each new try has its own address.
      const essai = this.essais ? `&essai=${this.essais}` : "";
      await import(/* @vite-ignore */ `${ICI}fenetre.js?v=${VERSION}${essai}`);
    } catch {
      this.essais += 1;
      this.ditLaPanne();
      return;
    } finally {
      this.bouton.removeAttribute("aria-busy");
    }
    this.panne.hidden = true;
    if (!this.fenetre) this.fenetre = this.creeLaFenetre();
    this.bouton.hidden = true;
    this.bouton.setAttribute("aria-expanded", "true");
    this.fenetre.ouvre();
  }

  private creeLaFenetre(): Fenetre {
    const fenetre = document.createElement("garde-toit-fenetre") as Fenetre;
    fenetre.serveur = this.getAttribute("server") || new URL("..", ICI).href.replace(/\/$/, "");
    fenetre.titre = this.getAttribute("titre") ?? "Garde-Toit";
    fenetre.territoire = this.getAttribute("territoire") ?? "national";
    fenetre.plein = this.hasAttribute("plein");
    fenetre.addEventListener("ferme", () => {
      this.bouton.hidden = false;
      this.bouton.setAttribute("aria-expanded", "false");
      this.bouton.focus();
    });
    if (fenetre.plein) {
      // Words typed into the plain form while the window was coming are not lost.
      const champ = this.querySelector<HTMLInputElement>("#message");
      fenetre.texte = champ?.value ?? "";
      fenetre.ecrit = champ !== null && champ === document.activeElement;
      this.shadowRoot!.querySelector("slot")!.remove();
      this.replaceChildren();
    }
    this.coin.append(fenetre);
    return fenetre;
  }

  private ditLaPanne(): void {
    const [premier] = secours(this.getAttribute("territoire") ?? "");
    const lien = document.createElement("a");
    lien.href = appel(premier.telephone);
    lien.textContent = premier.telephone;
    const [avant, apres] = ne_charge_pas.split("{telephone}");
    this.panne.replaceChildren(avant, lien, apres);
    this.panne.hidden = false;
  }
}

// Without dialogs (phones before 2022) the link inside the element stays: our own page, plain form.
if ("HTMLDialogElement" in window && !customElements.get("garde-toit")) customElements.define("garde-toit", GardeToit);
